#![allow(clippy::unwrap_used)]

use jiff::tz::TimeZone;
use serde_json::json;

use super::*;
use crate::moment::Moment;

fn problems(document: serde_json::Value) -> Vec<(String, String)> {
    let settings: Settings = serde_json::from_value(document).unwrap();
    let mut problems = Problems::default();
    settings.check(&mut problems);
    let found = problems.into_vec().into_iter();
    found.map(|p| (p.field, p.message)).collect()
}

#[test]
fn the_defaults_are_fine_and_an_empty_document_means_them() {
    let settings: Settings = serde_json::from_value(json!({})).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(problems(json!({})), []);
}

#[test]
fn what_is_unknown_is_refused() {
    let unknown = json!({ "sending": { "paralel": 3 } });
    let refused = serde_json::from_value::<Settings>(unknown).unwrap_err();
    assert!(refused.to_string().contains("paralel"), "{refused}");
}

#[test]
fn every_number_has_its_bounds_and_its_sentence() {
    for (document, field, message) in [
        (
            json!({ "sending": { "parallel": 0 } }),
            "sending.parallel",
            "Enter 1 to 256 requests.",
        ),
        (
            json!({ "sending": { "queue_limit": 999 } }),
            "sending.queue_limit",
            "Enter 1,000 to 10,000,000 deliveries.",
        ),
        (
            json!({ "sending": { "proxy": { "type": "explicit", "address": "socks5://proxy.example" } } }),
            "sending.proxy.address",
            "Add the port, as in socks5://proxy.example:1080.",
        ),
        (
            json!({ "sending": { "trusted": "-----BEGIN PRIVATE KEY-----" } }),
            "sending.trusted",
            "This is a private key. Paste the certificate here.",
        ),
        (
            json!({ "incoming": { "port": 80 } }),
            "incoming.port",
            "Enter a port from 1024 to 65535.",
        ),
        (
            json!({ "storage": { "keep_days": 0 } }),
            "storage.keep_days",
            "Enter 1 to 3650 days.",
        ),
        (
            json!({ "storage": { "keep_mb": 49 } }),
            "storage.keep_mb",
            "Enter 50 to 100,000 MB.",
        ),
        (
            json!({ "storage": { "redact": [" "] } }),
            "storage.redact",
            "Name a field by 1 to 100 letters.",
        ),
        (
            json!({ "notifications": { "quiet_hours": { "from": "22:00", "to": "25:00" } } }),
            "notifications.quiet_hours.to",
            "‘25:00’ isn't a time of day. Write it like 22:00.",
        ),
        (
            json!({ "notifications": { "quiet_hours": { "from": "22:00", "to": "22:00" } } }),
            "notifications.quiet_hours.to",
            "Choose an end that differs from the beginning.",
        ),
    ] {
        assert_eq!(problems(document), [(field.into(), message.into())]);
    }
}

#[test]
fn times_of_day_are_written_with_two_digits_each() {
    for text in [
        "7:00", "+7:00", "07:0", "0700", "", "24:00", "07:60", "07:00:00",
    ] {
        let hours = json!({ "from": text, "to": "06:00" });
        let found = problems(json!({ "notifications": { "quiet_hours": hours } }));
        assert_eq!(found.len(), 1, "{text}");
    }
}

fn loud(from: &str, to: &str, now: &str) -> String {
    let hours = QuietHours {
        from: from.into(),
        to: to.into(),
    };
    let now: Moment = now.parse().unwrap();
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    hours.loud_from(now, &zone).to_string()
}

#[test]
fn quiet_hours_end_on_the_day_on_which_they_do() {
    for (from, to, now, expected) in [
        (
            "22:00",
            "07:00",
            "2026-11-26T20:59:00Z",
            "2026-11-26T20:59:00.000Z",
        ),
        (
            "22:00",
            "07:00",
            "2026-11-26T21:00:00Z",
            "2026-11-27T06:00:00.000Z",
        ),
        (
            "22:00",
            "07:00",
            "2026-11-26T23:30:00Z",
            "2026-11-27T06:00:00.000Z",
        ),
        (
            "22:00",
            "07:00",
            "2026-11-27T06:00:00Z",
            "2026-11-27T06:00:00.000Z",
        ),
        (
            "12:00",
            "13:00",
            "2026-11-26T11:30:00Z",
            "2026-11-26T12:00:00.000Z",
        ),
        (
            "12:00",
            "13:00",
            "2026-11-26T12:00:00Z",
            "2026-11-26T12:00:00.000Z",
        ),
    ] {
        assert_eq!(loud(from, to, now), expected, "{from} {to} {now}");
    }
}

#[test]
fn quiet_hours_follow_the_clock_through_its_changes() {
    // The night in which clocks go forward: 07:00 is at 05:00 UTC, not at 06:00.
    let end = loud("22:00", "07:00", "2026-03-28T22:00:00Z");
    assert_eq!(end, "2026-03-29T05:00:00.000Z");
}
