//! Destinations as text.

use hookloom_api::core::{
    destination::{DestinationPause, NamedSecret, PauseReason},
    rotation::Rotation,
    view::DestinationRow,
};

use crate::cli::{
    plain,
    table::{pairs, table},
    words,
};

pub(super) fn list(rows: &[DestinationRow]) -> String {
    let row = |row: &DestinationRow| {
        let settings = &row.destination.settings;
        [
            settings.name.clone(),
            settings.address.clone(),
            state(row),
            row.waiting.to_string(),
            row.sent_24h.to_string(),
            row.failed_24h.to_string(),
            row.destination.id.to_string(),
        ]
    };
    let heads = [
        "NAME",
        "ADDRESS",
        "STATE",
        "WAITING",
        "SENT 24 H",
        "FAILED 24 H",
        "ID",
    ];
    table(heads, rows.iter().map(row))
}

pub(super) fn describe(row: &DestinationRow) -> String {
    let destination = &row.destination;
    let known = &destination.secrets;
    pairs([
        ("Name", destination.settings.name.clone()),
        ("Id", destination.id.to_string()),
        ("Address", destination.settings.address.clone()),
        ("State", state(row)),
        (
            "Signing secret",
            destination.secret_hint.clone().unwrap_or("none".to_owned()),
        ),
        (
            "Public key",
            known.public_key.clone().unwrap_or("none".to_owned()),
        ),
        (
            "Old secret",
            known
                .rotation
                .as_ref()
                .map_or("none".to_owned(), old_secret),
        ),
        ("Other secrets", other_secrets(&known.named)),
        (
            "Used by",
            words::count(row.used_by.len(), "automation", "automations"),
        ),
        ("Waiting", row.waiting.to_string()),
        ("Sent in 24 h", row.sent_24h.to_string()),
        ("Failed in 24 h", row.failed_24h.to_string()),
        ("Changed", plain::time(destination.updated_at)),
        (
            "Settings",
            serde_json::to_string(&destination.settings).unwrap_or_default(),
        ),
    ])
}

fn old_secret(rotation: &Rotation) -> String {
    let until = plain::time(rotation.until);
    format!("{} until {until}", rotation.old_hint)
}

fn other_secrets(named: &[NamedSecret]) -> String {
    let listed: Vec<_> = named
        .iter()
        .map(|secret| format!("{} {}", secret.name, secret.hint))
        .collect();
    match listed.is_empty() {
        true => "none".to_owned(),
        false => listed.join(", "),
    }
}

fn state(row: &DestinationRow) -> String {
    match &row.destination.paused {
        None => match &row.offline {
            Some(offline) => format!("waits for the network: {}", offline.why),
            None => "ready".to_owned(),
        },
        Some(pause) => {
            let why = match pause.why {
                PauseReason::ByHand => "paused",
                PauseReason::Gone => "paused: it answered 410,",
                PauseReason::Unhealthy => "paused: nothing but failures,",
            };
            format!(
                "{why} since {}{}",
                plain::time(pause.since),
                next_probe(pause)
            )
        }
    }
}

fn next_probe(pause: &DestinationPause) -> String {
    match &pause.probe {
        Some(probe) => format!("; tried again {}", plain::time(probe.next)),
        None => String::new(),
    }
}

pub(super) fn done(what: &str, row: &DestinationRow) -> String {
    let name = plain::line(&row.destination.settings.name);
    format!("{what} ‘{name}’ ({}).\n", row.destination.id)
}
