//! Which deliveries a command is about.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use hookloom_api::{
    Client,
    core::{
        delivery::StateName,
        moment::Moment,
        view::{DeliveryFilter, Tests},
    },
};
use jiff::{civil::Date, tz::TimeZone};

use super::{Failure, find};

#[derive(Args, Clone)]
pub struct Narrow {
    /// Only these states
    #[arg(long, value_delimiter = ',', value_name = "STATES")]
    state: Vec<State>,
    /// Only of this automation, by name or id
    #[arg(long)]
    automation: Option<String>,
    /// Only to this destination, by name or id
    #[arg(long)]
    destination: Option<String>,
    /// Only from this moment on: a date, a moment, or how long ago (30m, 24h, 7d)
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    since: Option<Moment>,
    /// Only from before this moment
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    until: Option<Moment>,
    /// What becomes of tests
    #[arg(long, value_enum, default_value_t = Of::All)]
    tests: Of,
    /// Only with all of these words in names, addresses, errors, contents or answers
    #[arg(long, value_name = "WORDS", default_value = "")]
    search: String,
}

/// Which of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Of {
    /// They are among the others
    All,
    /// They alone
    Only,
    /// They are left out
    None,
}

impl From<Of> for Tests {
    fn from(of: Of) -> Self {
        match of {
            Of::All => Self::All,
            Of::Only => Self::Only,
            Of::None => Self::None,
        }
    }
}

/// The states as the window calls them.
#[derive(Clone, Copy, ValueEnum)]
pub enum State {
    #[value(alias = "pending")]
    Waiting,
    Held,
    #[value(alias = "succeeded")]
    Sent,
    Failed,
    Skipped,
    Cancelled,
}

impl From<State> for StateName {
    fn from(state: State) -> Self {
        match state {
            State::Waiting => Self::Pending,
            State::Held => Self::Held,
            State::Sent => Self::Succeeded,
            State::Failed => Self::Failed,
            State::Skipped => Self::Skipped,
            State::Cancelled => Self::Cancelled,
        }
    }
}

impl Narrow {
    /// Whether anything was said at all.
    pub fn is_anything(&self) -> bool {
        !self.state.is_empty()
            || self.automation.is_some()
            || self.destination.is_some()
            || self.since.is_some()
            || self.until.is_some()
            || self.tests == Of::Only
            || !self.search.is_empty()
    }

    /// The filter, with names looked up.
    pub async fn filter(self, client: &Client) -> Result<DeliveryFilter, Failure> {
        let mut filter = DeliveryFilter {
            states: self.state.into_iter().map(StateName::from).collect(),
            since: self.since,
            until: self.until,
            tests: self.tests.into(),
            search: self.search,
            ..DeliveryFilter::default()
        };
        // What was deleted is still in the log, so an id need not be of something that is there.
        if let Some(wanted) = self.automation {
            filter.automation = Some(match wanted.parse() {
                Ok(id) => id,
                Err(_) => find::automation(client, &wanted).await?.automation.id,
            });
        }
        if let Some(wanted) = self.destination {
            filter.destination = Some(match wanted.parse() {
                Ok(id) => id,
                Err(_) => find::destination(client, &wanted).await?.destination.id,
            });
        }
        Ok(filter)
    }
}

fn moment(text: &str) -> Result<Moment, String> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let now = Moment::from_unix_millis(i64::try_from(now.as_millis()).unwrap_or(i64::MAX));
    if let Some(ago) = span(text) {
        return Ok(now.minus(ago));
    }
    if let Ok(date) = text.parse::<Date>()
        && let Ok(midnight) = date.to_zoned(TimeZone::system())
        && !text.contains('T')
    {
        return Ok(midnight.timestamp().into());
    }
    text.parse().map_err(|_| {
        "write a date (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (30m, 24h, 7d)"
            .to_owned()
    })
}

fn span(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = number.parse().ok()?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    Some(Duration::from_secs(number.checked_mul(seconds)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_has_a_unit() {
        assert_eq!(span("24h"), Some(Duration::from_secs(86_400)));
        assert_eq!(span("7d"), Some(Duration::from_secs(604_800)));
        for text in ["", "h", "24", "-1h", "1.5h", "1w", "é"] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_written_in_any_of_three_ways() {
        let whole = moment("2026-11-20T08:00:00+01:00").unwrap();
        assert_eq!(whole.to_string(), "2026-11-20T07:00:00.000Z");
        assert!(moment("2026-11-20").is_ok());
        assert!(moment("1h").unwrap() < moment("0s").unwrap());
        assert!(moment("tomorrow").unwrap_err().contains("24h"));
    }
}
