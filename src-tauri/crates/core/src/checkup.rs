//! What a look at the app's own health found, in plain words.

use jiff::{SpanRound, Timestamp, Unit};

use crate::{
    moment::Moment,
    view::{Check, CheckState, Checked, InboundStatus, SecretsKept},
};

/// Below how many bytes a disk is as good as full, and below how many it will soon be.
const NEARLY_NOTHING: u64 = 50 * MB;
const LITTLE: u64 = 500 * MB;
const MB: u64 = 1024 * 1024;
/// After how many hours a backup is late: one is made every day.
const LATE: i64 = 48;
/// For how many hours a runner may have no backup yet.
const SOON: i64 = 1;

/// The database: what is broken in it, or why it could not be looked through.
pub fn database(found: Result<Option<String>, String>) -> Check {
    let of = Checked::Database;
    match found {
        Ok(None) => good(of, "The database is whole."),
        Ok(Some(detail)) => bad(
            of,
            format!("The database is damaged: {detail}."),
            "Quit Hookloom and start it again: the newest backup then takes its place.",
        ),
        Err(error) => bad(
            of,
            format!("The database can't be read: {error}."),
            "Look whether the disk works, then start Hookloom again.",
        ),
    }
}

/// The disk of the data folder: whether it can be written, and how much of it is free where the
/// system tells.
pub fn disk(written: Result<(), String>, free: Option<u64>) -> Check {
    let of = Checked::Disk;
    let room = free.map(bytes);
    match (written, free, room) {
        (Err(error), ..) => bad(
            of,
            format!("The data folder can't be written: {error}."),
            "Make room on the disk, or make the folder writable.",
        ),
        (Ok(()), Some(free), Some(room)) if free < NEARLY_NOTHING => bad(
            of,
            format!("Only {room} of the disk are free."),
            "Make room on the disk; otherwise nothing new can be accepted soon.",
        ),
        (Ok(()), Some(free), Some(room)) if free < LITTLE => doubtful(
            of,
            format!("Only {room} of the disk are free."),
            "Make some room on the disk, or keep the log for a shorter time.",
        ),
        (Ok(()), _, Some(room)) => good(
            of,
            format!("The log can be written, and {room} of the disk are free."),
        ),
        (Ok(()), ..) => good(of, "The log can be written."),
    }
}

/// Where secrets are kept, and whether they can be read.
pub fn secrets(kept: &SecretsKept, readable: Result<(), String>) -> Check {
    let of = Checked::Secrets;
    match (readable, kept) {
        (Err(error), SecretsKept::KeyStore {}) => bad(
            of,
            format!("The secrets can't be read. {error}"),
            "Unlock the system's password store. Nothing that is signed is sent until then.",
        ),
        (Err(error), SecretsKept::EncryptedFile { .. }) => bad(
            of,
            format!("The secrets can't be read. {error}"),
            "Put the file and its key back, or enter the secrets again.",
        ),
        (Ok(()), SecretsKept::KeyStore {}) => good(of, "The system's password store answers."),
        (Ok(()), SecretsKept::EncryptedFile { path, .. }) => {
            good(of, format!("The encrypted file {path} can be read."))
        }
    }
}

/// Where calls are taken, and whether somebody is there.
pub fn incoming(status: &InboundStatus, answers: bool) -> Check {
    let of = Checked::Incoming;
    match status {
        InboundStatus::Off {} => good(of, "Incoming calls are switched off."),
        InboundStatus::Listening { address, .. } if answers => {
            good(of, format!("Calls are taken at {address}."))
        }
        InboundStatus::Listening { address, .. } => bad(
            of,
            format!("Nobody answers at {address}."),
            "Look whether a firewall keeps programs of this computer from it, or choose another port.",
        ),
        InboundStatus::Unavailable { message, .. } => bad(
            of,
            message.clone(),
            "Choose another port in Settings, Incoming, or end the program that uses it.",
        ),
    }
}

/// What is known of watched folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watching {
    /// How many folders the system watches.
    pub folders: usize,
    /// How many may be watched at the most, where there is such a limit.
    pub limit: Option<usize>,
    /// Automations whose folder is looked at from time to time only, and why.
    pub polled: Vec<(String, String)>,
    /// Automations that notice nothing, and why.
    pub broken: Vec<(String, String)>,
}

