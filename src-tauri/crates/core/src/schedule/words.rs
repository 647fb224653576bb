//! Schedules in plain words.

use jiff::civil::{Date, Time};

use super::{IntervalUnit, Schedule, Weekday, cron};

/// The months, from January.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// "every 5 minutes", "every day at 09:00", "on weekdays at 17:30"
pub(super) fn describe(schedule: &Schedule) -> String {
    match schedule {
        Schedule::Every { n: 1, unit } => format!("every {}", unit.one()),
        Schedule::Every { n, unit } => format!("every {n} {}s", unit.one()),
        Schedule::Daily { at } => format!("every day at {at}"),
        Schedule::Weekly { days, at } => format!("{} at {at}", week(days)),
        Schedule::Monthly { day, at } if *day > 28 => {
            format!("on day {day} of each month that has one, at {at}")
        }
        Schedule::Monthly { day, at } => format!("on day {day} of each month, at {at}"),
        Schedule::Cron { expression } => cron_in_words(expression),
    }
}

/// "28 March"
pub(super) fn date(date: Date) -> String {
    let month = usize::try_from(date.month()).unwrap_or(1);
    format!("{} {}", date.day(), MONTHS[month - 1])
}

/// "02:30", or "02:30:15"
pub(super) fn time(time: Time) -> String {
    match time.second() {
        0 => format!("{:02}:{:02}", time.hour(), time.minute()),
        second => format!("{:02}:{:02}:{second:02}", time.hour(), time.minute()),
    }
}

fn week(days: &[Weekday]) -> String {
    let days: Vec<_> = WEEK.into_iter().filter(|day| days.contains(day)).collect();
    if days.len() == 7 {
        return "every day".to_owned();
    }
    if days == WEEK[..5] {
        return "on weekdays".to_owned();
    }
    let names: Vec<_> = days.into_iter().map(Weekday::name).collect();
    match names.split_last() {
        Some((last, [])) => format!("every {last}"),
        Some((last, others)) => format!("every {} and {last}", others.join(", ")),
        None => "on no day".to_owned(),
    }
}

/// croner's sentence, smoothed: "At every 5 minutes." → "every 5 minutes".
fn cron_in_words(expression: &str) -> String {
    let Ok(pattern) = cron::read(expression) else {
        return format!("on ‘{expression}’");
    };
    let sentence = pattern.describe();
    let sentence = sentence
        .trim_end_matches('.')
        .replacen("At every", "every", 1);
    let sentence = match expression.to_uppercase().contains("LW") {
        true => sentence.replace("the last day", "the last working day"),
        false => sentence,
    };
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

impl IntervalUnit {
    fn one(self) -> &'static str {
        match self {
            Self::Seconds => "second",
            Self::Minutes => "minute",
            Self::Hours => "hour",
        }
    }
}

impl Weekday {
    fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}
