//! What the desktop is told: failures, above all, and what arrived only where that is wanted. It is
//! told by the runner, over one connection that is kept, so that a click on an old notification
//! still does something.

#[cfg(target_os = "linux")]
mod desk;
#[cfg(not(target_os = "linux"))]
#[path = "no_desk.rs"]
mod desk;
mod words;

use std::{collections::BTreeSet, sync::Arc};

use hookloom_api::core::{
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    notification::{Gathered, Subject, Word},
    view::DeliveryDetail,
};
use hookloom_engine::{Engine, change::EngineChange};
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::{broadcast::error::RecvError, mpsc};
use tokio_util::sync::CancellationToken;

use crate::process::Runner;
use desk::Desk;

/// How long to sleep at the most before the time is looked at again.
const LONGEST_SLEEP: std::time::Duration = std::time::Duration::from_secs(30);

/// What a person did with a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Wants to see more.
    View(Subject),
    /// Wants it sent again.
    SendAgain(Subject),
    /// Put it away.
    Close(Subject),
}

/// A notification as the desktop shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// About what.
    pub subject: Subject,
    /// The first line.
    pub title: String,
    /// The rest.
    pub text: String,
    /// Whether it can be sent again.
    pub send_again: bool,
}

/// Tells the desktop until `stop`. That it can't be told is no fault: it is written down, once.
pub async fn run(runner: Arc<Runner>, stop: CancellationToken) {
    let (acts, acted) = mpsc::unbounded_channel();
    let teller = Teller {
        desk: Desk::new(acts),
        gathered: Gathered::default(),
        broken: BTreeSet::new(),
        zone: TimeZone::system(),
        runner,
    };
    stop.run_until_cancelled(teller.tell(acted)).await;
}

struct Teller {
    runner: Arc<Runner>,
    desk: Desk,
    gathered: Gathered,
    /// The automations of which the desktop was told that they can't work.
    broken: BTreeSet<AutomationId>,
    zone: TimeZone,
}

impl Teller {
    async fn tell(mut self, mut acted: mpsc::UnboundedReceiver<Act>) {
        let mut changes = self.runner.engine().changes();
        loop {
            let due = self.gathered.next_due();
            tokio::select! {
                change = changes.recv() => match change {
                    Ok(change) => self.take_note(change),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                Some(act) = acted.recv() => self.act(act).await,
                () = sleep_until(due) => self.show_due().await,
            }
        }
    }

    fn take_note(&mut self, change: EngineChange) {
        match change {
            EngineChange::Ended(delivery, subject) => self.add(subject, Some(delivery)),
            EngineChange::TurnedAway(id) => self.add(Subject::Paused(id), None),
            EngineChange::Recovered(id) => {
                self.gathered.forget(Subject::Paused(id));
                self.add(Subject::Recovered(id), None);
            }
            EngineChange::Automation(id) => {
                let is_broken = self.runner.engine().trigger_problem(id).is_some();
                if !is_broken {
                    self.broken.remove(&id);
                    self.gathered.forget(Subject::Broken(id));
                } else if self.broken.insert(id) {
                    self.add(Subject::Broken(id), None);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, subject: Subject, delivery: Option<DeliveryId>) {
        let settings = self.runner.engine().settings();
        if !subject.is_wanted(&settings.notifications) {
            return;
        }
        let quiet = settings.notifications.quiet_hours.as_ref();
        let zone = &self.zone;
        let loud_from = |then| quiet.map_or(then, |quiet| quiet.loud_from(then, zone));
        self.gathered.add(subject, delivery, now(), loud_from);
    }

    async fn show_due(&mut self) {
        for word in self.gathered.take_due(now()) {
            if let Some(shown) = self.compose(&word).await {
                self.desk.show(shown).await;
            }
        }
    }

    /// Nothing, if what it is about is gone or over.
    async fn compose(&self, word: &Word) -> Option<Shown> {
        let engine = self.runner.engine();
        let Word {
            subject,
            count,
            deliveries,
        } = word;
        let (title, text) = match *subject {
            Subject::Failed(id) => {
                let name = destination_name(engine, id).await?;
                let last = last_of(engine, deliveries).await;
                let why = last.map(|last| last.sentence).unwrap_or_default();
                (words::failed(*count, &name), why)
            }
            Subject::Delivered(automation, destination) => {
                arrived(engine, automation, destination, word).await?
            }
            Subject::Paused(id) => {
                let destination = engine.get_destination(id).await.ok()?.destination;
                let name = &destination.settings.name;
                match destination.paused?.probe {
                    Some(probe) => words::unhealthy(name, &probe.trouble),
                    None => words::paused(name),
                }
            }
            Subject::Recovered(id) => words::recovered(&destination_name(engine, id).await?),
            Subject::Broken(id) => {
                let (name, problem) = engine.trigger_problem(id)?;
                (words::broken(&name), problem)
            }
        };
        Some(Shown {
            subject: *subject,
            title,
            text,
            send_again: matches!(subject, Subject::Failed(_)),
        })
    }

    async fn act(&mut self, act: Act) {
        match act {
            Act::Close(subject) => {
                self.gathered.forget(subject);
            }
            Act::View(subject) => {
                let deliveries = self.gathered.forget(subject);
                self.runner.show(subject.route(&deliveries));
            }
            Act::SendAgain(subject) => {
                for delivery in self.gathered.forget(subject) {
                    if let Err(error) = self.runner.engine().resend_delivery(delivery).await {
                        tracing::info!(%delivery, %error, "not sent again");
                    }
                }
            }
        }
    }
}

/// What is told of what arrived; nothing, if that was switched off meanwhile.
async fn arrived(
    engine: &Engine,
    automation: AutomationId,
    destination: DestinationId,
    word: &Word,
) -> Option<(String, String)> {
    let row = engine.get_automation(automation).await.ok()?;
    let settings = row.automation.settings;
    if !settings.notify_delivered {
        return None;
    }
    let destination = destination_name(engine, destination).await?;
    let last = last_of(engine, &word.deliveries).await;
    let summary = last.map(|last| last.row.summary);
    let (count, summary) = (word.count, summary.as_deref());
    Some(words::delivered(
        count,
        &settings.name,
        &destination,
        summary,
    ))
}

/// The last of the deliveries that are remembered.
async fn last_of(engine: &Engine, deliveries: &[DeliveryId]) -> Option<DeliveryDetail> {
    engine.get_delivery(*deliveries.last()?).await.ok()
}

async fn destination_name(engine: &Engine, id: DestinationId) -> Option<String> {
    let row = engine.get_destination(id).await.ok()?;
    Some(row.destination.settings.name)
}

fn now() -> Moment {
    Moment::from(Timestamp::now())
}

/// For ever, when nothing is due. Deadlines are moments of the clock, which can be set.
async fn sleep_until(due: Option<Moment>) {
    let Some(due) = due else {
        return std::future::pending().await;
    };
    loop {
        let left = due.since(now());
        if left.is_zero() {
            return;
        }
        tokio::time::sleep(left.min(LONGEST_SLEEP)).await;
    }
}
