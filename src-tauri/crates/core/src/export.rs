//! Deliveries as lines of a table that a spreadsheet reads.

use crate::{delivery::DeliveryState, view::DeliveryDetail};

const COLUMNS: [&str; 13] = [
    "id",
    "time",
    "state",
    "automation",
    "kind",
    "what happened",
    "destination",
    "address",
    "attempts",
    "code",
    "took ms",
    "next try",
    "how it stands",
];

/// The names of the columns.
pub fn csv_head() -> String {
    line(COLUMNS.map(str::to_owned))
}

/// One delivery.
pub fn csv_line(detail: &DeliveryDetail) -> String {
    let row = &detail.row;
    let number = |number: Option<u32>| number.map_or_else(String::new, |it| it.to_string());
    let next = match &row.state {
        DeliveryState::Pending { due_at } => due_at.to_string(),
        _ => String::new(),
    };
    line([
        row.id.to_string(),
        row.created_at.to_string(),
        row.state.name().as_str().to_owned(),
        row.automation_name.clone(),
        row.kind.as_str().to_owned(),
        row.summary.clone(),
        row.destination_name.clone(),
        detail
            .request
            .as_ref()
            .map_or_else(String::new, |it| it.url.clone()),
        row.attempts.to_string(),
        number(row.last_status.map(u32::from)),
        number(row.took_ms),
        next,
        detail.sentence.clone(),
    ])
}

fn line(values: [String; 13]) -> String {
    let cells: Vec<String> = values.iter().map(|value| cell(value)).collect();
    cells.join(",") + "\r\n"
}

/// A value as RFC 4180 has it. One that a spreadsheet would take for a formula gets an apostrophe
/// in front: names of files and answers come from anywhere.
fn cell(value: &str) -> String {
    let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let value = if formula {
        format!("'{value}")
    } else {
        value.to_owned()
    };
    if value.contains(['"', ',', '\n', '\r']) || value != value.trim() {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_one_cell() {
        for (value, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""),
        ] {
            assert_eq!(cell(value), written);
        }
    }

    #[test]
    fn no_value_is_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("-1"), "'-1");
    }
}
