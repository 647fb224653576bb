//! Throws templates at the template engine that are made of the language's own pieces, for the
//! minutes that are given (10 by default), and ends at the first one that panics, takes longer
//! than it may, becomes too long, or evaluates data as if it were a template.
//!
//! `cargo run --release -p hookloom-engine --example fuzz_templates -- 10`

#![allow(clippy::unwrap_used)]

use std::{
    cell::Cell,
    sync::LazyLock,
    time::{Duration, Instant},
};

use hookloom_core::template::{self, Kind, MAX_FILLED_BYTES};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use serde_json::{Value, json};

/// The longest that filling in one template may keep a processor busy.
const LONGEST: Duration = Duration::from_millis(100);

const KINDS: [Kind; 5] = [
    Kind::Json,
    Kind::Xml,
    Kind::Text,
    Kind::Path,
    Kind::HeaderValue,
];

/// What a template engine would make of the data if it took it for a template.
const EVALUATED: &str = "6227020800";

const PIECES: [&str; 48] = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "for ",
    "in ",
    "range(999999)",
    "if ",
    "else",
    "elif ",
    "endif",
    "endfor",
    "set ",
    "with ",
    "endwith",
    "raw",
    "endraw",
    "file.name",
    "file.size",
    "data.text",
    "data.list",
    "data.deep.a.b",
    "event.id",
    "loop.index",
    "x",
    "y",
    " = ",
    " ~ ",
    " * ",
    " ** ",
    "[0]",
    "[::-1]",
    "|upper",
    "|join(',')",
    "|tojson",
    "|replace('a', 'aaaaaaaa')",
    "|b64",
    "|sha256",
    "|date('%Y')",
    "\"",
    "'a'*99999",
    "\n",
];

fn main() {
    let minutes: f64 = std::env::args()
        .nth(1)
        .map_or(10.0, |text| text.parse().expect("minutes, such as 10"));
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let data = data();
    let tally = Tally::default();
    while Instant::now() < end {
        let mut runner = TestRunner::new(Config {
            cases: 2_000,
            failure_persistence: None,
            ..Config::default()
        });
        let outcome = runner.run(&(source(), 0..KINDS.len()), |(source, kind)| {
            tally.count(attempt(KINDS[kind], &source, &data)?);
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    }
    println!(
        "{} templates, {} of them could be filled in; the slowest took {:?}.",
        tally.tried.get(),
        tally.filled.get(),
        tally.slowest.get()
    );
}

/// How long this thread has had a processor so far, as Linux counts it; elsewhere the time that has
/// passed. On a machine that has other things to do, a thread waits for its turns.
fn busy() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = counted.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// What was seen so far.
#[derive(Default)]
struct Tally {
    tried: Cell<u64>,
    filled: Cell<u64>,
    slowest: Cell<Duration>,
}

impl Tally {
    fn count(&self, (filled, took): (bool, Duration)) {
        self.tried.update(|tried| tried + 1);
        self.filled.update(|sum| sum + u64::from(filled));
        self.slowest.update(|slowest| slowest.max(took));
    }
}

fn source() -> impl Strategy<Value = String> {
    let known = prop::sample::select(&PIECES[..]).prop_map(str::to_owned);
    let whole = (known.clone(), known.clone()).prop_map(|(a, b)| format!("{{{{ {a}{b} }}}}"));
    let looped = known
        .clone()
        .prop_map(|piece| format!("{{% for x in data.list %}}{{{{ {piece} }}}}{{% endfor %}}"));
    let piece = prop_oneof![5 => known, 3 => whole, 2 => looped, 1 => "\\PC{0,6}"];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Data that would do harm if it were ever read as a template.
fn data() -> Value {
    let hostile = "{{ 13 * 479001600 }}{% for x in range(9) %}\"\\\r\n\u{0}</script>";
    json!({
        "file": { "name": hostile, "size": 12 },
        "data": { "text": hostile, "list": vec![hostile; 50], "deep": { "a": { "b": [hostile] } } },
        "event": { "id": "evt_1" },
    })
}

/// Fills one template in; a slow one is measured again, because a machine may be disturbed.
fn attempt(kind: Kind, source: &str, data: &Value) -> Result<(bool, Duration), TestCaseError> {
    let mut took = Duration::MAX;
    let mut filled = None;
    for _ in 0..3 {
        let before = busy();
        filled = Some(template::render(kind, source, data));
        took = took.min(busy() - before);
        if took < LONGEST {
            break;
        }
    }
    prop_assert!(took < LONGEST, "took {took:?}");
    let Some(Ok(text)) = filled else {
        return Ok((false, took));
    };
    prop_assert!(text.len() <= MAX_FILLED_BYTES, "{} bytes", text.len());
    prop_assert!(!text.contains(EVALUATED), "data was evaluated");
    Ok((true, took))
}
