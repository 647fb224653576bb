//! Aligned columns.

use super::plain;

/// Lays rows out under their heads. Cells are made safe for a terminal.
pub fn table<const N: usize>(
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let heads = heads.map(str::to_owned);
    let rows = rows
        .into_iter()
        .map(|row| row.map(|cell| plain::line(&cell)));
    let all: Vec<[String; N]> = std::iter::once(heads).chain(rows).collect();
    let mut widths = [0; N];
    for row in &all {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    all.iter().map(|row| lay_out(row, &widths)).collect()
}

fn lay_out(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths);
    let line: Vec<String> = cells
        .map(|(cell, width)| format!("{cell:<width$}"))
        .collect();
    format!("{}\n", line.join("  ").trim_end())
}

/// Names and values, one pair on each line.
pub fn pairs<const N: usize>(pairs: [(&str, String); N]) -> String {
    let width = pairs.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    pairs
        .iter()
        .map(|(name, value)| format!("{name:<width$}  {}\n", plain::line(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_lines_end_without_blanks() {
        let rows = [
            ["é".to_owned(), "1".to_owned()],
            ["long".to_owned(), String::new()],
        ];
        assert_eq!(table(["NAME", "N"], rows), "NAME  N\né     1\nlong\n");
    }

    #[test]
    fn pairs_are_aligned() {
        let text = pairs([("A", "1".to_owned()), ("Long", "2".to_owned())]);
        assert_eq!(text, "A     1\nLong  2\n");
    }
}
