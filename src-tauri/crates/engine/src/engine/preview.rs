//! Settings that are tried before they are saved: what they would send, and sending it for once.

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    delivery::{Delivery, DeliveryState, FailReason},
    destination::Destination,
    event::Event,
    id::{AutomationId, DeliveryId, EventId},
    planning::{context, render},
    preview::{Subject, preview},
    problem::{Problem, Problems},
    request::Request,
    retry::Retry,
    send::Send,
    statuses::Statuses,
    target::Target,
    view::{DeliveryRow, Preview, SampleSource},
};
use uuid::Uuid;

use super::Engine;
use crate::{delivery::sender::USER_AGENT, error::EngineError, store::Test};

/// Tells a receiver that a person is trying things out.
const TEST_HEADER: (&str, &str) = ("webhook-test", "true");
/// What the log calls an automation that was never saved.
const UNSAVED_NAME: &str = "Unsaved automation";

impl Engine {
    /// What one send of settings that need not be saved would make of an event.
    ///
    /// # Errors
    /// When the event is not there any more, or the database can't be read.
    pub async fn preview_automation(
        &self,
        id: Option<AutomationId>,
        settings: AutomationSettings,
        send: u32,
        source: SampleSource,
    ) -> Result<Preview, EngineError> {
        let automation = self.draft(id, settings);
        let event = self.sample_event(&automation, source).await?;
        let problems = self.problems_but_of_disk(id, &automation.settings);
        let catalog = self.catalog.get();
        let destination = |id| Some(catalog.destinations.get(&id)?.as_ref());
        // Where nobody can call, nothing calls back.
        let hooks = self.triggers.hooks_are_called_at().unwrap_or_default();
        let subject = Subject {
            event: &event,
            automation: &automation,
            send: send as usize,
            destination: &destination,
            delivery: DeliveryId::new(event.id.uuid()),
            now: self.clock.now(),
            agent: USER_AGENT,
            hooks: &hooks,
        };
        Ok(preview(&subject, problems))
    }

    /// Really sends what one send of settings that need not be saved makes of an event, once, and
    /// marked as a test. The condition is not asked. Gives the delivery, which goes its usual way.
    ///
    /// # Errors
    /// When the event or the destination is not there any more, something is paused, the send has
    /// problems, or nothing could be written.
    pub async fn test_automation(
        &self,
        id: Option<AutomationId>,
        settings: AutomationSettings,
        send: u32,
        source: SampleSource,
    ) -> Result<DeliveryRow, EngineError> {
        if let Some(id) = id {
            self.automation(id)?;
        }
        let automation = self.draft(id, settings);
        let index = send as usize;
        self.refuse_problems_of_send(&automation, index)?;
        let sample = self.sample_event(&automation, source).await?;
        let event = Event {
            id: EventId::new(Uuid::now_v7()),
            automation: automation.id,
            ..sample
        };
        let send = automation.settings.sends.get(index);
        let send = send.ok_or_else(|| invalid("sends", "Choose where to send it."))?;
        let target = Target::from(self.destination(send.destination)?);
        let context = context(&event, &automation);
        let request = render(send, &target, (&event, &automation), &&context)
            .map_err(|reason| not_rendered(index, reason))?;
        let held = self.holds.as_they_are().await;
        refuse_held(held.pause().is_some(), &target)?;
        let delivery = self.test_delivery(&event, send, request);
        let made = delivery.id;
        self.store
            .accept_test(Test {
                event,
                delivery,
                unsaved_name: UNSAVED_NAME,
            })
            .await?;
        drop(held);
        self.bell.ring();
        self.told_delivery(made).await
    }

    fn test_delivery(&self, event: &Event, send: &Send, mut request: Request) -> Delivery {
        let (name, value) = TEST_HEADER;
        request.headers.push((name.to_owned(), value.to_owned()));
        let now = self.clock.now();
        Delivery {
            id: DeliveryId::new(Uuid::now_v7()),
            event: event.id,
            automation: event.automation,
            destination: send.destination,
            state: DeliveryState::Pending { due_at: now },
            request: Some(request),
            retry: Retry::Never {},
            retry_on: Statuses::default(),
            success_on: send.successes(),
            created_at: now,
            test: true,
            copy_of: None,
            order_key: None,
            useless_at: None,
        }
    }

    fn refuse_problems_of_send(
        &self,
        automation: &Automation,
        send: usize,
    ) -> Result<(), EngineError> {
        let own = format!("sends[{send}]");
        let problems = self.problems_but_of_disk(Some(automation.id), &automation.settings);
        let problems: Vec<Problem> = problems
            .into_iter()
            .filter(|problem| problem.field.starts_with(&own))
            .collect();
        if problems.is_empty() {
            return Ok(());
        }
        Err(EngineError::Invalid(problems))
    }

    /// What is wrong with settings, as far as no disk has to be asked: that may take long.
    pub(super) fn problems_but_of_disk(
        &self,
        id: Option<AutomationId>,
        settings: &AutomationSettings,
    ) -> Vec<Problem> {
        let mut problems = Problems::default();
        settings.check(&mut problems);
        self.check_neighbours(id, settings, &mut problems);
        problems.into_vec()
    }
}

fn refuse_held(everything: bool, destination: &Destination) -> Result<(), EngineError> {
    let name = &destination.settings.name;
    let message = match everything {
        true => "Sending is paused. Resume it, then send the test.".to_owned(),
        false if destination.paused.is_some() => {
            format!("‘{name}’ is paused. Resume it, then send the test.")
        }
        false => return Ok(()),
    };
    Err(EngineError::Refused(message))
}

fn not_rendered(send: usize, reason: FailReason) -> EngineError {
    let at = |field: &str| format!("sends[{send}].{field}");
    EngineError::Invalid(vec![match reason {
        FailReason::Template { field, error } => Problem::of_template(at(&field), error),
        FailReason::Refused { message } => Problem::new(at("path"), message),
        FailReason::File { message } => Problem::new(at("body"), message),
        other => Problem::new(at("destination"), format!("{other:?}")),
    }])
}

fn invalid(field: &str, message: &str) -> EngineError {
    EngineError::Invalid(vec![Problem::new(field, message)])
}
