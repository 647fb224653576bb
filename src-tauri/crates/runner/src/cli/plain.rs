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

fn escape(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && !keep(c) {
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
    fn other_text_stays_as_it_is() {
        assert_eq!(line("Rückgabe ✓ 日本"), "Rückgabe ✓ 日本");
    }
}
