//! What settings that need not be saved would make of an event. It decides and renders by the same
//! functions as the sending does.

use crate::{
    address::{Address, is_this_computer},
    automation::Automation,
    condition::Verdict,
    curl::curl,
    delivery::FailReason,
    destination::Destination,
    event::Event,
    header,
    id::{DeliveryId, DestinationId},
    media_type,
    moment::Moment,
    planning::{context, render},
    problem::{Problem, Problems},
    request::Request,
    secret::Secret,
    secret_place,
    send::Send,
    signing::{Message, Signer, Signing, sign},
    target::Target,
    trigger::Trigger,
    upload::SentFile,
    view::Preview,
};
use serde_json::Value;

/// A private key that is no secret: 32 zero bytes.
const ANY_ED25519: &str = "whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// What a preview is about.
pub struct Subject<'a> {
    /// The event.
    pub event: &'a Event,
    /// The automation with the settings that are tried.
    pub automation: &'a Automation,
    /// Which of its sends is shown.
    pub send: usize,
    /// The destinations that are known.
    pub destination: &'a dyn Fn(DestinationId) -> Option<&'a Target>,
    /// The id that the delivery is shown with.
    pub delivery: DeliveryId,
    /// When it would be sent.
    pub now: Moment,
    /// What the app calls itself in requests.
    pub agent: &'a str,
    /// Where inbound hooks are called, such as `http://127.0.0.1:8787/in/`.
    pub hooks: &'a str,
}

/// Decides and renders. `problems` are those that were found in the settings before.
pub fn preview(subject: &Subject<'_>, problems: Vec<Problem>) -> Preview {
    let Subject {
        event, automation, ..
    } = subject;
    let context = context(event, automation);
    let mut found = Found { problems };
    let mut preview = Preview {
        verdict: found.verdict(automation, &context),
        request: None,
        curl: None,
        problems: Vec::new(),
        warnings: Vec::new(),
        tries: Vec::new(),
    };
    for (index, send) in automation.settings.sends.iter().enumerate() {
        preview.tries.push(send.retry.tries_after(subject.now));
        let Some(destination) = (subject.destination)(send.destination) else {
            continue;
        };
        let request = found.request(subject, index, send, destination, &context);
        let warned = warnings(subject, index, destination, request.as_ref());
        let about_files = request
            .as_ref()
            .and_then(|request| about_files(&destination.settings.signing, request));
        preview.warnings.extend(
            about_files.map(|message| Problem::new(format!("sends[{index}].body"), message)),
        );
        preview.warnings.extend(warned);
        if let Some(mut request) = request.filter(|_| index == subject.send) {
            let settings = &destination.settings;
            request.headers.extend(settings.authentication.header());
            let id = subject.delivery.to_string();
            preview.curl = Some(curl(&request, &settings.signing, &id));
            preview.request = Some(as_sent(subject, destination, request));
        }
    }
    preview.problems = found.problems;
    preview
}

struct Found {
    problems: Vec<Problem>,
}

impl Found {
    fn verdict(&mut self, automation: &Automation, context: &Value) -> Option<Verdict> {
        let condition = automation.settings.condition.as_ref()?;
        let known = |problem: &Problem| problem.field.starts_with("condition");
        match condition.evaluate(context) {
            // What is wrong with it may let it pass all the same, which would only mislead.
            Ok(_) if self.problems.iter().any(known) => None,
            Ok(verdict) => Some(verdict),
            Err(error) => {
                self.add(Problem::new("condition", error.message));
                None
            }
        }
    }

    fn request(
        &mut self,
        subject: &Subject<'_>,
        index: usize,
        send: &Send,
        destination: &Target,
        context: &Value,
    ) -> Option<Request> {
        let at = |field: &str| format!("sends[{index}].{field}");
        let refusal = match render(
            send,
            destination,
            (subject.event, subject.automation),
            &context,
        ) {
            Ok(request) => return Some(secret_place::shown(subject.event.id, &request)),
            Err(refusal) => refusal,
        };
        self.add(match refusal {
            FailReason::Template { field, error } => Problem::of_template(at(&field), error),
            FailReason::Refused { message } => Problem::new(at("path"), message),
            FailReason::File { message } => Problem::new(at("body"), message),
            other => Problem::new(at("destination"), format!("{other:?}")),
        });
        None
    }

