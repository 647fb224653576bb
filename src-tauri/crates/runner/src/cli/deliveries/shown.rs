//! Deliveries as text: in a table, on a line, with all that is known.

use hookloom_api::core::{
    attempt::{Attempt, Why},
    moment::Moment,
    request::Request,
    upload::{SentFile, Upload, UploadPart},
    view::{DeliveryDetail, DeliveryPage, DeliveryRow},
};

use crate::cli::{
    plain,
    table::{pairs, table},
    words,
};

pub(super) fn list(page: &DeliveryPage) -> String {
    if page.rows.is_empty() {
        return "No deliveries.\n".to_owned();
    }
    let rest = page.total.saturating_sub(page.rows.len() as u64);
    let more = match page.rows.last() {
        Some(last) if page.more => {
            format!("more than {}; go on with --after {}\n", page.total, last.id)
        }
        Some(last) if rest > 0 => {
            format!("{} in all; go on with --after {}\n", page.total, last.id)
        }
        _ => String::new(),
    };
    deliveries(&page.rows) + &more
}

/// Deliveries as a table.
fn deliveries(rows: &[DeliveryRow]) -> String {
    let row = |row: &DeliveryRow| {
        [
            plain::time(row.created_at),
            words::state(row.state.name()).to_owned(),
            row.automation_name.clone(),
            row.summary.clone(),
            row.destination_name.clone(),
            row.attempts.to_string(),
            row.last_status
                .map_or_else(String::new, |code| code.to_string()),
            row.took_ms
                .map_or_else(String::new, |ms| format!("{ms} ms")),
            row.id.to_string(),
        ]
    };
    let heads = [
        "TIME",
        "STATE",
        "AUTOMATION",
        "WHAT HAPPENED",
        "DESTINATION",
        "TRIES",
        "CODE",
        "TOOK",
        "ID",
    ];
    table(heads, rows.iter().map(row))
}

/// A delivery as one line, without the line's end.
pub fn line(row: &DeliveryRow) -> String {
    let code = row
        .last_status
        .map_or_else(String::new, |code| format!(", {code}"));
    let tries = words::count(row.attempts as usize, "try", "tries");
    let text = format!(
        "{}  {:<9}  {} → {}: {} ({tries}{code})",
        row.id,
        words::state(row.state.name()),
        row.automation_name,
        row.destination_name,
        row.summary,
    );
    plain::line(&text)
}

/// A delivery with all that is known of it.
pub fn describe(detail: &DeliveryDetail) -> String {
    let row = &detail.row;
    let head = pairs([
        ("Delivery", row.id.to_string()),
        ("State", words::state_and_time(&row.state)),
        ("What happened", row.summary.clone()),
        (
            "Event",
            format!("{} {}", detail.event.kind.as_str(), detail.event.id),
        ),
        ("Automation", row.automation_name.clone()),
        ("Destination", row.destination_name.clone()),
        ("Accepted", plain::time(row.created_at)),
        ("Next tries", tries(&detail.tries)),
    ]);
    let request = detail.request.as_ref().map_or_else(String::new, request);
    let attempts = attempts(&detail.attempts, detail.attempts_allowed);
    format!(
        "{}\n\n{head}\n{request}{attempts}",
        plain::line(&detail.sentence)
    )
}

/// When it is tried, if every attempt fails.
fn tries(tries: &[Moment]) -> String {
    let told: Vec<String> = tries.iter().map(|at| plain::time(*at)).collect();
    match told.is_empty() {
        true => "none".to_owned(),
        false => told.join(", "),
    }
}

/// A request as it goes over the wire.
pub fn request(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method, plain::line(&request.url));
    for (name, value) in &request.headers {
        text += &plain::line(&format!("{name}: {value}"));
        text += "\n";
    }
    if let Some(body) = &request.body {
        text += &format!("\n{}\n", plain::lines(body));
    }
    if let Some(upload) = &request.upload {
        text += &format!("\n{}", content(upload));
    }
    text + "\n"
}

/// Content that is read from disk, as lines to be looked at.
fn content(upload: &Upload) -> String {
    let told = |file: &SentFile| format!("{} ({} bytes)", file.shown(), file.size);
    let lines: Vec<String> = match upload {
        Upload::File { file } => vec![told(file)],
        Upload::Multipart { parts, .. } => parts
            .iter()
            .map(|part| match part {
                UploadPart::Field { name, value } => format!("{name}: {value}"),
                UploadPart::File { name, file, .. } => format!("{name}: {}", told(file)),
            })
            .collect(),
    };
    lines.iter().map(|line| plain::line(line) + "\n").collect()
}

fn attempts(attempts: &[Attempt], allowed: u32) -> String {
    let row = |attempt: &Attempt| {
        [
            format!("{} of {allowed}", attempt.number),
            plain::time(attempt.at),
            why(attempt.why).to_owned(),
            format!("{} ms", attempt.phases.total_ms),
            attempt.remote.clone().unwrap_or_default(),
            words::outcome(&attempt.outcome),
        ]
    };
    table(
        ["ATTEMPT", "TIME", "WHY", "TOOK", "REACHED", "ANSWER"],
        attempts.iter().map(row),
    )
}

fn why(why: Why) -> &'static str {
    match why {
        Why::First => "first",
        Why::Retry => "retry",
        Why::RetriedByHand => "retried by hand",
        Why::SentAgain => "sent again",
        Why::Probe => "probe",
        Why::AccessRenewed => "new token",
    }
}
