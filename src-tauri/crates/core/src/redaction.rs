//! What of contents is not kept: all of them, or fields by their names.
//!
//! A request has to be on disk as long as it may still be sent, so it is masked once it was
//! delivered; an answer is masked before it is written at all.

use std::{collections::BTreeSet, convert::Infallible};

use serde_json::{Map, Value};

use crate::{
    attempt::Answer, masking::MASK, request::Request, settings::StorageSettings, upload::Upload,
};

/// What holds the content itself in the data of an event: of an inbound call, and of a file.
const CONTENTS: &[&str] = &["body", "content"];

/// What a person does not want to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redaction {
    without_bodies: bool,
    /// Names of fields and headers, in small letters.
    names: BTreeSet<String>,
}

impl Redaction {
    /// What the settings ask for. Nothing where everything is kept as it is.
    pub fn of(settings: &StorageSettings) -> Option<Self> {
        let names = settings.redact.iter().map(|name| name.to_lowercase());
        let redaction = Self {
            without_bodies: !settings.keep_bodies,
            names: names.collect(),
        };
        (redaction != Self::default()).then_some(redaction)
    }

    /// An answer as it is kept.
    #[must_use]
    pub fn answer(&self, mut answer: Answer) -> Answer {
        self.headers(&mut answer.headers);
        if self.without_bodies {
            answer.body_cut |= !answer.body.is_empty();
            answer.body.clear();
        } else {
            answer.body = self.text(answer.body);
        }
        answer
    }

    /// A request as it is kept once it was delivered: nothing where contents are not kept.
    #[must_use]
    pub fn request(&self, mut request: Request) -> Option<Request> {
        if self.without_bodies {
            return None;
        }
        request.url = self.address(request.url);
        self.headers(&mut request.headers);
        request.body = request.body.map(|body| self.text(body));
        request.upload = request.upload.map(|upload| self.upload(&upload));
        Some(request)
    }

    /// The data of an event as it is kept once something of it was delivered.
    #[must_use]
    pub fn data(&self, mut data: Map<String, Value>) -> Map<String, Value> {
        if self.without_bodies {
            for name in CONTENTS {
                if let Some(content) = data.get_mut(*name).filter(|content| !content.is_null()) {
                    *content = MASK.into();
                }
            }
        }
        self.fields(&mut data);
        data
    }

    /// Why nothing was sent of an event, as it is kept: such a sentence quotes what it is about.
    #[must_use]
    pub fn why(&self, why: String) -> String {
        self.masked_where_named(why)
    }

    /// An address with the fields of its query masked.
    fn address(&self, url: String) -> String {
        let Some((address, query)) = url.split_once('?') else {
            return url;
        };
        let field = |field: &str| match field.split_once('=') {
            Some((name, _)) if self.has(&decoded(name)) => format!("{name}={MASK}"),
            _ => field.to_owned(),
        };
        let fields: Vec<String> = query.split('&').map(field).collect();
        format!("{address}?{}", fields.join("&"))
    }

    fn headers(&self, headers: &mut [(String, String)]) {
        for (name, value) in headers {
            if self.has(name) {
                MASK.clone_into(value);
            }
        }
    }

    /// The fields of a form with files. Of the files themselves nothing is kept.
    fn upload(&self, upload: &Upload) -> Upload {
        let masked = |name: &str, value: &str| {
            Ok::<_, Infallible>(match self.has(name) {
                true => MASK.to_owned(),
                false => self.text(value.to_owned()),
            })
        };
        let Ok(upload) = upload.with_fields(masked);
        upload
    }

    /// JSON with its fields masked. Of other text nobody can say where a field ends, so all of it
    /// is masked where one of the names stands in it.
    fn text(&self, text: String) -> String {
        if self.names.is_empty() {
            return text;
        }
        if let Ok(mut value) = serde_json::from_str::<Value>(&text) {
            return match self.value(&mut value) {
                true => value.to_string(),
                false => text,
            };
        }
        self.masked_where_named(text)
    }

    fn masked_where_named(&self, text: String) -> String {
        let lower = text.to_lowercase();
        match self.names.iter().any(|name| lower.contains(name.as_str())) {
            true => MASK.to_owned(),
            false => text,
        }
    }

    /// True when something was masked.
    fn value(&self, value: &mut Value) -> bool {
        match value {
            Value::Object(fields) => self.fields(fields),
            Value::Array(values) => {
                let masked = values.iter_mut().map(|value| self.value(value));
                masked.fold(false, |any, one| any | one)
            }
            _ => false,
        }
    }

    fn fields(&self, fields: &mut Map<String, Value>) -> bool {
        let mut masked = false;
        for (name, value) in fields {
            if self.has(name) && !value.is_null() {
                *value = MASK.into();
                masked = true;
            } else {
                masked |= self.value(value);
            }
        }
        masked
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
    }
}

/// The name of a query's field as it is meant.
fn decoded(name: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(name.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(name, _)| name.into_owned())
}

/// Whether parts of a kept request were masked, so that it can't be sent any more.
pub fn is_masked(request: &Request) -> bool {
    let mut values = request.headers.iter().map(|(_, value)| value);
    values.any(|value| value == MASK)
        || request.url.contains(MASK)
        || request
            .body
            .as_deref()
            .is_some_and(|body| body.contains(MASK))
        || request
            .upload
            .iter()
            .flat_map(Upload::fields)
            .any(|field| field.contains(MASK))
}

