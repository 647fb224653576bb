//! Places in a request where a secret goes. A stored request has a mark there; the sender writes
//! the secret over it, into the bytes that leave this computer and nowhere else.
//!
//! A mark names the event, whose id is drawn after its data came. So no data can bring a mark along
//! and have a secret written where nobody put one.

use std::{borrow::Cow, cell::LazyCell, collections::BTreeMap, convert::Infallible, fmt::Write};

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::{id::EventId, request::Request, secret::Secret, upload::Upload};

/// What templates call the secrets: `{{ secret.token }}`.
pub const ROOT: &str = "secret";
/// Begins every mark. All of a mark is spelled alike in a path, in JSON, in XML and in a form.
const BEGIN: &str = "hookloom.secret.";
/// The shortest secret that is told from the words of an answer.
const SHORTEST_MASKED: usize = 4;
/// The longest name.
const LONGEST_NAME: usize = 40;

/// Checks the name of a secret.
///
/// # Errors
/// What is wrong, in words.
pub fn check_name(name: &str) -> Result<(), String> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    if starts && name.len() <= LONGEST_NAME && name.chars().all(letters) {
        Ok(())
    } else {
        Err(format!(
            "‘{name}’ can't be the name of a secret: use small letters, digits and _, as in \
             api_key."
        ))
    }
}

/// What stands for secrets while a request for that event is rendered.
pub fn marks<'a>(event: EventId, names: impl IntoIterator<Item = &'a str>) -> Map<String, Value> {
    let mark = |name: &str| (name.to_owned(), Value::String(mark(event, name)));
    names.into_iter().map(mark).collect()
}

/// The text with `{{ secret.name }}` replaced by marks, for values that are no template otherwise.
pub fn marked(event: EventId, text: &str) -> Cow<'_, str> {
    let mut marked = String::new();
    let mut rest = text;
    for (start, end, name) in places(text) {
        let from = text.len() - rest.len();
        marked.push_str(&text[from..start]);
        marked.push_str(&mark(event, name));
        rest = &text[end..];
    }
    match marked.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(marked + rest),
    }
}

/// The names of the secrets that a text asks for by `{{ secret.name }}`.
pub fn names(text: &str) -> Vec<&str> {
    places(text).map(|(_, _, name)| name).collect()
}

/// A request as it may be looked at: `{{ secret.name }}` stands where the secret goes.
pub fn shown(event: EventId, request: &Request) -> Request {
    let show = |text: &str| {
        write(event, text, |name, out| {
            let _ = write!(out, "{{{{ {ROOT}.{name} }}}}");
            Ok(())
        })
    };
    let show = |text: &str| show(text).unwrap_or_else(|_: Missing| text.to_owned());
    Request {
        url: show(&request.url),
        headers: request
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), show(value)))
            .collect(),
        body: request.body.as_deref().map(&show),
        upload: shown_upload(request, show),
        ..request.clone()
    }
}

fn shown_upload(request: &Request, show: impl Fn(&str) -> String) -> Option<Upload> {
    let show = |_: &str, text: &str| Ok::<_, Infallible>(show(text));
    let Ok(shown) = request.upload.as_ref()?.with_fields(show);
    Some(shown)
}

/// A secret that a request asks for and the destination does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no secret called ‘{0}’. Add it to the destination.")]
pub struct Missing(pub String);

/// A request with its secrets in it. It is sent and nothing else.
///
/// # Errors
/// The first secret that is not there.
pub fn filled(
    event: EventId,
    request: &Request,
    secrets: &BTreeMap<String, Secret>,
) -> Result<Request, Missing> {
    let fill = |text: &str, put: fn(&mut String, &str)| {
        write(event, text, |name, out| {
            let secret = secrets.get(name).ok_or_else(|| Missing(name.to_owned()))?;
            put(out, secret.reveal());
            Ok(())
        })
    };
    let headers = request.headers.iter();
    let headers = headers.map(|(name, value)| Ok((name.clone(), fill(value, plain)?)));
    let body = request.body.as_deref();
    Ok(Request {
        url: fill(&request.url, percent)?,
        headers: headers.collect::<Result<_, Missing>>()?,
        body: body.map(|body| fill(body, spelling(request))).transpose()?,
        upload: match &request.upload {
            Some(upload) => Some(upload.with_fields(|_, value| fill(value, plain))?),
            None => None,
        },
        ..request.clone()
    })
}

