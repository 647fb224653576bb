//! Nothing accepted is lost: the runner is killed, or asked to end, again and again while events
//! come in and the receiver refuses a part of them.

mod database;
mod ledger;
mod load;
mod receiver;
mod trap;

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    http::{Call, post},
    sandbox::{Runner, Sandbox, free_port, wait_until},
};
use ledger::Ledger;
use load::Load;
use receiver::Receiver;
use trap::{Mode, Trap};

/// How often the runner is killed, unless `HOOKLOOM_KILLS` says otherwise: 200 are a long test.
const KILLS: u64 = 30;
/// How often it is asked to end, unless `HOOKLOOM_QUITS` says otherwise: 100 are a long test.
const QUITS: u64 = 10;
/// How long it may take to end.
const LONGEST_END: Duration = Duration::from_secs(5);
/// How often it is killed while a request is on the wire.
const TRAPS: usize = 20;
/// How long a runner may live at the most after it has come up. Some are killed while they start.
const LONGEST_LIFE: Duration = Duration::from_secs(1);
/// How many events have to be accepted for each kill, for the run to prove anything.
const ENOUGH: u64 = 10;

#[test]
fn nothing_accepted_is_lost_however_often_the_runner_is_killed() {
    let kills = given("HOOKLOOM_KILLS").unwrap_or(KILLS);
    survive(kills, Runner::kill);
}

#[test]
fn nothing_accepted_is_lost_however_often_the_runner_is_asked_to_end() {
    let quits = given("HOOKLOOM_QUITS").unwrap_or(QUITS);
    survive(quits, |runner| {
        let asked = Instant::now();
        let kill = Command::new("kill").arg(runner.pid().to_string()).status();
        assert!(kill.unwrap().success());
        runner.ended();
        assert!(asked.elapsed() < LONGEST_END, "{:?}", asked.elapsed());
    });
}

#[test]
fn what_a_kill_meets_between_the_wire_and_the_disk_is_sent_again_under_its_id() {
    let (sandbox, trap, port) = (Sandbox::new(), Trap::start(), free_port());
    let start = || sandbox.start_with(&["--no-tray", "--port", &port.to_string()]);
    let mut runner = start();
    let hook = make_hook(&sandbox, &trap.address());
    let mut repeated = 0;
    for mode in [Mode::ToldBefore, Mode::ToldAfter].repeat(TRAPS / 2) {
        trap.set(mode);
        assert_eq!(post(port, &hook, "{}"), Call::Answered(202));
        trap.spring();
        runner.kill();
        database::assert_sound(&sandbox.database());
        trap.set(Mode::Answered);
        runner = start();
        wait_until("it is delivered", || {
            sandbox.json(&["status"])["waiting"] == 0
        });
        let ids = trap.take();
        assert!(ids.iter().all(|id| *id == ids[0]), "{mode:?}: {ids:?}");
        match mode {
            Mode::ToldBefore => assert_eq!(ids.len(), 2, "{ids:?}"),
            // The answer may have been on disk just in time.
            _ => assert!(ids.len() <= 2, "{ids:?}"),
        }
        repeated += ids.len() - 1;
    }
    println!("{repeated} of {TRAPS} were sent twice");
    finish(&sandbox, &mut runner);
    database::assert_all_delivered(&sandbox.database());
}

fn survive(ends: u64, end: impl Fn(&mut Runner)) {
    let sandbox = Sandbox::new();
    let receiver = Receiver::start();
    let port = free_port();
    let start = || sandbox.spawn(&["--no-tray", "--port", &port.to_string()]);
    let seed = given("HOOKLOOM_SEED").unwrap_or_else(|| RandomState::new().hash_one(0));
    println!("HOOKLOOM_SEED={seed}, {ends} ends");

    let began = Instant::now();
    let mut runner = start();
    wait_until("the runner answers", || sandbox.run(&["status"]).code == 0);
    let longest = began.elapsed() + LONGEST_LIFE;
    let hook = make_hook(&sandbox, &receiver.address());
    let load = Load::start(port, &hook);
    for turn in 0..ends {
        thread::sleep(longest.mul_f64(chance(seed, turn)));
        end(&mut runner);
        receiver.settle();
        database::assert_sound(&sandbox.database());
        runner = start();
    }
    let enough = usize::try_from(ENOUGH * ends).unwrap();
    wait_until("enough was accepted", || load.accepted() >= enough);
    let calls = load.stop();
    finish(&sandbox, &mut runner);

    let ledger = Ledger::new(calls, receiver.heard());
    println!("{}", ledger.summary());
    ledger.assert_delivered_in_many_lives();
    ledger.assert_nothing_lost();
    ledger.assert_one_id_each();
    ledger.assert_no_needless_repeats();
    database::assert_sound(&sandbox.database());
    database::assert_all_delivered(&sandbox.database());
}

/// A number that the person who runs the test gives.
fn given(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("a whole number"))
}

/// A hook whose events go to the receiver, with a short ladder of tries.
fn make_hook(sandbox: &Sandbox, address: &str) -> String {
    let destination = json!({"name": "Receiver", "address": address});
    sandbox.json_from(&["destinations", "add"], &destination);
    let retry = json!({"type": "own", "delays_seconds": [1, 1, 1, 1, 1]});
    let automation = json!({
        "name": "Crash",
        "trigger": {"type": "inbound", "name": "crash"},
        "sends": [{"destination": "Receiver", "retry": retry}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    "/in/crash".to_owned()
}

/// Lets the last runner deliver what is left, and end in order.
fn finish(sandbox: &Sandbox, runner: &mut Runner) {
    wait_until("everything is delivered", || {
        runner.assert_alive();
        sandbox.json(&["status"])["waiting"] == 0
    });
    assert_eq!(sandbox.run(&["quit"]).code, 0);
    assert!(runner.ended().success(), "{}", runner.messages());
}

/// A number from 0 to 1, the same for the same seed and turn.
fn chance(seed: u64, turn: u64) -> f64 {
    let mixed =
        (seed ^ turn.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 11) as f64 / (1u64 << 53) as f64
}
