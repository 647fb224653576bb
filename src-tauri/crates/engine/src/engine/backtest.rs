//! What settings would have sent of the events that were recorded.

use std::{collections::HashMap, sync::Arc, time::Duration};

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    backtest::{Difference, Past, differences, notices, once_each},
    event::{Event, EventKind},
    id::{AutomationId, DeliveryId, DestinationId, EventId},
    moment::Moment,
    planning::plan,
    problem::Problem,
    request::Request,
    secret_place,
    trigger::Trigger,
    view::{BackTest, BackTestExample, BackTestPart},
};

use super::Engine;
use crate::{catalog::Catalog, error::EngineError};

/// How far back one can look.
const DAYS: std::ops::RangeInclusive<u32> = 1..=90;
/// How many events of one automation are looked at.
const EVENTS: u32 = 5_000;
/// How many differences of one kind are shown.
const EXAMPLES: usize = 5;
/// How much of a body is shown.
const LONGEST_BODY: usize = 16 * 1024;

impl Engine {
    /// Runs settings that need not be saved over the events of the last days and says how what they
    /// would have sent differs from what was sent. Nothing is sent.
    ///
    /// # Errors
    /// When the settings are wrong, or the database can't be read.
    pub async fn back_test(
        &self,
        id: Option<AutomationId>,
        settings: AutomationSettings,
        days: u32,
    ) -> Result<BackTest, EngineError> {
        let mut problems = self.problems_but_of_disk(id, &settings);
        if !DAYS.contains(&days) {
            let message = format!("Enter 1 to 90 days; you wrote {days}.");
            problems.push(Problem::new("days", message));
        }
        if !problems.is_empty() {
            return Err(EngineError::Invalid(problems));
        }
        let automation = self.draft(id, settings);
        let since = self
            .clock
            .now()
            .minus(Duration::from_secs(u64::from(days) * 24 * 60 * 60));
        let recorded = self.recorded(id, &automation, since).await?;
        let catalog = self.catalog.get();
        let (names, now) = (Arc::clone(&catalog), self.clock.now());
        let comparing =
            tokio::task::spawn_blocking(move || recorded.compare(&automation, &catalog, now));
        let found = comparing
            .await
            .map_err(|error| EngineError::Refused(format!("It came to no end: {error}.")))?;
        self.told_back_test(found, &names).await
    }

    /// What happened, newest first, and what was sent of it.
    async fn recorded(
        &self,
        id: Option<AutomationId>,
        automation: &Automation,
        mut since: Moment,
    ) -> Result<Recorded, EngineError> {
        let asked = since;
        let (mut own, mut past) = (Vec::new(), HashMap::new());
        if let Some(id) = id {
            let sent = self.store.sent_since(id, since).await?;
            since = since.max(sent.since);
            past = sent.by_event;
            own = self.store.events_since(id, since, EVENTS).await?;
            since = since.max(first_looked_at(&own));
        }
        let mut events = own;
        for other in self.others_like(id, &automation.settings.trigger) {
            let theirs = self.store.events_since(other, since, EVENTS).await?;
            since = since.max(first_looked_at(&theirs));
            events.extend(theirs);
        }
        events.retain(|event| event.at >= since || event.automation == automation.id);
        Ok(Recorded {
            own: automation.id,
            since,
            whole: since <= asked,
            events,
            past,
        })
    }

    /// The automations whose events another trigger of that kind could have noticed.
    fn others_like(&self, id: Option<AutomationId>, trigger: &Trigger) -> Vec<AutomationId> {
        let catalog = self.catalog.get();
        let others = catalog.automations.values().filter(|other| {
            let shared = matches!(trigger, Trigger::File(_) | Trigger::Inbound(_));
            shared && Some(other.id) != id && other.settings.trigger.root() == trigger.root()
        });
        others.map(|other| other.id).collect()
    }

    async fn told_back_test(
        &self,
        found: Found,
        catalog: &Catalog,
    ) -> Result<BackTest, EngineError> {
        Ok(BackTest {
            since: found.since,
            whole: found.whole,
            events: found.events,
            same: found.same,
            added: self.told_part(found.added, catalog).await?,
            removed: self.told_part(found.removed, catalog).await?,
            changed: self.told_part(found.changed, catalog).await?,
            broken: self.told_part(found.broken, catalog).await?,
        })
    }

