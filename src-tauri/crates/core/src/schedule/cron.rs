//! Cron expressions: checked part by part with words of our own, then read by croner.

use croner::Cron;
use croner::parser::{CronParser, Year};
use jiff::civil::DateTime;

use super::words::MONTHS;

const NICKNAMES: [&str; 6] = [
    "@hourly",
    "@daily",
    "@weekly",
    "@monthly",
    "@yearly",
    "@annually",
];
const MONTH_NAMES: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAY_NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// One part of an expression: what it is called and what it may hold.
struct Part {
    name: &'static str,
    least: u16,
    most: u16,
    /// Names for `least`, `least + 1`, …
    names: &'static [&'static str],
}

const fn part(name: &'static str, least: u16, most: u16) -> Part {
    let names = &[];
    Part {
        name,
        least,
        most,
        names,
    }
}

const SECOND: Part = part("Second", 0, 59);
const MINUTE: Part = part("Minute", 0, 59);
const HOUR: Part = part("Hour", 0, 23);
const DAY: Part = part("Day", 1, 31);
const MONTH: Part = Part {
    names: &MONTH_NAMES,
    ..part("Month", 1, 12)
};
const WEEKDAY: Part = Part {
    names: &WEEKDAY_NAMES,
    ..part("Weekday", 0, 7)
};

/// Checks an expression on save; the error says which part is wrong and how to mend it.
pub(super) fn check(expression: &str) -> Result<(), String> {
    let pattern = read(expression)?;
    // Any start will do: the calendar repeats, and the search goes on for years.
    let start = DateTime::constant(2024, 1, 1, 0, 0, 0, 0);
    match pattern.find_next_occurrence(&start, true) {
        Ok(_) => Ok(()),
        Err(_) => Err(never(&pattern)),
    }
}

/// Reads an expression.
pub(super) fn read(expression: &str) -> Result<Cron, String> {
    check_parts(expression)?;
    let parser = CronParser::builder().year(Year::Disallowed).build();
    parser
        .parse(expression)
        .map_err(|error| format!("‘{expression}’ isn't a schedule: {error}"))
}

fn check_parts(expression: &str) -> Result<(), String> {
    let parts: Vec<&str> = expression.split_whitespace().collect();
    match parts[..] {
        [nickname] if nickname.starts_with('@') => check_nickname(nickname),
        [minute, hour, day, month, weekday] => check_all([
            (MINUTE, minute),
            (HOUR, hour),
            (DAY, day),
            (MONTH, month),
            (WEEKDAY, weekday),
        ]),
        [second, minute, hour, day, month, weekday] => check_all([
            (SECOND, second),
            (MINUTE, minute),
            (HOUR, hour),
            (DAY, day),
            (MONTH, month),
            (WEEKDAY, weekday),
        ]),
        [..] if parts.len() > 6 => Err(format!(
            "A schedule has 5 parts, or 6 with the second first; you wrote {}.",
            parts.len()
        )),
        _ => Err(format!(
            "A schedule has 5 parts (minute hour day month weekday); you wrote {}.",
            parts.len()
        )),
    }
}

fn check_nickname(nickname: &str) -> Result<(), String> {
    let known = NICKNAMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(nickname));
    known.then_some(()).ok_or_else(|| {
        format!(
            "There is no ‘{nickname}’. Write one of {}.",
            NICKNAMES.join(", ")
        )
    })
}

fn check_all<const N: usize>(parts: [(Part, &str); N]) -> Result<(), String> {
    parts
        .iter()
        .try_for_each(|(part, text)| part.check(&text.to_uppercase()))
}

impl Part {
    fn check(&self, text: &str) -> Result<(), String> {
        let text = match self.is_weekday() {
            true => text.strip_prefix('+').unwrap_or(text),
            false => text,
        };
        text.split(',').try_for_each(|item| self.check_item(item))
    }

