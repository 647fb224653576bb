//! What a receiver saw and what the log tells are the same, request by request.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex},
    time::Duration,
};

use futures::future::BoxFuture;
use hookloom_core::{
    attempt::{Attempt, Fault, Outcome, Why},
    delivery::{DeliveryState, StateName},
    destination::DestinationSettings,
    event::EventKind,
    id::{AutomationId, DestinationId},
    view::SampleSource,
};
use hookloom_engine::{
    clock::{Clock, Hands},
    delivery::sender::network::Network,
};
use serde_json::{Map, Value, json};

use crate::{
    bench::{self, Bench, SECRET},
    receiver::{PATIENCE, Received, Receiver, Reply},
    renewal::{locked, token_server},
};

/// How many deliveries go each way.
const EACH: usize = 4;
const HOUR: Duration = Duration::from_secs(3600);

/// What is done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Done {
    Answered(u16),
    /// The connection is closed without an answer.
    Reset,
    /// No answer comes in time.
    Silence,
    /// What comes back is no HTTP.
    Noise,
}

use Done::{Answered, Noise, Reset, Silence};

/// What is done with the requests of one delivery, by their path; the last of it is done again with
/// whatever comes after.
const SCRIPTS: [(&str, &[Done]); 13] = [
    ("/fine", &[Answered(200)]),
    ("/later", &[Answered(500), Answered(503), Answered(204)]),
    ("/never", &[Answered(500)]),
    ("/refuses", &[Answered(401)]),
    ("/moved", &[Answered(302)]),
    ("/resets", &[Reset, Reset, Answered(200)]),
    ("/silent", &[Silence, Answered(200)]),
    ("/noisy", &[Noise, Answered(200)]),
    ("/by-hand", &[Answered(503), Answered(200)]),
    ("/ill", &[Answered(500), Answered(200)]),
    ("/locked", &[Answered(401), Answered(200)]),
    (
        "/locked-and-down",
        &[Answered(401), Answered(503), Answered(200)],
    ),
    ("/locked-for-good", &[Answered(401)]),
];

/// A request, or an attempt: which delivery, its moment in seconds, and what came of it.
type Line = (String, i64, Done);

/// A receiver's own notes of each request that came and of what it did with it.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<Line>>>);

impl Notes {
    fn take(&self, request: &Received) -> Reply {
        let id = request.header("webhook-id").unwrap().to_owned();
        let at = request.header("webhook-timestamp").unwrap();
        let mut lines = self.0.lock().unwrap();
        let before = lines.iter().filter(|(known, ..)| *known == id).count();
        let path = request.target.split('?').next();
        let script = SCRIPTS.iter().find(|(known, _)| Some(*known) == path);
        let (_, script) = script.unwrap();
        let done = script[before.min(script.len() - 1)];
        lines.push((id, at.parse().unwrap(), done));
        match done {
            Answered(302) => Reply::with(302, "location: /fine\r\n", ""),
            Answered(status) => Reply::Status(status),
            Reset => Reply::Last(Vec::new()),
            Silence => Reply::Nothing,
            Noise => Reply::Last(b"good morning\r\n\r\n".into()),
        }
    }

    fn sorted(&self) -> Vec<Line> {
        let mut lines = self.0.lock().unwrap().clone();
        lines.sort();
        lines
    }
}

/// What reached the wire, as the log has it. These reach none: the name is not found, nothing
/// listens, the address may never be called. Nor do the others that are left out here (no TLS, no
/// secret, no token, no file, offline): all of them end before the first byte of a request.
fn on_the_wire(attempt: &Attempt) -> Option<Line> {
    let done = match &attempt.outcome {
        Outcome::Answered(answer) => Answered(answer.status),
        Outcome::NotSent { fault, .. } => match fault {
            Fault::Reset => Reset,
            Fault::Timeout => Silence,
            Fault::Protocol => Noise,
            _ => return None,
        },
    };
    let seconds = attempt.at.unix_seconds();
    Some((attempt.delivery.to_string(), seconds, done))
}

