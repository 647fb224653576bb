use std::sync::Arc;

use hookloom_api::data_folder::DataFolder;
use hookloom_api::endpoint::Endpoint;
use hookloom_api::server::{self, Service};
use hookloom_api::{ApiError, Change, Command};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{LONGEST_WAIT, Line, wait_before};
use crate::news::{Connection, News};

/// A runner that knows nothing but how to tell of changes.
struct Quiet(broadcast::Sender<Change>);

impl Service for Quiet {
    async fn handle(&self, _command: Command) -> Result<Value, ApiError> {
        Ok(json!("done"))
    }

    fn changes(&self, _window: bool) -> broadcast::Receiver<Change> {
        self.0.subscribe()
    }
}

/// A window's line whose page and whose showing are watched. No runner can be started from here,
/// because none lies beside the test program.
struct Stage {
    folder: DataFolder,
    line: Arc<Line>,
    news: mpsc::UnboundedReceiver<News>,
    shown: mpsc::UnboundedReceiver<()>,
    _directory: TempDir,
}

impl Stage {
    fn set() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (page, news) = mpsc::unbounded_channel();
        let (show, shown) = mpsc::unbounded_channel();
        let line = Arc::new(Line::default());
        line.tell_to(Box::new(move |news| page.send(news).unwrap()));
        let folder = DataFolder::at(directory.path());
        tokio::spawn({
            let (line, folder) = (Arc::clone(&line), folder.clone());
            async move { line.keep(&folder, || show.send(()).unwrap()).await }
        });
        Self {
            folder,
            line,
            news,
            shown,
            _directory: directory,
        }
    }

    fn start_runner(&self) -> RunningRunner {
        let changes = broadcast::Sender::new(16);
        let stop = CancellationToken::new();
        let listener = Endpoint::of(&self.folder).listen().unwrap();
        let service = Arc::new(Quiet(changes.clone()));
        RunningRunner {
            changes,
            task: tokio::spawn(server::serve(listener, service, stop.clone())),
            stop,
        }
    }

    async fn until(&mut self, wanted: impl Fn(&News) -> bool) -> News {
        loop {
            let news = self.news.recv().await.unwrap();
            if wanted(&news) {
                return news;
            }
        }
    }

    async fn until_connection(&mut self, wanted: Connection) {
        self.until(|news| matches!(news, News::Connection { connection } if *connection == wanted))
            .await;
    }
}

struct RunningRunner {
    changes: broadcast::Sender<Change>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl RunningRunner {
    async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

#[tokio::test]
async fn a_runner_that_appears_is_found_and_one_that_goes_is_missed() {
    let mut stage = Stage::set();
    for _ in 0..2 {
        let runner = stage.start_runner();
        stage.until_connection(Connection::Connected {}).await;
        let client = stage.line.client().await.unwrap();
        let status = json!({ "type": "status" });
        let command = serde_json::from_value(status).unwrap();
        assert_eq!(client.forward(command).await.unwrap(), "done");

        runner.stop().await;
        stage.until_connection(Connection::Lost {}).await;
    }
}

#[tokio::test]
async fn a_runner_that_ended_in_order_is_not_started_again() {
    let mut stage = Stage::set();
    let runner = stage.start_runner();
    stage.until_connection(Connection::Connected {}).await;
    runner.changes.send(Change::Ending {}).unwrap();
    stage
        .until(|news| matches!(news, News::Changes { .. }))
        .await;
    runner.stop().await;
    stage.until_connection(Connection::Lost {}).await;
    // Starting one would fail here and be told; the line connects anew without having tried.
    let _runner = stage.start_runner();
    let next = stage
        .until(|news| matches!(news, News::Connection { .. }))
        .await;
    let connection = Connection::Connected {};
    assert_eq!(next, News::Connection { connection });
}

#[tokio::test]
async fn a_runner_that_crashed_is_started_again() {
    let mut stage = Stage::set();
    let runner = stage.start_runner();
    stage.until_connection(Connection::Connected {}).await;
    runner.stop().await;
    stage.until_connection(Connection::Lost {}).await;
    stage.until(is_failed_start).await;
}

#[tokio::test]
async fn a_runner_that_can_not_be_started_is_told_with_the_reason() {
    Stage::set().until(is_failed_start).await;
}

fn is_failed_start(news: &News) -> bool {
    let News::Connection { connection } = news else {
        return false;
    };
    matches!(connection, Connection::Failed { details, .. } if !details.is_empty())
}

#[tokio::test]
async fn changes_reach_the_page_together_and_each_once() {
    let mut stage = Stage::set();
    let runner = stage.start_runner();
    stage.until_connection(Connection::Connected {}).await;
    for change in [Change::Inbox {}, Change::Status {}, Change::Inbox {}] {
        runner.changes.send(change).unwrap();
    }
    let news = stage
        .until(|news| matches!(news, News::Changes { .. }))
        .await;
    let changes = vec![Change::Inbox {}, Change::Status {}];
    assert_eq!(news, News::Changes { changes });
}

#[tokio::test]
async fn the_runner_can_bring_the_window_to_the_front() {
    let mut stage = Stage::set();
    let runner = stage.start_runner();
    stage.until_connection(Connection::Connected {}).await;
    let route = Some("#/activity".to_owned());
    runner.changes.send(Change::ShowWindow { route }).unwrap();
    stage.shown.recv().await.unwrap();
}

#[test]
fn waits_grow_to_a_limit() {
    assert!(wait_before(0) < wait_before(1));
    assert_eq!(wait_before(u32::MAX), LONGEST_WAIT);
}