/// Whether a request has a place for a secret at all.
pub fn has_places(event: EventId, request: &Request) -> bool {
    let mark = LazyCell::new(|| begin(event));
    // What all marks begin with is found much faster than the whole, and is hardly ever there.
    let has = |text: &str| text.contains(BEGIN) && text.contains(mark.as_str());
    has(&request.url)
        || request.headers.iter().any(|(_, value)| has(value))
        || request.body.as_deref().is_some_and(has)
        || request.upload.iter().flat_map(Upload::fields).any(has)
}

/// A text without the secrets, as far as it repeats them in a spelling in which they are sent.
pub fn masked(text: String, secrets: &BTreeMap<String, Secret>) -> String {
    let long = secrets.values().map(Secret::reveal);
    let long = long.filter(|secret| secret.len() >= SHORTEST_MASKED);
    long.fold(text, |text, secret| {
        [plain, json, xml, form, percent]
            .iter()
            .fold(text, |text, spell| {
                let mut spelled = Zeroizing::new(String::new());
                spell(&mut spelled, secret);
                match text.contains(spelled.as_str()) {
                    true => text.replace(spelled.as_str(), "••••"),
                    false => text,
                }
            })
    })
}

fn begin(event: EventId) -> String {
    format!("{BEGIN}{}.", event.uuid().simple())
}

fn mark(event: EventId, name: &str) -> String {
    format!("{}{name}.", begin(event))
}

fn write<E>(
    event: EventId,
    text: &str,
    mut put: impl FnMut(&str, &mut String) -> Result<(), E>,
) -> Result<String, E> {
    let begin = begin(event);
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(&begin) {
        written.push_str(before);
        match after.split_once('.') {
            Some((name, after)) => {
                put(name, &mut written)?;
                rest = after;
            }
            None => rest = after,
        }
    }
    written.push_str(rest);
    Ok(written)
}

/// Where a text asks for secrets, and for which.
fn places(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    text.match_indices("{{").filter_map(move |(start, _)| {
        let inside = &text[start + 2..];
        let end = inside.find("}}")?;
        let name = inside[..end].trim().strip_prefix("secret.")?;
        check_name(name).ok()?;
        Some((start, start + 2 + end + 2, name))
    })
}

/// How a secret is spelled in the body of that request.
fn spelling(request: &Request) -> fn(&mut String, &str) {
    let mut types = request.headers.iter();
    let of = types.find(|(name, _)| name == "content-type");
    let of = of.map_or("", |(_, value)| value.as_str());
    let of = of.split(';').next().unwrap_or_default().trim();
    if of.ends_with("json") {
        json
    } else if of.ends_with("xml") {
        xml
    } else if of == "application/x-www-form-urlencoded" {
        form
    } else {
        plain
    }
}

fn plain(out: &mut String, secret: &str) {
    out.push_str(secret);
}

fn json(out: &mut String, secret: &str) {
    let quoted = Value::from(secret).to_string();
    out.push_str(&quoted[1..quoted.len() - 1]);
}

fn xml(out: &mut String, secret: &str) {
    for c in secret.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

fn form(out: &mut String, secret: &str) {
    out.extend(url::form_urlencoded::byte_serialize(secret.as_bytes()));
}

fn percent(out: &mut String, secret: &str) {
    crate::template::push_encoded(out, secret);
}

#[cfg(test)]
mod tests;