/// Names that are told by the test: one that nobody knows, and one of a metadata service.
struct Names;

impl Network for Names {
    fn addresses_of(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let found = match name.as_str() {
            "metadata.test" => Ok(vec![Ipv4Addr::new(169, 254, 169, 254).into()]),
            _ => Err(io::Error::other(
                "failed to lookup address information: Name or service not known",
            )),
        };
        Box::pin(std::future::ready(found))
    }

    fn is_online(&self) -> bool {
        true
    }
}

struct Wire {
    bench: Bench,
    hands: Hands,
    receiver: Receiver,
    notes: Notes,
}

impl Wire {
    async fn open() -> Self {
        let (clock, hands) = Clock::with_hands();
        let bench = Bench::start_in_network(clock, Arc::new(Names)).await;
        let notes = Notes::default();
        let taking = notes.clone();
        let receiver = Receiver::answering(move |request| taking.take(request)).await;
        Self {
            bench,
            hands,
            receiver,
            notes,
        }
    }

    async fn to(&self, path: &str, delays: Value) -> AutomationId {
        let retry = json!({ "type": "own", "delays_seconds": delays });
        let send = json!({ "timeout_seconds": 1, "retry": retry });
        self.bench.by_hand(&self.receiver.url(path), send).await
    }

    /// Each way by itself, with its retries.
    async fn by_themselves(&self) {
        for (path, _) in &SCRIPTS[..8] {
            let automation = self.to(path, json!([0, 0])).await;
            for _ in 0..EACH {
                self.bench.run(automation).await;
            }
        }
        for url in ["http://unknown.test/", "http://metadata.test/"] {
            let retry = json!({ "retry": { "type": "own", "delays_seconds": [0] } });
            self.bench.run(self.bench.by_hand(url, retry).await).await;
        }
        let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", nobody.local_addr().unwrap());
        drop(nobody);
        let retry = json!({ "retry": { "type": "own", "delays_seconds": [0] } });
        self.bench.run(self.bench.by_hand(&url, retry).await).await;
        self.bench.until_all_ended(8 * EACH + 3).await;
    }

    /// What a person does: retries now, sends again, sends with current settings, tests, stops one
    /// that is under way.
    async fn by_hand(&self) {
        let engine = &self.bench.engine;
        let automation = self.to("/by-hand", json!([3600])).await;
        let delivery = self.bench.run(automation).await;
        let tried = |count| {
            self.bench
                .until_it(delivery, move |detail| detail.attempts.len() == count)
        };
        tried(1).await;
        engine.retry_delivery(delivery).await.unwrap();
        self.bench.until(delivery, StateName::Succeeded).await;
        engine.resend_delivery(delivery).await.unwrap();
        tried(3).await;
        let anew = engine.send_anew(delivery).await.unwrap().id;
        self.bench
            .until_it(anew, |detail| detail.attempts.len() == 1)
            .await;
        engine.cancel_delivery(anew).await.unwrap();
        let settings = engine.get_automation(automation).await.unwrap();
        let sample = SampleSource::Edited {
            kind: EventKind::ManualRun,
            data: Map::new(),
        };
        let settings = settings.automation.settings;
        let tested = engine.test_automation(Some(automation), settings, 0, sample);
        let tested = tested.await.unwrap().id;
        self.bench.until(tested, StateName::Failed).await;

        let seen = self.receiver.received().len();
        let stopped = self
            .bench
            .run(self.to("/silent?stopped", json!([0])).await)
            .await;
        self.receiver.wait_for(seen + 1).await;
        engine.cancel_delivery(stopped).await.unwrap();
        self.bench
            .until_it(stopped, |detail| detail.attempts.len() == 1)
            .await;
    }

