//! `hookloom overview` and `hookloom figures`.

use crate::{
    lifecycle::add_manual,
    sandbox::{Sandbox, wait_until},
};

#[test]
fn what_was_sent_is_summed_up_for_people_and_for_scripts() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    assert_eq!(sandbox.json(&["overview"])["used"], false);
    add_manual(&sandbox, "By hand");
    sandbox.json(&["automations", "run", "By hand"]);
    let sent = || {
        sandbox.json(&["figures", "1h"])["bars"][11]["sent"] == 1
            || sandbox.json(&["figures", "1h"])["bars"][10]["sent"] == 1
    };
    wait_until("it is counted", sent);
    let overview = sandbox.run(&["overview"]);
    assert!(overview.out.contains("Sent today"), "{}", overview.out);
    let figures = sandbox.run(&["figures", "30d"]);
    assert!(figures.out.starts_with("FROM"), "{}", figures.out);
    assert_eq!(figures.out.lines().count(), 2, "{}", figures.out);
}

#[test]
fn an_unknown_reach_is_refused_with_those_there_are() {
    let sandbox = Sandbox::new();
    let refused = sandbox.run(&["figures", "2w"]);
    assert!(refused.err.contains("24h"), "{}", refused.err);
}
