//! `hookloom recipes`, `export` and `import`.

use std::fs;

use crate::sandbox::Sandbox;

const ADDRESS: &str = "address=http://127.0.0.1:9/hook";

#[test]
fn a_recipe_is_listed_shown_and_used() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let all = sandbox.json(&["recipes", "list"]);
    assert!(all.as_array().unwrap().len() >= 12);
    let shown = sandbox.run(&["recipes", "show", "one-button"]);
    assert!(shown.out.contains("--answer address=…"), "{shown:?}");
    let made = sandbox.json(&["recipes", "use", "one-button", "--answer", ADDRESS, "--on"]);
    let id = made["automations"][0].as_str().unwrap();
    let row = sandbox.json(&["automations", "show", id]);
    assert_eq!(row["automation"]["settings"]["enabled"], true);
    assert_eq!(row["automation"]["settings"]["name"], "One button");
}

#[test]
fn an_address_may_be_a_destination_by_name() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let answer = "address=test inbox";
    let made = sandbox.json(&["recipes", "use", "one-button", "--answer", answer]);
    assert_eq!(made["destinations"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_missing_is_said_and_nothing_is_made() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let ran = sandbox.run(&["recipes", "use", "one-button"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("answers.address"), "{ran:?}");
    let ran = sandbox.run(&["recipes", "use", "one-button", "--answer", "colour=red"]);
    assert!(ran.err.contains("It asks ‘address’, ‘words’."), "{ran:?}");
    let ran = sandbox.run(&["recipes", "use", "no-such"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert_eq!(
        sandbox
            .json(&["automations", "list"])
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_backup_goes_to_a_file_and_comes_back_on_another_computer() {
    let (here, there) = (Sandbox::new(), Sandbox::new());
    let (_one, _other) = (here.start(), there.start());
    here.json(&["recipes", "use", "one-button", "--answer", ADDRESS, "--on"]);
    let file = here.path().join("backup.json").display().to_string();
    here.json(&["export", "--file", &file]);
    let text = fs::read_to_string(&file).unwrap();
    assert!(!text.contains("whsec_"), "{text}");

    let looked = there.run(&["import", &file, "--dry-run"]);
    assert!(
        looked.out.contains("It would contact 127.0.0.1."),
        "{looked:?}"
    );
    assert!(looked.out.contains("Nothing was written."), "{looked:?}");
    assert_eq!(
        there
            .json(&["automations", "list"])
            .as_array()
            .unwrap()
            .len(),
        0
    );

    there.json(&["import", &file]);
    let row = there.json(&["automations", "show", "One button"]);
    assert_eq!(row["automation"]["settings"]["enabled"], false);
}

#[test]
fn a_backup_whose_answers_are_wrong_is_refused_as_a_whole() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    sandbox.json(&["recipes", "use", "one-button", "--answer", ADDRESS]);
    let backup = sandbox.run(&["export"]).out;
    let kept = "\"success_on\": \"200-299\"";
    assert!(backup.contains(kept), "{backup}");
    let before = sandbox.json(&["automations", "list"]);
    for (wrong, word) in [("100", "from 200 to 599"), ("503", "503 is also among")] {
        let text = backup.replace(kept, &format!("\"success_on\": \"{wrong}\""));
        let ran = sandbox.run_with_input(&["import", "-"], &text);
        assert_eq!(ran.code, 5, "{ran:?}");
        assert!(ran.err.contains("success_on"), "{ran:?}");
        assert!(ran.err.contains(word), "{ran:?}");
    }
    assert_eq!(sandbox.json(&["automations", "list"]), before);
}

#[test]
fn what_is_shared_asks_for_its_address() {
    let (here, there) = (Sandbox::new(), Sandbox::new());
    let (_one, _other) = (here.start(), there.start());
    here.json(&["recipes", "use", "one-button", "--answer", ADDRESS]);
    let shared = here.run(&["export", "One button", "--share"]);
    assert!(!shared.out.contains("127.0.0.1"), "{shared:?}");
    let refused = there.run_with_input(&["import", "-"], &shared.out);
    assert_eq!(refused.code, 5, "{refused:?}");
    let answer = "button=http://127.0.0.1:9/theirs";
    let done = there.run_with_input(&["import", "-", "--answer", answer], &shared.out);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.out.contains("1 automation and 1 destination"),
        "{done:?}"
    );
}

#[test]
fn a_file_that_is_no_recipe_is_refused_with_its_line() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let ran = sandbox.run_with_input(&["import", "-"], "hello");
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("This file isn't a recipe."), "{ran:?}");
    let broken = "{\"hookloom\": \"recipe\", \"format\": 1, \"name\": \"A\",\n\"automations\": [{\"name\": \"A\", \"sends\": []}]}";
    let ran = sandbox.run_with_input(&["import", "-"], broken);
    assert!(ran.err.contains("Line 2: ‘trigger’ is missing."), "{ran:?}");
}