    /// A token that is refused is fetched anew, and the request goes out once more.
    async fn by_new_tokens(&self) {
        let tokens = token_server().await;
        for (path, statuses, ends) in [
            ("/locked", &[401, 200][..], StateName::Succeeded),
            ("/locked-and-down", &[401, 503, 200], StateName::Succeeded),
            ("/locked-for-good", &[401, 401], StateName::Failed),
        ] {
            let locked = locked(&self.bench, &self.receiver.url(path), &tokens).await;
            let manual = json!({ "type": "manual" });
            let twice = json!({ "retry": { "type": "own", "delays_seconds": [0] } });
            let automation = self.bench.automation(manual, locked, twice).await;
            let delivery = self.bench.run(automation).await;
            let detail = self.bench.until(delivery, ends).await;
            let answered: Vec<_> = statuses.iter().map(|status| Some(*status)).collect();
            assert_eq!(bench::statuses(&detail), answered, "{path}");
            let reasons: Vec<Why> = detail.attempts.iter().map(|one| one.why).collect();
            let expected = [Why::First, Why::AccessRenewed, Why::Retry];
            assert_eq!(reasons, expected[..statuses.len()], "{path}");
        }
    }

    /// An unhealthy destination is tried by what is held for it.
    async fn by_probes(&self) {
        let engine = &self.bench.engine;
        let destination = self.frail().await;
        let manual = json!({ "type": "manual" });
        let once = json!({ "retry": { "type": "never" } });
        let automation = self.bench.automation(manual, destination, once).await;
        let failing = self.bench.run(automation).await;
        self.bench.until(failing, StateName::Failed).await;
        self.hands.pass(2 * HOUR);
        self.bench.run(automation).await;
        self.until_paused(destination).await;
        let held = self.bench.run(automation).await;
        self.bench.until(held, StateName::Held).await;
        engine.probe_destination(destination).await.unwrap();
        let probed = self
            .bench
            .until_it(held, |detail| detail.attempts.len() == 1)
            .await;
        assert!(matches!(probed.row.state, DeliveryState::Held { .. }));
        assert_eq!(probed.attempts[0].why, Why::Probe);
        engine.probe_destination(destination).await.unwrap();
        self.bench.until(held, StateName::Succeeded).await;
    }

    async fn until_paused(&self, destination: DestinationId) {
        let engine = &self.bench.engine;
        let mut changes = engine.changes();
        let paused = || async {
            let row = engine.get_destination(destination).await.unwrap();
            row.destination.paused.is_some()
        };
        let waited = tokio::time::timeout(PATIENCE, async {
            while !paused().await {
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        });
        waited.await.expect("the destination is paused");
    }

    async fn frail(&self) -> DestinationId {
        let settings = json!({
            "name": "Frail", "address": self.receiver.url("/ill"), "unhealthy_after_hours": 1,
        });
        let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
        let added = self
            .bench
            .engine
            .add_destination(settings, Some(SECRET))
            .await;
        added.unwrap().destination.id
    }

    /// Every attempt of the log.
    async fn attempts(&self) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        for row in self.bench.deliveries().await {
            let detail = self.bench.engine.get_delivery(row.id).await.unwrap();
            let numbers: Vec<u32> = detail.attempts.iter().map(|one| one.number).collect();
            let count = u32::try_from(numbers.len()).unwrap();
            assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "{:?}", detail.row);
            attempts.extend(detail.attempts);
        }
        attempts
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_on_the_wire_is_an_attempt_in_the_log_and_the_reverse() {
    let wire = Wire::open().await;
    wire.by_themselves().await;
    wire.by_hand().await;
    wire.by_new_tokens().await;
    wire.by_probes().await;

    let attempts = wire.attempts().await;
    let mut logged: Vec<Line> = attempts.iter().filter_map(on_the_wire).collect();
    logged.sort();
    assert_eq!(logged, wire.notes.sorted());

    let mut unsent: HashMap<Fault, usize> = HashMap::new();
    for attempt in attempts.iter().filter(|one| on_the_wire(one).is_none()) {
        let Outcome::NotSent { fault, .. } = attempt.outcome else {
            panic!("{attempt:?}")
        };
        *unsent.entry(fault).or_default() += 1;
    }
    let expected = [(Fault::Dns, 2), (Fault::Connect, 2), (Fault::Refused, 1)];
    assert_eq!(unsent, expected.into());
}
