//! Where in a JSON text a value stands, so that an error can name line and column.

use serde::{Deserialize, de::IgnoredAny};
use serde_json::Deserializer;

/// The line and column, both from 1, of the value at a dotted path such as `sends[0].path`, or of
/// the innermost value around it that is there. The text must be valid JSON.
pub fn position(text: &str, path: &str) -> (usize, usize) {
    let mut here = text.trim_start();
    for step in steps(path) {
        match enter(here, &step) {
            Some(inner) => here = inner,
            None => break,
        }
    }
    let before = &text[..text.len() - here.len()];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    parts.map(|part| {
        let index = part.strip_suffix(']').and_then(|index| index.parse().ok());
        index.map_or(Step::Key(part), Step::Index)
    })
}

/// The text from the wanted member of the object or array on, at whose beginning `text` is.
fn enter<'a>(text: &'a str, step: &Step<'_>) -> Option<&'a str> {
    let mut rest = text.strip_prefix(['{', '['])?;
    for index in 0.. {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        if rest.starts_with(['}', ']']) {
            break;
        }
        let wanted = match step {
            Step::Index(wanted) => index == *wanted,
            Step::Key(wanted) => {
                let (key, after) = take::<String>(rest)?;
                rest = after.trim_start().strip_prefix(':')?.trim_start();
                key == *wanted
            }
        };
        if wanted {
            return Some(rest);
        }
        (_, rest) = take::<IgnoredAny>(rest)?;
    }
    None
}

/// Reads the value at the beginning of the text, and gives what follows.
fn take<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(T, &'a str)> {
    let mut values = Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, &text[values.byte_offset()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"naïve\": [1, true, \"a]\"], \"sends\": [\n    {\"path\": \"/x\"},\n    {\"path\" : \"/y\"}\n  ]\n}";

    #[test]
    fn a_value_is_found_by_its_path() {
        assert_eq!(position(TEXT, "naïve[2]"), (2, 22));
        assert_eq!(position(TEXT, "sends[0].path"), (3, 14));
        assert_eq!(position(TEXT, "sends[1].path"), (4, 15));
    }

    #[test]
    fn what_is_missing_stands_where_it_should_be() {
        assert_eq!(position(TEXT, "sends[1].retry"), (4, 5));
        assert_eq!(position(TEXT, "sends[7].retry"), (2, 38));
        assert_eq!(position(TEXT, "trigger.folder"), (1, 1));
        assert_eq!(position(TEXT, ""), (1, 1));
    }
}
