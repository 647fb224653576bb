//! Recipes, tried for real: made, fired, and their requests seen by a receiver.

use std::{collections::BTreeMap, fs, path::Path};

use hookloom_core::{
    id::AutomationId,
    problem::Problem,
    recipe::{Answers, ExportPurpose, ItemState, Question, QuestionKind},
    trigger::Trigger,
    view::{ImportPreview, Imported, RecipeRow, TriggerStatus},
};
use hookloom_engine::{EngineError, call};
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::time::timeout;

use crate::{
    bench::Bench,
    receiver::{PATIENCE, Received, Receiver},
};

/// Answers as a person would give them, with a folder and a receiver of the test.
fn answers(questions: &[Question], folder: &Path, address: &str) -> Answers {
    let answer = |question: &Question| {
        let suggested = question.suggestion.as_ref().unwrap_or(&question.example);
        let answer = match question.kind {
            QuestionKind::Folder => folder.display().to_string(),
            QuestionKind::Address => address.to_owned(),
            QuestionKind::Number => "10".to_owned(),
            _ => suggested.clone(),
        };
        (question.id.clone(), answer)
    };
    questions.iter().map(answer).collect()
}

fn recipe(bench: &Bench, id: &str) -> RecipeRow {
    let mut all = bench.engine.list_recipes().into_iter();
    all.find(|row| row.id == id).unwrap()
}

/// What makes the recipe's events: a file, a call, or a press of *Run now*.
async fn fire(bench: &Bench, automation: AutomationId, folder: &Path) {
    let row = bench.engine.get_automation(automation).await.unwrap();
    match row.automation.settings.trigger {
        Trigger::File(file) => {
            let name = format!("report-7.{}", extension(&file.only));
            let path = folder.join(name);
            fs::write(&path, "some text that is longer than ten bytes\n").unwrap();
        }
        Trigger::Inbound(_) => {
            let call = json!({
                "ref": "refs/heads/main", "after": "4f2a", "repository": { "full_name": "ada/loom" },
                "name": "Ada", "email": "ada@example.com", "message": "Hej",
            });
            let TriggerStatus::Ready {
                address: Some(address),
                ..
            } = row.trigger
            else {
                panic!("{:?}", row.trigger);
            };
            assert_eq!(call::post(&address, &call.to_string()).await.unwrap(), 202);
        }
        Trigger::Schedule(_) | Trigger::Manual {} => {
            bench.run(automation).await;
        }
    }
}

fn extension(patterns: &[String]) -> &str {
    match patterns[0].strip_prefix("*.") {
        Some(extension) if !extension.contains('*') => extension,
        _ => "txt",
    }
}

/// Makes a recipe's automations, fires the first of them and gives the first request.
async fn tried(id: &str) -> Received {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    // A log that grows was there before.
    fs::write(folder.path().join("report-7.log"), "").unwrap();
    let row = recipe(&bench, id);
    let answers = answers(&row.questions, folder.path(), &receiver.url("/hook"));
    let made = bench.engine.use_recipe(id, &answers, true).await;
    let made = made.unwrap_or_else(|error| panic!("{id}: {error}"));
    for automation in &made.automations {
        bench.until_ready(*automation).await;
    }
    fire(&bench, made.automations[0], folder.path()).await;
    match timeout(PATIENCE / 2, receiver.wait_for(1)).await {
        Ok(mut received) => received.remove(0),
        Err(_) => panic!("{id} sent nothing: {:?}", bench.deliveries().await),
    }
}

fn body(request: &Received) -> Value {
    serde_json::from_slice(&request.body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&request.body)))
}

