//! Every command that needs a runner says so where none is.

use std::fs;

use crate::sandbox::Sandbox;

const COMMANDS: &[&[&str]] = &[
    &["status"],
    &["pause"],
    &["resume"],
    &["quit"],
    &["automations", "list"],
    &["automations", "show", "x"],
    &["automations", "add", "-"],
    &["destinations", "list"],
    &["destinations", "add", "-"],
    &["deliveries", "list"],
    &["log", "--follow"],
];

#[test]
fn without_a_runner_the_exit_code_is_3_and_nothing_is_made() {
    let sandbox = Sandbox::new();
    for command in COMMANDS {
        let ran = sandbox.run_with_input(command, "{}");
        assert_eq!(ran.code, 3, "{command:?}: {ran:?}");
        assert!(ran.err.contains("‘hookloom run’"), "{command:?}: {ran:?}");
        assert_eq!(ran.out, "", "{command:?}");
    }
    assert_eq!(fs::read_dir(sandbox.path()).unwrap().count(), 0);
}

#[test]
fn a_socket_that_a_killed_runner_left_behind_is_no_runner() {
    let sandbox = Sandbox::new();
    sandbox.start().kill();
    assert!(sandbox.data().join("runner.sock").exists());
    assert_eq!(sandbox.run(&["status"]).code, 3);
}
