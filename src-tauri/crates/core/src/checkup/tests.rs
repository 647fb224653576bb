#![allow(clippy::unwrap_used)]

use CheckState::{Bad, Doubtful, Good};

use super::*;

fn at(time: &str) -> Moment {
    format!("2026-11-{time}:00Z").parse().unwrap()
}

fn said(check: &Check) -> (CheckState, &str) {
    let advised = check.advice.is_some();
    assert_eq!(
        advised,
        check.state != Good,
        "what is not good says what to do: {check:?}"
    );
    (check.state, &check.sentence)
}

#[test]
fn a_damaged_database_says_what_to_do() {
    assert_eq!(said(&database(Ok(None))), (Good, "The database is whole."));
    let broken = database(Ok(Some("row 3 is missing".to_owned())));
    assert_eq!(
        said(&broken),
        (Bad, "The database is damaged: row 3 is missing.")
    );
    assert_eq!(said(&database(Err("busy".to_owned()))).0, Bad);
}

#[test]
fn a_disk_is_judged_by_what_is_free() {
    for (free, state, sentence) in [
        (None, Good, "The log can be written."),
        (Some(10 * MB), Bad, "Only 10 MB of the disk are free."),
        (
            Some(400 * MB),
            Doubtful,
            "Only 400 MB of the disk are free.",
        ),
        (
            Some(1536 * MB),
            Good,
            "The log can be written, and 1.5 GB of the disk are free.",
        ),
    ] {
        assert_eq!(said(&disk(Ok(()), free)), (state, sentence));
    }
    assert_eq!(
        said(&disk(Err("it is read-only".to_owned()), Some(1536 * MB))).0,
        Bad
    );
}

#[test]
fn secrets_that_can_not_be_read_are_bad_wherever_they_are() {
    let file = SecretsKept::EncryptedFile {
        path: "/data/secrets.sealed".to_owned(),
        why: String::new(),
    };
    for kept in [SecretsKept::KeyStore {}, file] {
        assert_eq!(said(&secrets(&kept, Ok(()))).0, Good);
        assert_eq!(
            said(&secrets(&kept, Err("It is locked.".to_owned()))).0,
            Bad
        );
    }
}

#[test]
fn a_port_at_which_nobody_answers_is_bad_and_none_that_is_switched_off() {
    let address = "http://127.0.0.1:8787/in/".to_owned();
    let listening = InboundStatus::Listening {
        address,
        network: None,
    };
    assert_eq!(said(&incoming(&listening, true)).0, Good);
    assert_eq!(said(&incoming(&listening, false)).0, Bad);
    assert_eq!(said(&incoming(&InboundStatus::Off {}, false)).0, Good);
}

#[test]
fn watching_names_the_automation_that_can_not() {
    let fine = Watching {
        folders: 12,
        limit: Some(9_000),
        ..Watching::default()
    };
    assert_eq!(
        said(&files(Ok(()), &fine)),
        (
            Good,
            "The system tells when files change. 12 folders are watched; up to 9000 can be."
        )
    );
    let polled = Watching {
        polled: vec![("Scans".into(), "it is on a network drive.".into()); 2],
        ..fine.clone()
    };
    let sentence = "‘Scans’ and one more looks at its folder from time to time only: it is on a \
                    network drive.";
    assert_eq!(said(&files(Ok(()), &polled)), (Doubtful, sentence));
    let broken = Watching {
        broken: vec![("Bills".into(), "the folder /bills is missing.".into())],
        ..polled
    };
    assert_eq!(said(&files(Ok(()), &broken)).0, Bad);
    assert_eq!(said(&files(Err("no inotify".to_owned()), &fine)).0, Bad);
}

#[test]
fn a_backup_is_late_after_two_days_and_not_expected_at_once() {
    let now = at("27T12:00");
    for (newest, since, state, sentence) in [
        (
            Some("27T07:00"),
            "20T00:00",
            Good,
            "The last backup is 5 hours old.",
        ),
        (
            Some("27T11:59"),
            "20T00:00",
            Good,
            "The last backup is 1 minute old.",
        ),
        (
            Some("24T12:00"),
            "20T00:00",
            Doubtful,
            "The last backup is 3 days old.",
        ),
        (
            None,
            "27T11:30",
            Good,
            "The first backup is made within minutes.",
        ),
        (None, "20T00:00", Doubtful, "There is no backup yet."),
    ] {
        let found = backup(newest.map(at), None, at(since), now);
        assert_eq!(said(&found), (state, sentence));
    }
    let failed = backup(None, Some("the disk is full.".to_owned()), now, now);
    assert_eq!(said(&failed).0, Bad);
}

#[test]
fn a_clock_that_was_set_is_said() {
    let now = at("27T12:00");
    let fine = clock("Europe/Stockholm", None, at("27T11:00"), now);
    let sentence = "The clock runs evenly. The time zone is Europe/Stockholm.";
    assert_eq!(said(&fine), (Good, sentence));
    let set = clock("UTC", Some(-90), now, now);
    assert_eq!(said(&set), (Doubtful, "The clock was set back by 90 s."));
    assert_eq!(said(&clock("UTC", None, at("27T13:00"), now)).0, Doubtful);
}