#[tokio::test]
async fn every_recipe_that_comes_with_the_app_delivers() {
    let expected: BTreeMap<&str, fn(&Received)> = BTreeMap::from([
        (
            "new-pdf",
            (|got| assert_eq!(body(got)["data"]["extension"], "pdf")) as fn(&Received),
        ),
        ("folder-to-chat", |got| {
            let text = body(got)["text"].as_str().unwrap().to_owned();
            assert!(text.starts_with("New file: report-7.txt ("), "{text}");
        }),
        ("order-to-fulfilment", |got| {
            assert_eq!(body(got)["order"], "report-7");
            assert_eq!(body(got)["shop"], "My shop");
        }),
        ("form-to-crm", |got| {
            assert_eq!(body(got)["email"], "ada@example.com")
        }),
        ("file-to-phone", |got| {
            assert_eq!(got.header("title"), Some("New file"));
            assert!(got.body.starts_with(b"report-7.txt ("));
        }),
        ("folder-to-api", |got| {
            assert_eq!(
                (got.method.as_str(), got.target.as_str()),
                ("PUT", "/hook/report-7.txt")
            );
        }),
        ("article-to-social", |got| {
            assert_eq!(body(got)["link"], "https://blog.example/report-7");
        }),
        ("daily-heartbeat", |got| {
            assert_eq!((got.method.as_str(), got.body.len()), ("GET", 0))
        }),
        ("code-push", |got| {
            assert_eq!(body(got)["repository"], "ada/loom");
            assert_eq!(body(got)["branch"], "main");
        }),
        ("backup-finished", |got| {
            assert_eq!(body(got)["event"], "backup.finished")
        }),
        ("log-grew", |got| {
            assert!(body(got)["size"].as_u64().unwrap() > 10)
        }),
        ("screenshot-saved", |got| {
            assert!(
                body(got)["content"]
                    .as_str()
                    .unwrap()
                    .starts_with("Screenshot report-7.png")
            );
        }),
        ("download-finished", |got| {
            assert_eq!(body(got)["type"], "file.added")
        }),
        ("monday-report", |got| {
            assert_eq!(body(got)["report"], "last-week")
        }),
        ("remind-team", |got| {
            assert_eq!(body(got)["text"], "Stand-up in five minutes.")
        }),
        ("one-button", |got| {
            assert_eq!(body(got)["text"], "Somebody pressed the button.")
        }),
    ]);
    let bench = Bench::start().await;
    let ids: Vec<_> = bench
        .engine
        .list_recipes()
        .into_iter()
        .map(|row| row.id)
        .collect();
    let mut known: Vec<_> = expected.keys().map(ToString::to_string).collect();
    known.sort();
    let mut sorted = ids.clone();
    sorted.sort();
    assert_eq!(
        sorted, known,
        "each recipe says here what a receiver must see"
    );
    let tries = ids
        .iter()
        .map(|id| async move { (id.as_str(), tried(id).await) });
    for (id, request) in futures::future::join_all(tries).await {
        eprintln!("{id}: {} {}", request.method, request.target);
        expected[id](&request);
    }
}

#[tokio::test]
async fn a_recipe_asks_again_for_what_is_missing_and_writes_nothing() {
    let bench = Bench::start().await;
    let given = Answers::from([("folder".to_owned(), "/no/such/folder".to_owned())]);
    let refused = bench.engine.use_recipe("new-pdf", &given, true).await;
    let problems = problems(refused);
    assert_eq!(problems[0].field, "answers.address");
    let given = Answers::from([
        ("folder".to_owned(), "/no/such/folder".to_owned()),
        ("address".to_owned(), "https://example.com/".to_owned()),
    ]);
    let refused = bench.engine.use_recipe("new-pdf", &given, true).await;
    assert_eq!(self::problems(refused)[0].field, "answers.folder");
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
    assert_eq!(bench.engine.list_destinations().await.unwrap().len(), 1);
}

