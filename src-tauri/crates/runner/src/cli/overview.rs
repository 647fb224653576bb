//! `hookloom overview` and `hookloom figures`: how everything is, and how it was.

use clap::{Args, ValueEnum};
use hookloom_api::{
    command::{GetOverview, GetSeries},
    core::{
        moment::Moment,
        view::{Attention, Bar, Coming, Overview, Series, Span},
    },
};

use super::{
    Failure, Session, plain,
    table::{pairs, table},
    words,
};

/// Shows how everything is.
///
/// # Errors
/// When the runner could not tell.
pub async fn show(session: &Session) -> Result<(), Failure> {
    let overview = session.client.call(GetOverview {}).await?;
    session.output.show(&overview, described)
}

#[derive(Args)]
pub struct Figures {
    /// How far back
    #[arg(value_enum, default_value_t = Reach::Day)]
    over: Reach,
}

#[derive(Clone, Copy, ValueEnum)]
enum Reach {
    /// One hour, by five minutes
    #[value(name = "1h")]
    Hour,
    /// 24 hours, by half an hour
    #[value(name = "24h")]
    Day,
    /// Seven days, by six hours
    #[value(name = "7d")]
    Week,
    /// 30 days, day by day
    #[value(name = "30d")]
    Month,
}

/// Shows what was sent and what failed over time.
///
/// # Errors
/// When the runner could not tell.
pub async fn figures(arguments: Figures, session: &Session) -> Result<(), Failure> {
    let span = match arguments.over {
        Reach::Hour => Span::Hour,
        Reach::Day => Span::Day,
        Reach::Week => Span::Week,
        Reach::Month => Span::Month,
    };
    let series = session.client.call(GetSeries { span }).await?;
    session.output.show(&series, drawn_up)
}

fn described(overview: &Overview) -> String {
    let figures = pairs([
        ("Sent today", overview.sent_today.to_string()),
        ("Waiting", overview.waiting.to_string()),
        ("Held", overview.held.to_string()),
        ("Failed in 24 h", failed(overview)),
        ("Typical time", time(overview.typical_ms)),
        ("19 of 20 within", time(overview.nearly_all_ms)),
    ]);
    let mut parts = vec![figures];
    if !overview.attention.is_empty() {
        let rows = overview.attention.iter().map(needing);
        parts.push(table(["NEEDS ATTENTION", "WHY"], rows));
    }
    if !overview.coming.is_empty() {
        let rows = overview.coming.iter().map(coming);
        parts.push(table(["COMING UP", "WHAT"], rows));
    }
    parts.join("\n")
}

fn failed(overview: &Overview) -> String {
    match overview.failed_to.as_slice() {
        [] => overview.failed_24h.to_string(),
        names => format!("{}, to {}", overview.failed_24h, names.join(", ")),
    }
}

fn time(millis: Option<u64>) -> String {
    millis.map_or_else(|| "-".to_owned(), |millis| format!("{millis} ms"))
}

fn needing(attention: &Attention) -> [String; 2] {
    match attention {
        Attention::Unreachable { message } => ["Inbound hooks".to_owned(), message.clone()],
        Attention::Broken { name, message, .. } => [name.clone(), message.clone()],
        Attention::Failing {
            name, why, failed, ..
        } => {
            let failed = words::count(count(*failed), "delivery failed", "deliveries failed");
            [name.clone(), format!("{why} {failed}.")]
        }
        Attention::Paused {
            name,
            since,
            held,
            probe,
            ..
        } => {
            let probed = probe.as_ref().map_or_else(String::new, |probe| {
                let (since, next) = (plain::time(probe.failing_since), plain::time(probe.next));
                format!("; nothing but failures since {since}, tried again {next}")
            });
            let paused = format!("paused since {}, {held} held{probed}", plain::time(*since));
            [name.clone(), paused]
        }
        Attention::Held { held, until } => {
            let until = until.map_or_else(
                || "someone resumes".to_owned(),
                |until| plain::time(until).clone(),
            );
            [
                "Everything is paused".to_owned(),
                format!("{held} held until {until}"),
            ]
        }
    }
}

fn coming(coming: &Coming) -> [String; 2] {
    let what = match coming {
        Coming::Run { name, .. } => name.clone(),
        Coming::Retry {
            name, deliveries, ..
        } => {
            let retries = words::count(count(*deliveries), "retry", "retries");
            format!("{name}, {retries}")
        }
        Coming::Resume { .. } => "sending resumes".to_owned(),
    };
    [plain::time(coming.at()), what]
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn drawn_up(series: &Series) -> String {
    let busy = |bar: &&Bar| bar.sent + bar.failed + bar.failed_tries + bar.left_out > 0;
    let rows = series.bars.iter().filter(busy).map(|bar| {
        [
            from(bar.at),
            bar.sent.to_string(),
            bar.failed_tries.to_string(),
            bar.failed.to_string(),
            bar.left_out.to_string(),
            time(bar.typical_ms),
            time(bar.nearly_all_ms),
        ]
    });
    let heads = [
        "FROM",
        "SENT",
        "FAILED TRIES",
        "GIVEN UP",
        "LEFT OUT",
        "HALF WITHIN",
        "19 OF 20 WITHIN",
    ];
    table(heads, rows)
}

/// Stretches begin at whole minutes.
fn from(at: Moment) -> String {
    let time = plain::time(at);
    time.strip_suffix(":00").unwrap_or(&time).to_owned()
}