    /// The first word about a field is the one that counts.
    fn add(&mut self, problem: Problem) {
        let same = |other: &Problem| other.field.starts_with(&problem.field);
        if !self.problems.iter().any(same) {
            self.problems.push(problem);
        }
    }
}

/// The request with what is added at the moment of sending. What opens doors is masked.
fn as_sent(subject: &Subject<'_>, destination: &Destination, request: Request) -> Request {
    let signing = &destination.settings.signing;
    let mut request = request.shown();
    let named = |(name, _): &(String, String)| name.eq_ignore_ascii_case("user-agent");
    if !request.headers.iter().any(named) {
        let agent = ("user-agent".to_owned(), subject.agent.to_owned());
        request.headers.push(agent);
    }
    let body = request.body.clone().unwrap_or_default();
    let id = subject.delivery.to_string();
    let message = Message {
        id: &id,
        timestamp: subject.now.unix_seconds(),
        body: body.as_bytes(),
    };
    let carrier = signing.header();
    for (name, value) in sign(signing, &any_key(signing), message) {
        let value = match carrier.as_ref() == Some(&name) {
            true => header::masked_signature(&value),
            false => value,
        };
        request.headers.push((name, value));
    }
    request
}

/// What a receiver should know whom a file is sent to.
fn about_files(signing: &Signing, request: &Request) -> Option<&'static str> {
    let files = request.upload.as_ref()?.files();
    let text = |file: &&SentFile| {
        let of = media_type::of_name(file.name());
        of.starts_with("text/") || of.ends_with("json") || of.ends_with("xml")
    };
    match signing {
        _ if files.is_empty() => None,
        signing if Signer::new(signing, &[], "", 0).is_err() => Some(
            "The destination's way of signing needs the whole content at once, which a file can't \
             be: it would not be sent. Choose another way at the destination.",
        ),
        Signing::StandardWebhooks {} if !files.iter().all(text) => Some(
            "The usual libraries of Standard Webhooks only check text. The signature of this file \
             is right, but the receiver has to check it over the bytes by itself.",
        ),
        _ => None,
    }
}

/// Any key gives the form of a signature, and only that is shown.
fn any_key(signing: &Signing) -> Vec<Secret> {
    match signing {
        Signing::StandardWebhooksEd25519 {} => Secret::ed25519(ANY_ED25519).into_iter().collect(),
        _ => vec![Secret::from_random(&[0; 32])],
    }
}

fn warnings(
    subject: &Subject<'_>,
    index: usize,
    destination: &Target,
    request: Option<&Request>,
) -> Vec<Problem> {
    let mut warnings = Problems::default();
    let field = format!("sends[{index}].destination");
    let Ok(address) = destination.address() else {
        return Vec::new();
    };
    let url = request.map_or(address.as_str(), |request| &request.url);
    if !address.is_encrypted() && !is_this_computer(address.host()) {
        warnings.add(
            &field,
            "Not encrypted: others on the network could read this.",
        );
    }
    if calls_back(subject, url) {
        warnings.add(
            &field,
            "This address calls back into the same automation and would loop.",
        );
    }
    warnings.into_vec()
}

/// Whether an address is that of the automation's own hook.
fn calls_back(subject: &Subject<'_>, address: &str) -> bool {
    let Trigger::Inbound(hook) = &subject.automation.settings.trigger else {
        return false;
    };
    let own = format!("{}{}", subject.hooks, hook.name);
    let (Ok(own), Ok(address)) = (Address::parse(&own), url::Url::parse(address)) else {
        return false;
    };
    address.host_str().is_some_and(is_this_computer)
        && address.port_or_known_default() == Some(own.port())
        && address.path() == own.path()
}

#[cfg(test)]
mod tests;