fn problems<T: std::fmt::Debug>(result: Result<T, EngineError>) -> Vec<Problem> {
    match result.unwrap_err() {
        EngineError::Invalid(problems) => problems,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_recipe_used_twice_stands_beside_the_first_and_shares_its_destination() {
    let bench = Bench::start().await;
    let given = Answers::from([("address".to_owned(), "https://example.com/".to_owned())]);
    let first = bench
        .engine
        .use_recipe("one-button", &given, true)
        .await
        .unwrap();
    let second = bench
        .engine
        .use_recipe("one-button", &given, false)
        .await
        .unwrap();
    assert_eq!(
        (first.destinations.len(), second.destinations.len()),
        (1, 0)
    );
    let row = bench
        .engine
        .get_automation(second.automations[0])
        .await
        .unwrap();
    assert_eq!(row.automation.settings.name, "One button 2");
    assert!(!row.automation.settings.enabled);
    let elsewhere = Answers::from([("address".to_owned(), "https://other.example/".to_owned())]);
    let third = bench
        .engine
        .use_recipe("one-button", &elsewhere, true)
        .await
        .unwrap();
    let made = bench
        .engine
        .get_destination(third.destinations[0])
        .await
        .unwrap();
    assert_eq!(made.destination.settings.name, "Button 2");
    assert!(
        made.destination.secret_hint.is_some(),
        "it signs with a secret of its own"
    );
}

async fn import(bench: &Bench, text: &str, given: &Answers) -> Imported {
    bench
        .engine
        .import_recipe(text, given, &[], false)
        .await
        .unwrap()
}

async fn preview(bench: &Bench, text: &str) -> ImportPreview {
    bench
        .engine
        .preview_import(text, &Answers::new())
        .await
        .unwrap()
}

fn states(preview: &ImportPreview) -> Vec<(&str, ItemState)> {
    let items = preview.items.iter();
    items.map(|item| (item.name.as_str(), item.state)).collect()
}

#[tokio::test]
async fn what_one_shares_another_imports_and_it_arrives_off() {
    let (here, there, receiver) = (
        Bench::start().await,
        Bench::start().await,
        Receiver::ok().await,
    );
    let automation = here.by_hand(&receiver.url("/secret-path"), json!({})).await;
    let shared = here
        .engine
        .export(&[automation], ExportPurpose::Sharing)
        .unwrap();
    assert!(!shared.text.contains("secret-path"), "{}", shared.text);
    let seen = preview(&there, &shared.text).await;
    assert_eq!(seen.problems.len(), 1, "the address has to be given");
    let given = Answers::from([(shared.questions[0].id.clone(), receiver.url("/theirs"))]);
    let imported = import(&there, &shared.text, &given).await;
    let row = there
        .engine
        .get_automation(imported.automations[0])
        .await
        .unwrap();
    assert!(!row.automation.settings.enabled);
    there.run(imported.automations[0]).await;
    let request = receiver.wait_for(1).await.remove(0);
    assert_eq!(request.target, "/theirs");
    let own = Webhook::new(crate::bench::SECRET).unwrap();
    own.verify(&request.body, &request.header_map())
        .expect_err("the secret did not travel; theirs is a fresh one");
}

#[tokio::test]
async fn limits_and_order_travel_with_what_is_exported() {
    let (here, there) = (Bench::start().await, Bench::start().await);
    let limits = json!({ "per_minute": 7, "waiting": 90, "when_full": "skip_oldest" });
    let settings = json!({
        "name": "Limited", "address": "http://127.0.0.1:9/a", "limits": limits,
        "signing": { "type": "none" },
    });
    let settings = serde_json::from_value(settings).unwrap();
    let added = here.engine.add_destination(settings, None).await.unwrap();
    let order = json!({ "type": "key", "template": "{{ data.order }}" });
    let send = json!({ "order": order, "useless_after_seconds": 600 });
    let manual = json!({ "type": "manual" });
    here.automation(manual, added.destination.id, send).await;
    let backup = here.engine.export(&[], ExportPurpose::Backup).unwrap();
    import(&there, &backup.text, &Answers::new()).await;
    let automation = there.engine.list_automations().await.unwrap().remove(0);
    let send = &automation.automation.settings.sends[0];
    assert_eq!(serde_json::to_value(&send.order).unwrap(), order);
    assert_eq!(send.useless_after_seconds, Some(600));
    let destinations = there.engine.list_destinations().await.unwrap();
    let limited = destinations.iter().map(|row| &row.destination.settings);
    let limited = limited.clone().find(|one| one.name == "Limited").unwrap();
    assert_eq!(serde_json::to_value(limited.limits).unwrap(), limits);
}

#[tokio::test]
async fn an_import_shows_what_is_new_changed_and_the_same_and_does_just_that() {
    let bench = Bench::start().await;
    bench.by_hand("http://127.0.0.1:9/a", json!({})).await;
    let text = bench
        .engine
        .export(&[], ExportPurpose::Backup)
        .unwrap()
        .text;
    let seen = preview(&bench, &text).await;
    assert_eq!(
        states(&seen),
        [
            ("Automation 0", ItemState::Same),
            ("http://127.0.0.1:9/a", ItemState::Same)
        ]
    );
    let nothing = bench
        .engine
        .import_recipe(&text, &Answers::new(), &[], false)
        .await;
    assert!(problems(nothing)[0].message.contains("isn't here already"));
    let edited = text.replace("\"timeout_seconds\": 15", "\"timeout_seconds\": 30");
    let added = edited.replace("\"name\": \"Automation 0\"", "\"name\": \"Another\"");
    assert_eq!(
        states(&preview(&bench, &edited).await)[0].1,
        ItemState::Changed
    );
    assert_eq!(
        states(&preview(&bench, &added).await)[0],
        ("Another", ItemState::New)
    );
    import(&bench, &edited, &Answers::new()).await;
    let rows = bench.engine.list_automations().await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].automation.settings.sends[0].timeout_seconds, 30);
    assert!(!rows[0].automation.settings.enabled);
}

