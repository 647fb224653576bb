//! What a person has the runner write into a file.

use std::{fs, path::Path};

use hookloom_api::{
    client::{CallError, Client},
    command::{SaveDeliveries, SaveDiagnostics, SaveExport},
    core::{
        recipe::ExportPurpose,
        view::{Chosen, DeliveryFilter, ExportFormat},
    },
    data_folder::DataFolder,
};

use crate::{lifecycle::add_manual, sandbox::Sandbox};

/// Has each kind of file written there, one after the other, and gives what was said.
async fn save_each(client: &Client, at: &Path) -> [(&'static str, Result<(), CallError>); 3] {
    let path = at.display().to_string();
    let diagnostics = client.call(SaveDiagnostics { path: path.clone() }).await;
    let export = SaveExport {
        automations: Vec::new(),
        purpose: ExportPurpose::Backup,
        path,
    };
    let export = client.call(export).await;
    let deliveries = SaveDeliveries {
        chosen: Chosen::All {
            filter: DeliveryFilter::default(),
        },
        format: ExportFormat::Csv,
        path: at.to_owned(),
    };
    let deliveries = client.call(deliveries).await;
    [
        ("diagnostics", diagnostics),
        ("an export", export.map(drop)),
        ("deliveries", deliveries.map(drop)),
    ]
}

async fn started(sandbox: &Sandbox) -> Client {
    add_manual(sandbox, "By hand");
    let folder = DataFolder::at(sandbox.data());
    Client::connect(&folder).await.unwrap()
}

#[tokio::test]
async fn a_file_takes_the_place_of_an_older_one_and_never_grows_in_it() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let client = started(&sandbox).await;
    let folder = sandbox.path().join("saved");
    fs::create_dir(&folder).unwrap();
    let (path, kept) = (folder.join("hookloom.txt"), folder.join("kept.txt"));
    fs::write(&kept, "older").unwrap();
    fs::hard_link(&kept, &path).unwrap();
    for (what, saved) in save_each(&client, &path).await {
        saved.unwrap_or_else(|error| panic!("{what}: {error}"));
    }
    assert_ne!(fs::read_to_string(&path).unwrap(), "older");
    assert_eq!(
        fs::read_to_string(&kept).unwrap(),
        "older",
        "nothing was written into it"
    );
    let lie_there = fs::read_dir(&folder).unwrap().count();
    assert_eq!(lie_there, 2, "nothing is left over");
}

#[tokio::test]
async fn a_place_that_can_not_be_written_is_refused_in_the_same_words_and_left_as_it_is() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let client = started(&sandbox).await;
    let folder = sandbox.path().join("saved");
    fs::create_dir(&folder).unwrap();
    let nowhere = sandbox.path().join("none/here.txt");
    for (place, why) in [
        (Path::new("here.txt"), "it isn't the full path of a file"),
        (nowhere.as_path(), "No such file"),
        (folder.as_path(), "directory"),
    ] {
        let name = place.display();
        for (what, saved) in save_each(&client, place).await {
            let said = saved.unwrap_err().to_string();
            assert!(said.contains(why), "{what} in {name}: {said}");
            let words = format!("‘{name}’ can't be written: ");
            assert!(said.contains(&words), "{what} in {name}: {said}");
            assert!(said.contains("Choose another place."), "{said}");
        }
    }
    let lies_beside = |name: &str| sandbox.path().join(name).exists();
    assert!(!lies_beside(".saved.part"), "nothing is left over");
}
