//! `hookloom demo`.

use std::fs;

use serde_json::Value;

use crate::sandbox::Sandbox;

#[test]
fn the_demo_delivers_one_of_each_kind_with_a_valid_signature() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["demo"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for kind in ["\nfile ", "\nschedule ", "\ninbound "] {
        let row = ran.out.split(kind).nth(1).unwrap().lines().next().unwrap();
        assert!(
            row.contains("sent") && row.contains("200") && row.contains("valid"),
            "{row}"
        );
    }
}

#[test]
fn the_demo_leaves_nothing_behind() {
    let sandbox = Sandbox::new();
    let temporary = sandbox.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let ran = sandbox
        .command(&["demo", "--json"])
        .env("TMPDIR", &temporary)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let proof: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(
        proof["file"]["delivery"]["state"]["state"], "succeeded",
        "{proof}"
    );
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
    assert!(!sandbox.data().exists());
}
