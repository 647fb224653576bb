//! What a request carries.

use serde::Serialize;
use serde_json::{Map, Value};

use super::headers::Header;
use crate::{
    automation::Automation,
    cloud_event,
    delivery::FailReason,
    event::{Event, EventKind},
    media_type,
    moment::Moment,
    send::{Body, MultipartPart},
    template::Kind,
    upload::{self, SentFile, Upload, UploadPart},
};

/// What a request carries, and the headers that say so.
#[derive(Default)]
pub(super) struct Content {
    pub headers: Vec<Header>,
    pub body: Option<String>,
    pub upload: Option<Upload>,
}

impl Content {
    /// Whether there is anything at all.
    pub fn is_some(&self) -> bool {
        self.body.is_some() || self.upload.is_some()
    }

    fn of(content_type: &str, body: String) -> Self {
        Self {
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: Some(body),
            upload: None,
        }
    }

    fn read(content_type: String, upload: Upload) -> Self {
        Self {
            headers: vec![("content-type".to_owned(), content_type)],
            body: None,
            upload: Some(upload),
        }
    }
}

/// What the body of a send makes of an event.
pub(super) fn of(
    body: &Body,
    (event, automation): (&Event, &Automation),
    fill: &impl Fn(&str, Kind, &str) -> Result<String, FailReason>,
) -> Result<Content, FailReason> {
    let filled = |kind, template| fill("body.template", kind, template);
    Ok(match body {
        Body::Standard {} => Content::of("application/json", standard(event)),
        Body::CloudEvents {
            mode: cloud_event::CloudEventMode::Structured,
        } => Content::of(
            cloud_event::STRUCTURED,
            cloud_event::structured(event, automation),
        ),
        Body::CloudEvents {
            mode: cloud_event::CloudEventMode::Binary,
        } => {
            let data = Value::Object(event.data.clone()).to_string();
            let mut content = Content::of(cloud_event::DATA, data);
            content
                .headers
                .extend(cloud_event::headers(event, automation));
            content
        }
        Body::Json { template } => Content::of("application/json", filled(Kind::Json, template)?),
        Body::Xml { template } => Content::of("application/xml", filled(Kind::Xml, template)?),
        Body::Text { template } => {
            Content::of("text/plain; charset=utf-8", filled(Kind::Text, template)?)
        }
        Body::Form { fields } => {
            let mut pairs = Vec::with_capacity(fields.len());
            for (index, field) in fields.iter().enumerate() {
                let place = format!("body.fields[{index}].value");
                pairs.push((field.name.as_str(), fill(&place, Kind::Text, &field.value)?));
            }
            let form = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(pairs)
                .finish();
            Content::of("application/x-www-form-urlencoded", form)
        }
        Body::File {
            content_type,
            max_mb,
        } => {
            let file = only(files(event, automation, *max_mb)?)?;
            let by_name = media_type::of_name(file.name());
            let content_type = match content_type.as_str() {
                "" => by_name,
                chosen => chosen,
            };
            Content::read(content_type.to_owned(), Upload::File { file })
        }
        Body::Multipart { parts, max_mb } => {
            let files = || files(event, automation, *max_mb);
            let boundary = upload::boundary(event.id);
            let parts = multipart(parts, files, fill)?;
            let content_type = format!("multipart/form-data; boundary={boundary}");
            Content::read(content_type, Upload::Multipart { boundary, parts })
        }
        Body::None {} => Content::default(),
    })
}

/// The event's files, if they are not too large.
fn files(
    event: &Event,
    automation: &Automation,
    most_mb: u32,
) -> Result<Vec<SentFile>, FailReason> {
    let files = upload::files_of(event, automation);
    let files = files.and_then(|files| upload::check_size(&files, most_mb).map(|()| files));
    files.map_err(|message| FailReason::File { message })
}

fn only(mut files: Vec<SentFile>) -> Result<SentFile, FailReason> {
    let count = files.len();
    let file = files.pop().filter(|_| count == 1);
    file.ok_or_else(|| FailReason::File {
        message: format!("The event is about {count} files, which can't be one body."),
    })
}

fn multipart(
    parts: &[MultipartPart],
    files: impl Fn() -> Result<Vec<SentFile>, FailReason>,
    fill: &impl Fn(&str, Kind, &str) -> Result<String, FailReason>,
) -> Result<Vec<UploadPart>, FailReason> {
    let mut made = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        match part {
            MultipartPart::Field { name, value } => made.push(UploadPart::Field {
                name: name.clone(),
                value: fill(&format!("body.parts[{index}].value"), Kind::Text, value)?,
            }),
            MultipartPart::File { name } => {
                made.extend(files()?.into_iter().map(|file| UploadPart::File {
                    name: name.clone(),
                    content_type: media_type::of_name(file.name()).to_owned(),
                    file,
                }));
            }
        }
    }
    Ok(made)
}

/// The body that Standard Webhooks describes. Written straight from the event: as a value of its own
/// it would be a copy of all that the event holds.
fn standard(event: &Event) -> String {
    #[derive(Serialize)]
    struct Standard<'a> {
        r#type: EventKind,
        timestamp: Moment,
        data: &'a Map<String, Value>,
    }
    let body = Standard {
        r#type: event.kind,
        timestamp: event.at,
        data: &event.data,
    };
    serde_json::to_string(&body).expect("words, numbers and JSON can always be written as JSON")
}