/// Whether parts of a kept event were masked, so that nothing can be made of it any more.
pub fn is_masked_data(data: &Map<String, Value>) -> bool {
    data.values().any(masked_value)
}

fn masked_value(value: &Value) -> bool {
    match value {
        Value::String(text) => text == MASK,
        Value::Array(values) => values.iter().any(masked_value),
        Value::Object(fields) => is_masked_data(fields),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::{method::Method, upload::UploadPart};

    fn redaction(keep_bodies: bool, names: &[&str]) -> Redaction {
        let redact = names.iter().map(|name| (*name).to_owned()).collect();
        let settings = StorageSettings {
            keep_bodies,
            redact,
            ..StorageSettings::default()
        };
        Redaction::of(&settings).unwrap()
    }

    fn request(body: &str) -> Request {
        Request {
            method: Method::Post,
            url: "https://a.example/".to_owned(),
            headers: vec![("X-Customer".to_owned(), "Ada".to_owned())],
            body: Some(body.to_owned()),
            upload: None,
            gzip: false,
            timeout_seconds: 15,
        }
    }

    #[test]
    fn the_fields_of_a_form_with_files_are_masked_by_their_names() {
        let parts = ["email", "note"].map(|name| UploadPart::Field {
            name: name.to_owned(),
            value: "a@b.example".to_owned(),
        });
        let upload = Some(Upload::Multipart {
            boundary: "line".to_owned(),
            parts: parts.into(),
        });
        let request = Request {
            upload,
            ..request("")
        };
        let kept = redaction(true, &["email"]).request(request).unwrap();
        assert!(is_masked(&kept));
        let fields: Vec<_> = kept.upload.iter().flat_map(Upload::fields).collect();
        assert_eq!(fields, [MASK, "a@b.example"]);
    }

    #[test]
    fn by_default_everything_is_kept() {
        assert_eq!(Redaction::of(&StorageSettings::default()), None);
    }

    #[test]
    fn fields_are_masked_at_any_depth_in_any_letter_case() {
        let redaction = redaction(true, &["Email", "iban"]);
        let body = r#"{"email":"a@b.example","orders":[{"IBAN":"SE1","total":3}],"iban":null}"#;
        let kept = redaction.request(request(body)).unwrap();
        let kept: Value = serde_json::from_str(&kept.body.unwrap()).unwrap();
        let expected = json!({
            "email": MASK, "orders": [{ "IBAN": MASK, "total": 3 }], "iban": null
        });
        assert_eq!(kept, expected);
    }

    #[test]
    fn json_without_such_a_field_stays_byte_for_byte() {
        let body = "{ \"total\" :  3.0, \"note\": \"email\" }";
        let kept = redaction(true, &["email"]).request(request(body)).unwrap();
        assert_eq!(kept.body.as_deref(), Some(body));
        assert!(!is_masked(&kept));
    }

    #[test]
    fn headers_are_masked_by_the_same_names() {
        let kept = redaction(true, &["x-customer"]).request(request("{}"));
        let kept = kept.unwrap();
        assert_eq!(kept.headers[0].1, MASK);
        assert!(is_masked(&kept));
    }

    #[test]
    fn the_fields_of_a_query_are_masked_by_their_names() {
        let redaction = redaction(true, &["e-mail"]);
        let mut asked = request("{}");
        asked.url = "https://a.example/p?total=3&E%2Dmail=a%40b.example&e-mail=x".to_owned();
        let kept = redaction.request(asked).unwrap();
        let expected = format!("https://a.example/p?total=3&E%2Dmail={MASK}&e-mail={MASK}");
        assert_eq!(kept.url, expected);
        assert!(is_masked(&kept));
    }

    #[test]
    fn a_reason_that_quotes_such_a_field_is_not_kept() {
        let redaction = redaction(true, &["email"]);
        assert_eq!(redaction.why("Email is a@b.example".to_owned()), MASK);
        assert_eq!(redaction.why("total is 3".to_owned()), "total is 3");
    }

    #[test]
    fn text_that_can_not_be_read_is_masked_as_a_whole() {
        let redaction = redaction(true, &["email"]);
        for text in [
            "email=a%40b.example&total=3",
            "{\"email\": \"cut off in the mid",
        ] {
            let kept = redaction.request(request(text)).unwrap();
            assert_eq!(kept.body.as_deref(), Some(MASK), "{text}");
        }
        let kept = redaction.request(request("total=3")).unwrap();
        assert_eq!(kept.body.as_deref(), Some("total=3"));
    }

    #[test]
    fn without_contents_a_delivered_request_is_not_kept_and_an_answer_says_that_there_was_more() {
        let redaction = redaction(false, &[]);
        assert_eq!(redaction.request(request("{}")), None);
        let answer = Answer {
            status: 200,
            body: "thanks".to_owned(),
            ..Answer::default()
        };
        let kept = redaction.answer(answer);
        assert_eq!(
            (kept.status, kept.body.as_str(), kept.body_cut),
            (200, "", true)
        );
        assert!(!redaction.answer(Answer::default()).body_cut);
    }

    #[test]
    fn the_content_of_an_event_goes_and_the_rest_stays() {
        let Value::Object(data) = json!({ "method": "POST", "body": { "a": 1 }, "content": null })
        else {
            unreachable!()
        };
        assert!(!is_masked_data(&data));
        let kept = redaction(false, &[]).data(data);
        let expected = json!({ "method": "POST", "body": MASK, "content": null });
        assert_eq!(Value::Object(kept.clone()), expected);
        assert!(is_masked_data(&kept));
    }
}
