//! Values as plain text for a terminal.

use hookloom_api::core::moment::Moment;
use jiff::{Timestamp, tz::TimeZone};

/// The moment in this computer's time zone, to the second.
pub fn time(moment: Moment) -> String {
    Timestamp::from(moment)
        .to_zoned(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// Text from outside on one line: a file's name may hold line breaks and codes that would steer
/// the terminal.
pub fn line(text: &str) -> String {
    escape(text, |_| false)
}

/// Text from outside over several lines, such as a body.
pub fn lines(text: &str) -> String {
    escape(text, |c| matches!(c, '\n' | '\t'))
}

/// JSON as it goes to a terminal. Inside of its texts, which is the only place where they can be,
/// such characters are written as JSON's own escapes.
pub fn json(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                plain += &format!("\\u{unit:04x}");
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Lines of an export, each with its end.
pub fn export(text: &str) -> String {
    match text.starts_with('{') {
        true => json(text),
        false => escape(text, |c| matches!(c, '\n' | '\r' | '\t')),
    }
}

/// What a terminal obeys instead of showing it, or what shows other text in another order.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

fn escape(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) && !keep(c) {
            plain.extend(c.escape_default());
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_steer_the_terminal() {
        assert_eq!(line("a\u{1b}[2J\nb.txt"), "a\\u{1b}[2J\\nb.txt");
        assert_eq!(lines("{\n\t\u{7}}"), "{\n\t\\u{7}}");
    }

    #[test]
    fn a_name_can_not_turn_other_text_around_or_hide_in_it() {
        assert_eq!(line("a\u{202e}fdp.exe"), "a\\u{202e}fdp.exe");
        assert_eq!(line("in\u{200b}voice"), "in\\u{200b}voice");
    }

    #[test]
    fn json_stays_the_same_json() {
        let text = serde_json::to_string("a\u{9b}2J \u{202e} \u{e0041} é").unwrap();
        let shown = json(&text);
        assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{e0041}']));
        let (before, after): (String, String) = (
            serde_json::from_str(&text).unwrap(),
            serde_json::from_str(&shown).unwrap(),
        );
        assert_eq!(before, after);
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert_eq!(line("Rückgabe ✓ 日本"), "Rückgabe ✓ 日本");
    }
}
