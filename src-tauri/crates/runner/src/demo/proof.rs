//! What the demo has seen arrive.

use hookloom_api::core::{
    delivery::StateName,
    id::{AutomationId, DeliveryId},
    inbox::{InboxRequest, SignatureCheck},
    view::{DeliveryFilter, DeliveryRow, PageStart},
};
use hookloom_engine::Engine;
use serde::Serialize;

use super::automations::Automations;
use crate::cli::{Failure, plain, table::table, words};

/// The first delivery of each kind, and what the Test inbox says of its signature.
#[derive(Default, Serialize)]
pub struct Proof {
    file: Option<Arrival>,
    schedule: Option<Arrival>,
    inbound: Option<Arrival>,
}

#[derive(Serialize)]
struct Arrival {
    delivery: DeliveryRow,
    signature: SignatureCheck,
}

impl Proof {
    /// True once one of each kind has arrived.
    pub fn is_whole(&self) -> bool {
        self.kinds().iter().all(|(_, arrival)| arrival.is_some())
    }

    /// Looks for what is still missing, and gives a line for each that has come.
    ///
    /// # Errors
    /// When the engine can't be asked.
    pub async fn gather(
        &mut self,
        engine: &Engine,
        automations: &Automations,
    ) -> Result<Vec<String>, Failure> {
        let inbox = engine.get_inbox().await?.requests;
        let wanted = [
            (&mut self.file, automations.file),
            (&mut self.schedule, automations.schedule),
            (&mut self.inbound, automations.inbound),
        ];
        let mut lines = Vec::new();
        for (place, automation) in wanted {
            if place.is_none() {
                *place = arrival(engine, automation, &inbox).await?;
                lines.extend(place.as_ref().map(Arrival::line));
            }
        }
        Ok(lines)
    }

    /// The deliveries as a table.
    pub fn table(&self) -> String {
        let kinds = self.kinds();
        let rows = kinds.iter().map(|(kind, arrival)| row(kind, *arrival));
        let heads = [
            "TRIGGER",
            "WHAT HAPPENED",
            "STATE",
            "CODE",
            "TOOK",
            "SIGNATURE",
            "DELIVERY",
        ];
        table(heads, rows)
    }

    /// All well, or what is missing.
    ///
    /// # Errors
    /// When something is.
    pub fn verdict(&self) -> Result<(), Failure> {
        let kinds = self.kinds();
        let wrong: Vec<&str> = kinds
            .iter()
            .filter(|(_, arrival)| !arrival.is_some_and(Arrival::is_right))
            .map(|(kind, _)| *kind)
            .collect();
        if wrong.is_empty() {
            return Ok(());
        }
        let wrong = wrong.join(", ");
        Err(Failure::Failed(format!(
            "Not delivered with a right signature: {wrong}."
        )))
    }

    fn kinds(&self) -> [(&'static str, Option<&Arrival>); 3] {
        [
            ("file", self.file.as_ref()),
            ("schedule", self.schedule.as_ref()),
            ("inbound", self.inbound.as_ref()),
        ]
    }
}

impl Arrival {
    fn is_right(&self) -> bool {
        self.signature.is_valid()
    }

    fn line(&self) -> String {
        let summary = plain::line(&self.delivery.summary);
        format!(
            "{summary} → Test inbox, signature {}.",
            self.signature_words()
        )
    }

    fn signature_words(&self) -> String {
        match &self.signature {
            SignatureCheck::Valid { .. } => "valid".to_owned(),
            SignatureCheck::Unsigned {} => "missing".to_owned(),
            SignatureCheck::Invalid { why } => format!("invalid: {why}"),
        }
    }
}

/// The automation's delivery that both sides know: sent by the engine, received by the inbox.
async fn arrival(
    engine: &Engine,
    automation: AutomationId,
    inbox: &[InboxRequest],
) -> Result<Option<Arrival>, Failure> {
    let sent = DeliveryFilter {
        states: vec![StateName::Succeeded],
        automation: Some(automation),
        ..DeliveryFilter::default()
    };
    let page = engine
        .list_deliveries(sent, PageStart::default(), 10)
        .await?;
    Ok(page.rows.into_iter().find_map(|delivery| {
        let received = inbox.iter().find(|request| is_of(request, delivery.id))?;
        Some(Arrival {
            delivery,
            signature: received.signature.clone(),
        })
    }))
}

fn is_of(request: &InboxRequest, delivery: DeliveryId) -> bool {
    let id = delivery.to_string();
    let mut headers = request.headers.iter();
    headers.any(|(name, value)| name.eq_ignore_ascii_case("webhook-id") && *value == id)
}

fn row(kind: &str, arrival: Option<&Arrival>) -> [String; 7] {
    let Some(arrival) = arrival else {
        return [kind, "", "missing", "", "", "", ""].map(str::to_owned);
    };
    let delivery = &arrival.delivery;
    [
        kind.to_owned(),
        delivery.summary.clone(),
        words::state(delivery.state.name()).to_owned(),
        delivery
            .last_status
            .map_or_else(String::new, |code| code.to_string()),
        delivery
            .took_ms
            .map_or_else(String::new, |ms| format!("{ms} ms")),
        arrival.signature_words(),
        delivery.id.to_string(),
    ]
}