    async fn told_part(&self, part: Part, catalog: &Catalog) -> Result<BackTestPart, EngineError> {
        let mut examples = Vec::with_capacity(part.examples.len());
        for example in part.examples {
            examples.push(self.told_example(example, catalog).await?);
        }
        let count = part.count;
        Ok(BackTestPart { count, examples })
    }

    async fn told_example(
        &self,
        example: Example,
        catalog: &Catalog,
    ) -> Result<BackTestExample, EngineError> {
        let record = match example.before {
            Some(before) => self.store.delivery_record(before).await?,
            None => None,
        };
        let known = catalog.destinations.get(&example.destination);
        let known = known.map(|destination| destination.settings.name.clone());
        let told = record.as_ref().map(|record| &record.row.destination_name);
        let destination = known.or_else(|| told.cloned()).unwrap_or_default();
        let before = record.and_then(|record| record.delivery.request);
        Ok(BackTestExample {
            event: example.event,
            at: example.at,
            summary: example.summary,
            destination,
            before: before.map(|request| short(example.event, &request)),
            after: example.after.map(|request| short(example.event, &request)),
            why: example.why,
        })
    }
}

/// Of more events than are looked at, the oldest that was.
fn first_looked_at(events: &[Event]) -> Moment {
    let full = events.len() >= EVENTS as usize;
    let oldest = events.last().filter(|_| full);
    oldest.map_or(Moment::from_unix_millis(0), |event| event.at)
}

/// A request with secrets and credentials masked and a long body cut.
fn short(event: EventId, request: &Request) -> Request {
    let mut request = secret_place::shown(event, request).shown();
    if let Some(body) = request
        .body
        .as_mut()
        .filter(|body| body.len() > LONGEST_BODY)
    {
        let whole = (0..=LONGEST_BODY)
            .rev()
            .find(|end| body.is_char_boundary(*end));
        body.truncate(whole.unwrap_or_default());
        body.push('…');
    }
    request
}

struct Recorded {
    own: AutomationId,
    since: Moment,
    whole: bool,
    /// The automation's own come first.
    events: Vec<Event>,
    past: HashMap<EventId, Vec<Past>>,
}

impl Recorded {
    fn compare(self, automation: &Automation, catalog: &Catalog, now: Moment) -> Found {
        let Self {
            own,
            since,
            whole,
            events,
            past,
        } = self;
        let mut found = Found {
            since,
            whole,
            ..Found::default()
        };
        let trigger = &automation.settings.trigger;
        let noticed = |event: &Event| {
            let by_hand = event.automation == own && event.kind == EventKind::ManualRun;
            by_hand || notices(trigger, event)
        };
        let counts = |event: &Event| event.automation == own || noticed(event);
        let mut events: Vec<Event> = once_each(events).into_iter().filter(counts).collect();
        events.sort_by_key(|event| std::cmp::Reverse(event.id));
        let destination = |id: DestinationId| Some((catalog.destinations.get(&id)?.as_ref(), None));
        for event in events {
            let planned = noticed(&event).then(|| plan(&event, automation, now, destination));
            let before = past.get(&event.id).map_or(&[][..], Vec::as_slice);
            found.events += 1;
            for (destination, difference) in differences(planned, before) {
                found.note(&event, destination, difference);
            }
        }
        found
    }
}

#[derive(Default)]
struct Found {
    since: Moment,
    whole: bool,
    events: u32,
    same: u32,
    added: Part,
    removed: Part,
    changed: Part,
    broken: Part,
}

#[derive(Default)]
struct Part {
    count: u32,
    examples: Vec<Example>,
}

struct Example {
    event: EventId,
    at: Moment,
    summary: String,
    destination: DestinationId,
    before: Option<DeliveryId>,
    after: Option<Request>,
    why: Option<String>,
}

impl Found {
    fn note(&mut self, event: &Event, destination: DestinationId, difference: Difference) {
        let (part, before, after, why) = match difference {
            Difference::Same => {
                self.same += 1;
                return;
            }
            Difference::Changed { before, after } => {
                (&mut self.changed, Some(before), Some(after), None)
            }
            Difference::Added { after } => (&mut self.added, None, Some(after), None),
            Difference::Removed { before, why } => {
                (&mut self.removed, Some(before), None, Some(why))
            }
            Difference::Broken { why } => (&mut self.broken, None, None, Some(why)),
        };
        part.count += 1;
        if part.examples.len() < EXAMPLES {
            part.examples.push(Example {
                event: event.id,
                at: event.at,
                summary: event.summary.clone(),
                destination,
                before,
                after,
                why,
            });
        }
    }
}