/// Whether the system tells what happens in folders; `told` says if it just did.
pub fn files(told: Result<(), String>, watching: &Watching) -> Check {
    let of = Checked::Files;
    let used = used(watching);
    if let Err(error) = told {
        return bad(
            of,
            format!("The system does not tell when files change: {error}."),
            "Folders are looked at every 30 seconds instead. Start Hookloom again to try once more.",
        );
    }
    if let Some((name, why)) = watching.broken.first() {
        let others = others(watching.broken.len());
        return bad(
            of,
            format!("‘{name}’{others} can't watch its folder: {why}"),
            "Bring the folder back, or choose another one in the automation.",
        );
    }
    if let Some((name, why)) = watching.polled.first() {
        let others = others(watching.polled.len());
        return doubtful(
            of,
            format!("‘{name}’{others} looks at its folder from time to time only: {why}"),
            "Nothing is missed, it is only noticed later. Watch fewer folders, or allow the system \
             more watches.",
        );
    }
    good(of, format!("The system tells when files change. {used}"))
}

fn used(watching: &Watching) -> String {
    let folders = match watching.folders {
        0 => "No folder is watched".to_owned(),
        1 => "1 folder is watched".to_owned(),
        many => format!("{many} folders are watched"),
    };
    match watching.limit {
        Some(limit) => format!("{folders}; up to {limit} can be."),
        None => format!("{folders}."),
    }
}

fn others(all: usize) -> String {
    match all {
        0 | 1 => String::new(),
        2 => " and one more".to_owned(),
        many => format!(" and {} more", many - 1),
    }
}

/// The newest backup, and why the last one failed if it did.
pub fn backup(
    newest: Option<Moment>,
    problem: Option<String>,
    running_since: Moment,
    now: Moment,
) -> Check {
    let of = Checked::Backup;
    let advice = "Make one in Settings, Storage, or by ‘hookloom storage back-up’.";
    if let Some(problem) = problem {
        let said = format!("The last backup could not be made: {problem}");
        return bad(of, said, advice);
    }
    match newest {
        Some(at) if hours(at, now) >= LATE => doubtful(
            of,
            format!("The last backup is {} old.", age(at, now)),
            advice,
        ),
        Some(at) => good(of, format!("The last backup is {} old.", age(at, now))),
        None if hours(running_since, now) < SOON => {
            good(of, "The first backup is made within minutes.")
        }
        None => doubtful(of, "There is no backup yet.", advice),
    }
}

/// The clock: by how many seconds it was set lately, if it was, and since when the runner runs,
/// which can't be later than now.
pub fn clock(zone: &str, jumped: Option<i64>, running_since: Moment, now: Moment) -> Check {
    let of = Checked::Clock;
    let advice = "Have the system set its clock by the network.";
    if running_since > now {
        let said = "The clock was set back to before the start of Hookloom.";
        return doubtful(of, said, advice);
    }
    match jumped {
        Some(seconds) => {
            let way = if seconds < 0 { "back" } else { "forward" };
            let by = seconds.unsigned_abs();
            doubtful(of, format!("The clock was set {way} by {by} s."), advice)
        }
        None => good(
            of,
            format!("The clock runs evenly. The time zone is {zone}."),
        ),
    }
}

fn hours(from: Moment, to: Moment) -> i64 {
    (to.unix_millis() - from.unix_millis()) / 3_600_000
}

/// 5 hours, 3 days
fn age(from: Moment, to: Moment) -> String {
    let (from, to) = (Timestamp::from(from), Timestamp::from(to));
    let round = SpanRound::new().largest(Unit::Hour).smallest(Unit::Minute);
    let span = (to - from).round(round).unwrap_or_default();
    let (hours, minutes) = (span.get_hours().max(0), span.get_minutes().max(0));
    let (number, unit) = match hours {
        48.. => (i64::from(hours / 24), "day"),
        1.. => (i64::from(hours), "hour"),
        _ => (minutes, "minute"),
    };
    match number {
        1 => format!("1 {unit}"),
        many => format!("{many} {unit}s"),
    }
}

/// 1.5 GB, 300 MB
fn bytes(bytes: u64) -> String {
    let mb = bytes / MB;
    match mb {
        0..1024 => format!("{mb} MB"),
        _ => format!("{}.{} GB", mb / 1024, mb % 1024 * 10 / 1024),
    }
}

fn good(of: Checked, sentence: impl Into<String>) -> Check {
    Check {
        of,
        state: CheckState::Good,
        sentence: sentence.into(),
        advice: None,
    }
}

fn doubtful(of: Checked, sentence: impl Into<String>, advice: &str) -> Check {
    Check {
        of,
        state: CheckState::Doubtful,
        sentence: sentence.into(),
        advice: Some(advice.to_owned()),
    }
}

fn bad(of: Checked, sentence: impl Into<String>, advice: &str) -> Check {
    Check {
        state: CheckState::Bad,
        ..doubtful(of, sentence, advice)
    }
}

#[cfg(test)]
mod tests;
