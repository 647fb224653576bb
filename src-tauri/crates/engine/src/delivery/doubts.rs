//! Who is to blame for a fault that may be this computer's own.

use std::sync::{Mutex, PoisonError};

use hookloom_core::{
    attempt::{Fault, Outcome},
    destination::Destination,
    doubt::{Doubt, Witnesses, is_out_there},
    moment::Moment,
    transport::Proxy,
};

use super::{courier::Courier, gates::How, sender::Sent};

/// What the destinations bear witness of. It is forgotten with the process.
#[derive(Default)]
pub(crate) struct Doubts(Mutex<Witnesses>);

impl Courier {
    /// The outcome as it counts: what this computer is to blame for becomes being offline.
    pub(super) fn judged(
        &self,
        destination: &Destination,
        url: &str,
        sent: Sent,
        now: Moment,
    ) -> Sent {
        let doubt = match &sent.outcome {
            Outcome::Answered(answer) => Doubt::of_answer(url, answer),
            Outcome::NotSent { .. } => sent.doubt,
        };
        let answered = matches!(sent.outcome, Outcome::Answered(_));
        let address = &destination.settings.address;
        let doubt = doubt.filter(|_| is_out_there(address));
        let mut witnesses = self.doubts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(doubt) = doubt else {
            if answered {
                witnesses.reached(destination.id, now);
            }
            return sent;
        };
        let (catalog, host) = (self.catalog.get(), host_of(address));
        let is_other = |id| {
            let other = catalog.destinations.get(&id);
            other.is_some_and(|other| {
                let address = &other.settings.address;
                is_out_there(address) && host_of(address) != host
            })
        };
        if !witnesses.is_offline(doubt, destination.id, now, is_other) {
            return sent;
        }
        let outcome = Outcome::NotSent {
            fault: Fault::Offline,
            message: doubt.words().to_owned(),
        };
        Sent { outcome, ..sent }
    }
}

/// How an attempt came back, for the queue of its destination.
pub(super) fn how(destination: &Destination, sent: &Sent) -> How {
    match &sent.outcome {
        Outcome::Answered(_) => How::Answered,
        Outcome::NotSent {
            fault: Fault::Offline,
            message,
        } => How::Offline {
            why: message.clone(),
            // The proxy of the settings stands before everything, one of its own before it alone.
            everything: !matches!(
                destination.settings.transport.proxy,
                Some(Proxy::Explicit(_))
            ),
        },
        outcome if outcome.ended_here() => How::Unmade,
        Outcome::NotSent { .. } => How::Unanswered,
    }
}

fn host_of(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    url.host_str().map(str::to_owned)
}
