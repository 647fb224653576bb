//! The headers of a request.

use crate::{
    delivery::FailReason, destination::Destination, event::Event, hops, secret_place, send::Send,
    template::Kind,
};

/// A header's name in small letters, and its value.
pub(super) type Header = (String, String);

/// Those that say what the content is, then the destination's, the app's own and the send's: later
/// ones replace earlier ones of the same name.
pub(super) fn of(
    mut headers: Vec<Header>,
    gzip: bool,
    send: &Send,
    destination: &Destination,
    event: &Event,
    fill: &impl Fn(&str, Kind, &str) -> Result<String, FailReason>,
) -> Result<Vec<Header>, FailReason> {
    for header in &destination.settings.headers {
        let value = secret_place::marked(event.id, &header.value);
        set(&mut headers, &header.name, value.into_owned());
    }
    if let Some(calls) = hops::before(event) {
        set(&mut headers, hops::HEADER, (calls + 1).to_string());
    }
    for (index, header) in send.headers.iter().enumerate() {
        let place = format!("headers[{index}].value");
        let value = fill(&place, Kind::HeaderValue, &header.value)?;
        set(&mut headers, &header.name, value);
    }
    if gzip {
        set(&mut headers, "content-encoding", "gzip".to_owned());
    }
    Ok(headers)
}

fn set(headers: &mut Vec<Header>, name: &str, value: String) {
    headers.retain(|(present, _)| !present.eq_ignore_ascii_case(name));
    headers.push((name.to_ascii_lowercase(), value));
}