    fn check_item(&self, item: &str) -> Result<(), String> {
        match item.split_once('/') {
            _ if item.is_empty() => Err(format!("{} has a comma too many.", self.name)),
            Some((range, step)) => self.check_step(item, range, step),
            None if item == "*" || self.is_special(item)? => Ok(()),
            None => self.check_range(item),
        }
    }

    fn check_step(&self, item: &str, range: &str, step: &str) -> Result<(), String> {
        let most = self.most;
        match step.parse::<u16>() {
            Ok(step) if (1..=most).contains(&step) => {}
            _ => {
                let name = self.name;
                return Err(format!(
                    "{name}: the step after / must be 1 to {most}; you wrote ‘{item}’."
                ));
            }
        }
        match range {
            "*" => Ok(()),
            _ if range.contains('-') => self.check_range(range),
            _ => {
                let start = self.number(range)?;
                Err(format!(
                    "{}: write {start}-{most}/{step} instead of {item}.",
                    self.name
                ))
            }
        }
    }

    fn check_range(&self, item: &str) -> Result<(), String> {
        let Some((first, last)) = item.split_once('-') else {
            return self.number(item).map(drop);
        };
        let (from, to) = (self.number(first)?, self.number(last)?);
        // Sunday is 0 and 7; at the end of a range it is 7.
        let to = if self.is_weekday() && last == "SUN" {
            7
        } else {
            to
        };
        if from > to {
            let Self {
                name, least, most, ..
            } = self;
            return Err(format!(
                "{name} {item} runs backwards; write {from}-{most},{least}-{to}."
            ));
        }
        Ok(())
    }

    /// `L`, `LW`, `15W`, `5L`, `MON#2` and `?`, where they may stand.
    fn is_special(&self, item: &str) -> Result<bool, String> {
        if self.is_weekday() {
            return match (item.split_once('#'), item.strip_suffix('L')) {
                _ if item == "?" => Ok(true),
                (Some((day, nth)), _) => self.check_nth(day, nth).map(|()| true),
                (None, Some("")) => {
                    Err("Weekday: write which one is the last, such as 5L for Friday.".to_owned())
                }
                (None, Some(day)) => self.number(day).map(|_| true),
                (None, None) => Ok(false),
            };
        }
        match item.strip_suffix('W') {
            _ if !self.is_day() => Ok(false),
            None => Ok(item == "L" || item == "?"),
            Some("L") => Ok(true),
            Some(day) => self.number(day).map(|_| true),
        }
    }

    fn check_nth(&self, day: &str, nth: &str) -> Result<(), String> {
        self.number(day)?;
        match nth {
            "1" | "2" | "3" | "4" | "5" | "L" => Ok(()),
            _ => Err(format!(
                "Weekday: after # stands 1 to 5 or L; you wrote {nth}."
            )),
        }
    }

    fn number(&self, text: &str) -> Result<u16, String> {
        let Self {
            name,
            least,
            most,
            names,
        } = self;
        if let Some(index) = names.iter().position(|name| *name == text) {
            return Ok(least + u16::try_from(index).unwrap_or(0));
        }
        match text.parse::<u16>() {
            Ok(number) if (*least..=*most).contains(&number) => Ok(number),
            _ => Err(format!(
                "{name} must be {least} to {most}; you wrote {text}."
            )),
        }
    }

    fn is_day(&self) -> bool {
        self.name == DAY.name
    }

    fn is_weekday(&self) -> bool {
        self.name == WEEKDAY.name
    }
}

/// "This never happens (31 February)."
fn never(pattern: &Cron) -> String {
    let (days, months) = (&pattern.pattern.days, &pattern.pattern.months);
    if days.has_modifiers() || days.from_wildcard {
        return "This never happens.".to_owned();
    }
    let days: Vec<_> = days.values().iter().map(u16::to_string).collect();
    let months = months.values();
    let months: Vec<_> = months
        .iter()
        .map(|month| MONTHS[usize::from(*month) - 1])
        .collect();
    format!(
        "This never happens ({} {}).",
        days.join(" or "),
        months.join(" or ")
    )
}