#[tokio::test]
async fn a_backup_brings_everything_back_as_it_was() {
    let (bench, fresh) = (Bench::start().await, Bench::start().await);
    bench.by_hand("http://127.0.0.1:9/a", json!({})).await;
    bench.by_hand("http://127.0.0.1:9/b", json!({})).await;
    bench.destination("http://127.0.0.1:9/unused").await;
    let text = bench
        .engine
        .export(&[], ExportPurpose::Backup)
        .unwrap()
        .text;
    let seen = preview(&fresh, &text).await;
    assert_eq!(seen.hosts, ["127.0.0.1"]);
    assert_eq!(
        seen.missing.len(),
        3,
        "each destination's secret: {:?}",
        seen.missing
    );
    let kept = fresh
        .engine
        .import_recipe(&text, &Answers::new(), &[], true)
        .await
        .unwrap();
    assert_eq!((kept.automations.len(), kept.destinations.len()), (2, 3));
    let settings = |rows: Vec<hookloom_core::view::AutomationRow>| {
        let rows = rows.into_iter().map(|row| row.automation.settings);
        rows.map(|one| (one.name, one.enabled)).collect::<Vec<_>>()
    };
    assert_eq!(
        settings(fresh.engine.list_automations().await.unwrap()),
        settings(bench.engine.list_automations().await.unwrap())
    );
}

#[tokio::test]
async fn what_is_left_out_is_not_written_nor_what_only_it_needs() {
    let (bench, fresh) = (Bench::start().await, Bench::start().await);
    bench.by_hand("http://127.0.0.1:9/a", json!({})).await;
    bench.by_hand("http://127.0.0.1:9/b", json!({})).await;
    let text = bench
        .engine
        .export(&[], ExportPurpose::Backup)
        .unwrap()
        .text;
    let left_out = ["Automation 0".to_owned()];
    let imported = fresh
        .engine
        .import_recipe(&text, &Answers::new(), &left_out, false)
        .await;
    let imported = imported.unwrap();
    assert_eq!(
        (imported.automations.len(), imported.destinations.len()),
        (1, 1)
    );
    assert_eq!(fresh.engine.list_automations().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_is_no_recipe_or_a_newer_one_is_refused_in_words() {
    let bench = Bench::start().await;
    for (text, expected) in [
        ("hello", "This file isn't a recipe."),
        (
            r#"{"hookloom": "recipe", "format": 3}"#,
            "Made by a newer version (format 3). Update the app.",
        ),
        (
            "{\"hookloom\": \"recipe\", \"format\": 1, \"name\": \"A\", \"automations\": [\n{\"name\": \"A\", \"sends\": []}]}",
            "Line 2: ‘trigger’ is missing.",
        ),
    ] {
        let refused = bench.engine.preview_import(text, &Answers::new()).await;
        assert_eq!(problems(refused)[0].message, expected);
    }
}

#[tokio::test]
async fn an_export_is_saved_whole_or_not_at_all() {
    let bench = Bench::start().await;
    bench.by_hand("http://127.0.0.1:9/a", json!({})).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.json");
    let save = |path: String| bench.engine.save_export(&[], ExportPurpose::Backup, path);
    let exported = save(path.display().to_string()).await.unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), exported.text);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let refused = problems(save("/no/such/folder/all.json".to_owned()).await);
    assert!(
        refused[0].message.contains("can't be written"),
        "{refused:?}"
    );
    let refused = problems(save("all.json".to_owned()).await);
    assert!(refused[0].message.contains("full path"), "{refused:?}");
}

#[tokio::test]
async fn an_import_is_taken_back_as_a_whole() {
    let (bench, other) = (Bench::start().await, Bench::start().await);
    bench.by_hand("http://127.0.0.1:9/a", json!({})).await;
    other
        .by_hand("http://127.0.0.1:9/a", json!({ "timeout_seconds": 60 }))
        .await;
    other.by_hand("http://127.0.0.1:9/b", json!({})).await;
    let text = other
        .engine
        .export(&[], ExportPurpose::Backup)
        .unwrap()
        .text;
    let before = bench.engine.list_automations().await.unwrap();
    import(&bench, &text, &Answers::new()).await;
    assert_eq!(bench.engine.list_automations().await.unwrap().len(), 2);
    let entry = bench.engine.list_undo().await.unwrap().remove(0);
    assert_eq!(entry.done, "2 automations were imported. They are off.");
    let bench = bench.restart().await;
    bench.engine.undo(Some(entry.id)).await.unwrap();
    let after = bench.engine.list_automations().await.unwrap();
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].automation.settings, before[0].automation.settings);
    assert_eq!(bench.engine.list_destinations().await.unwrap().len(), 2);
}
