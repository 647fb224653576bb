//! What a person does with the window, from beginning to end.

use std::fs;

use crate::eventually::eventually;
use crate::hookloom::Hookloom;

#[test]
fn a_file_automation_made_by_pointing_and_clicking_delivers() {
    let hookloom = Hookloom::new();
    let folder = hookloom.desktop.folder("Invoices");
    let window = hookloom.open_window();

    window.click("Automations");
    window.sees("No automations yet");
    window.click("New automation");
    window.fill("Name", "New invoices");
    window.fill("Folder", folder.to_str().unwrap());
    window.click("Save");
    window.sees("“New invoices” is saved.");
    hookloom.is_watching("New invoices");

    fs::write(folder.join("invoice-42.pdf"), "four crowns").unwrap();
    window.click("Activity");
    window.sees_row(&[
        "New invoices",
        "invoice-42.pdf",
        "Test inbox",
        "Sent",
        "200",
    ]);
    hookloom.all_sent_at_once(1);
}

#[test]
fn a_window_opened_for_a_screen_shows_that_one() {
    let hookloom = Hookloom::new();
    let window = hookloom.open_window_at("#/activity");
    window.sees("When an automation runs, you’ll see it here");
    assert_eq!(window.script("return history.length"), 1);

    hookloom.ask_window_for("#/destinations");
    window.sees("New destination");
}

#[test]
fn a_killed_runner_is_told_and_comes_back() {
    let hookloom = Hookloom::new();
    let window = hookloom.open_window();
    window.sees("Running · nothing on yet");
    let before = hookloom.runner().unwrap();

    // The message may be gone before a driver finds it, so the page itself takes notes.
    window.script(
        "window.alerts = [];
         new MutationObserver(() => {
           for (const alert of document.querySelectorAll('[role=alert]'))
             window.alerts.push(alert.textContent);
         }).observe(document.body, { childList: true, subtree: true });",
    );
    hookloom.kill("hookloom");
    let after = eventually("another runner answers", || {
        hookloom.runner().filter(|pid| *pid != before)
    });
    window.sees("Running · nothing on yet");
    let alerts = window.script("return window.alerts.join()");
    let told = alerts
        .as_str()
        .unwrap()
        .contains("The background runner stopped.");
    assert!(
        told,
        "runner {before} was replaced by {after}, and the window said only {alerts}"
    );

    // What was read anew comes from the new runner.
    hookloom.watch(&hookloom.desktop.folder("Later"));
    window.click("Automations");
    window.sees("Everything");
}

#[test]
fn a_killed_window_disturbs_no_delivery() {
    let hookloom = Hookloom::new();
    let folder = hookloom.desktop.folder("Many");
    let _window = hookloom.open_window();
    let runner = hookloom.runner().unwrap();
    hookloom.watch(&folder);

    for n in 0..200 {
        if n == 100 {
            hookloom.kill("hookloom-desktop");
        }
        fs::write(folder.join(format!("{n}.txt")), "a file").unwrap();
    }
    hookloom.all_sent_at_once(200);
    assert_eq!(hookloom.runner(), Some(runner));
}

#[test]
fn a_closed_window_leaves_the_runner_running() {
    let hookloom = Hookloom::new();
    let window = hookloom.open_window();
    let runner = hookloom.runner().unwrap();
    window.sees("Running · nothing on yet");
    hookloom.desktop.display.close("Hookloom").unwrap();
    window.sees("Keep running in the background?");
    window.click_last("Keep running");
    eventually("the window's process has ended", || {
        hookloom
            .desktop
            .running("hookloom-desktop")
            .is_none()
            .then_some(())
    });
    assert_eq!(hookloom.runner(), Some(runner));
}

#[test]
fn quitting_from_a_closed_window_ends_the_runner_in_order() {
    let hookloom = Hookloom::new();
    let window = hookloom.open_window();
    window.sees("Running · nothing on yet");
    hookloom.desktop.display.close("Hookloom").unwrap();
    window.sees("Keep running in the background?");
    window.click_last("Quit");
    eventually("both have ended", || {
        let window = hookloom.desktop.running("hookloom-desktop");
        (window.is_none() && hookloom.runner().is_none()).then_some(())
    });
}

#[test]
fn a_page_can_not_ask_for_what_is_not_listed() {
    let hookloom = Hookloom::new();
    let window = hookloom.open_window();
    window.sees("Running · nothing on yet");
    window.script(
        "window.answers = [];
         const asks = ['format_disk', 'plugin:shell|execute', 'plugin:fs|read_text_file',
           'plugin:http|fetch', 'plugin:webview|create_webview_window', 'plugin:process|exit'];
         for (const ask of asks)
           window.__TAURI_INTERNALS__.invoke(ask, {}).then(
             () => window.answers.push(`${ask} was done`),
             () => window.answers.push('refused'));",
    );
    let answers = eventually("all are answered", || {
        let answers = window.script("return window.answers");
        let answers = answers.as_array().unwrap().clone();
        (answers.len() == 6).then_some(answers)
    });
    assert!(
        answers.iter().all(|answer| answer == "refused"),
        "{answers:?}"
    );
}
