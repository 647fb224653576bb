//! What works without a runner and without a person's folders.

use crate::sandbox::Sandbox;

#[test]
fn help_names_the_commands_and_the_exit_codes() {
    let ran = Sandbox::new().run(&["--help"]);
    assert_eq!(ran.code, 0);
    for word in [
        "run",
        "status",
        "automations",
        "destinations",
        "deliveries",
        "log",
        "demo",
    ] {
        assert!(
            ran.out.contains(&format!("\n  {word} ")),
            "{word} is not in {}",
            ran.out
        );
    }
    assert!(ran.out.contains("3  no runner is running"), "{}", ran.out);
}

#[test]
fn help_of_add_shows_a_whole_example() {
    let ran = Sandbox::new().run(&["automations", "add", "--help"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("\"delays_seconds\": [5, 60, 600]"),
        "{}",
        ran.out
    );
}

#[test]
fn version_is_that_of_the_package() {
    let ran = Sandbox::new().run(&["--version"]);
    assert_eq!(
        (ran.code, ran.out.trim()),
        (0, concat!("hookloom ", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = Sandbox::new().run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{shell}");
        assert!(ran.out.contains("automations"), "{shell}");
    }
}

#[test]
fn what_is_not_understood_ends_with_2() {
    for arguments in [
        &["fly"][..],
        &["pause", "--for", "soon"],
        &["log", "--last", "many"],
        &[],
    ] {
        let ran = Sandbox::new().run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert_ne!(ran.err, "", "{arguments:?}");
    }
}
