//! A request as a command for a shell. No secret is in it: it signs with `$WEBHOOK_SECRET` at the
//! moment it runs, so the signature is as fresh as if the app had sent it.

use crate::{
    header,
    masking::MASK,
    request::Request,
    signing::{Content, Encoding, ID_HEADER, SIGNATURE_HEADER, Signing, TIMESTAMP_HEADER},
    upload::{Upload, UploadPart},
};

const ID: &str = "$WEBHOOK_ID";
const TIMESTAMP: &str = "$WEBHOOK_TIMESTAMP";
const BODY: &str = "$WEBHOOK_BODY";
const FILE: &str = "$WEBHOOK_FILE";
const CODE: &str = "$WEBHOOK_CODE";

/// The command that sends `request` as the delivery `id`. It needs `curl`, and for signing
/// `openssl`. What is signed with Ed25519 goes out unsigned: no usual program does that in a shell.
/// So does a form with files, which curl writes in its own way.
pub fn curl(request: &Request, signing: &Signing, id: &str) -> String {
    let form = matches!(request.upload, Some(Upload::Multipart { .. }));
    let code = code_of(signing).filter(|_| !form);
    let mut script = Script::default();
    script.line(format!("WEBHOOK_ID={}", quoted(id)));
    script.line("WEBHOOK_TIMESTAMP=$(date +%s)".to_owned());
    match &request.upload {
        Some(Upload::File { file }) => {
            script.line(format!("WEBHOOK_FILE={}", quoted(&file.shown())));
        }
        Some(Upload::Multipart { .. }) => {}
        None => {
            let body = request.body.as_deref().unwrap_or_default();
            script.line(format!("WEBHOOK_BODY={}", quoted(body)));
        }
    }
    if let Some(code) = &code {
        script.sign(code, request.upload.is_some());
    }
    script.send(request, code.map_or_else(Vec::new, |code| code.headers));
    script.text
}

/// How an HMAC-SHA256 is made and where it goes.
struct Code {
    /// The key is what follows `whsec_`, in base64; otherwise the secret's characters.
    base64_key: bool,
    /// The format and the arguments of the `printf` that writes what is signed.
    content: (String, Vec<&'static str>),
    encoding: Encoding,
    headers: Vec<(String, String)>,
}

impl Code {
    /// What is signed, where the content is a file: it is put in by `cat`.
    fn around_file(&self) -> String {
        let (format, arguments) = &self.content;
        let pieces: Vec<&str> = format.split("%s").collect();
        let printed = |from: usize, to: usize| {
            let format = pieces[from..=to].join("%s");
            match format.is_empty() {
                true => String::new(),
                false => printf(&format, &arguments[from..to]) + "; ",
            }
        };
        let mut command = String::new();
        let mut from = 0;
        for (at, _) in arguments
            .iter()
            .enumerate()
            .filter(|(_, name)| **name == BODY)
        {
            command += &printed(from, at);
            command += &format!("cat \"{FILE}\"; ");
            from = at + 1;
        }
        command += &printed(from, arguments.len());
        format!("{{ {command}}}")
    }
}

fn code_of(signing: &Signing) -> Option<Code> {
    let body = || ("%s".to_owned(), vec![BODY]);
    let one = |value: &str| vec![(signing.header().unwrap_or_default(), value.to_owned())];
    let (content, encoding, headers) = match signing {
        Signing::StandardWebhooks {} => (
            ("%s.%s.%s".to_owned(), vec![ID, TIMESTAMP, BODY]),
            Encoding::Base64,
            vec![(SIGNATURE_HEADER.to_owned(), format!("v1,{CODE}"))],
        ),
        Signing::Github {} => (body(), Encoding::Hex, one(&format!("sha256={CODE}"))),
        Signing::Shopify {} => (body(), Encoding::Base64, one(CODE)),
        Signing::Stripe {} => (
            ("%s.%s".to_owned(), vec![TIMESTAMP, BODY]),
            Encoding::Hex,
            one(&format!("t={TIMESTAMP},v1={CODE}")),
        ),
        Signing::Slack {} => {
            let mut headers = one(&format!("v0={CODE}"));
            headers.push((SLACK_TIMESTAMP.to_owned(), TIMESTAMP.to_owned()));
            let content = ("v0:%s:%s".to_owned(), vec![TIMESTAMP, BODY]);
            (content, Encoding::Hex, headers)
        }
        Signing::Header(own) => {
            let content = printf_of(&own.content.parse().ok()?);
            let prefix = inside_quotes(&own.prefix);
            (content, own.encoding, one(&format!("{prefix}{CODE}")))
        }
        Signing::StandardWebhooksEd25519 {} | Signing::None {} => return None,
    };
    Some(Code {
        base64_key: *signing == Signing::StandardWebhooks {},
        content,
        encoding,
        headers,
    })
}

/// A template of what is signed as format and arguments of `printf`.
fn printf_of(content: &Content) -> (String, Vec<&'static str>) {
    let (mut format, mut arguments) = (String::new(), Vec::new());
    for piece in content.pieces(ID, TIMESTAMP, BODY.as_bytes()) {
        let variables = [ID, TIMESTAMP, BODY].into_iter();
        match variables.into_iter().find(|name| name.as_bytes() == piece) {
            Some(variable) => {
                format += "%s";
                arguments.push(variable);
            }
            None => {
                let text = String::from_utf8_lossy(piece);
                format += &text.replace('\\', "\\\\").replace('%', "%%");
            }
        }
    }
    (format, arguments)
}

/// Text as one word of a POSIX shell. Where `{{ secret.token }}` stands, the shell puts in what is in
/// `$SECRET_TOKEN`.
fn quoted(text: &str) -> String {
    let mut word = String::new();
    let mut rest = text;
    while let Some((before, name, after)) = secret_in(rest) {
        word += &before.replace('\'', "'\\''");
        word += &format!("'\"$SECRET_{}\"'", variable(name));
        rest = after;
    }
    word += &rest.replace('\'', "'\\''");
    format!("'{word}'")
}

/// The first place of a secret: what stands before it, its name, what stands after it.
fn secret_in(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once("{{ secret.")?;
    let (name, after) = after.split_once(" }}")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    name.chars().all(plain).then_some((before, name, after))
}

/// Text inside of double quotes, where `$`, backquotes and backslashes would mean something.
fn inside_quotes(text: &str) -> String {
    let special = |c: char| "$`\"\\".contains(c);
    let escaped = |c: char| special(c).then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escaped).collect()
}

/// The variable that stands for a credential of the destination's own: `$AUTHORIZATION`.
fn variable(header: &str) -> String {
    let letter = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_uppercase(),
        false => '_',
    };
    header.chars().map(letter).collect()
}

const SLACK_TIMESTAMP: &str = "x-slack-request-timestamp";
/// Bytes as hexadecimal digits, with what every system has.
const TO_HEX: &str = "od -An -v -tx1 | tr -d ' \\n'";

#[derive(Default)]
struct Script {
    text: String,
}

impl Script {
    fn line(&mut self, line: String) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += &line;
    }

    /// One more argument of the command.
    fn more(&mut self, argument: String) {
        self.text += " \\\n  ";
        self.text += &argument;
    }

    /// A header whose value has variables in it.
    fn header(&mut self, name: &str, value: &str) {
        self.more(format!("-H \"{name}: {value}\""));
    }

    fn sign(&mut self, code: &Code, of_file: bool) {
        self.line(match code.base64_key {
            true => format!(
                "WEBHOOK_KEY=$(printf %s \"${{WEBHOOK_SECRET#whsec_}}\" | base64 -d | {TO_HEX})"
            ),
            false => format!("WEBHOOK_KEY=$(printf %s \"$WEBHOOK_SECRET\" | {TO_HEX})"),
        });
        let content = match of_file {
            true => code.around_file(),
            false => printf(&code.content.0, &code.content.1),
        };
        let written = match code.encoding {
            Encoding::Hex => TO_HEX,
            Encoding::Base64 => "base64",
        };
        let hmac = "openssl dgst -sha256 -mac HMAC -macopt \"hexkey:$WEBHOOK_KEY\" -binary";
        self.line(format!("WEBHOOK_CODE=$({content} | {hmac} | {written})"));
    }

    fn send(&mut self, request: &Request, signature: Vec<(String, String)>) {
        // What is masked in the address has to be put in by hand.
        let url: Vec<String> = request.url.split(MASK).map(quoted).collect();
        let (method, url) = (&request.method, url.join("\"$URL_SECRET\""));
        let packed = piped(request).unwrap_or_default();
        self.line(format!(
            "{packed}curl --globoff --path-as-is -X {method} {url}"
        ));
        let form = matches!(request.upload, Some(Upload::Multipart { .. }));
        let typed = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        if request.has_content() && !form && !request.headers.iter().any(typed) {
            self.more("-H 'content-type:'".to_owned());
        }
        for (name, value) in &request.headers {
            if form && ["content-type", "content-encoding"].contains(&name.as_str()) {
                continue;
            }
            match header::is_credential(name) || value.contains(MASK) {
                true => self.header(name, &format!("${}", variable(name))),
                false => self.more(format!("-H {}", quoted(&format!("{name}: {value}")))),
            }
        }
        self.header(ID_HEADER, ID);
        self.header(TIMESTAMP_HEADER, TIMESTAMP);
        for (name, value) in signature {
            self.header(&name, &value);
        }
        self.content(request, !packed.is_empty());
    }

    fn content(&mut self, request: &Request, packed: bool) {
        match &request.upload {
            Some(Upload::Multipart { parts, .. }) => {
                for part in parts {
                    self.more(part_of_form(part));
                }
            }
            _ if packed => self.more("--data-binary @-".to_owned()),
            Some(Upload::File { .. }) => self.more(format!("--data-binary \"@{FILE}\"")),
            None if request.body.is_some() => self.more(format!("--data-raw \"{BODY}\"")),
            None => {}
        }
    }
}

/// What compresses the content on its way into curl.
fn piped(request: &Request) -> Option<String> {
    if !request.gzip {
        return None;
    }
    match &request.upload {
        Some(Upload::File { .. }) => Some(format!("gzip -c \"{FILE}\" | ")),
        Some(Upload::Multipart { .. }) => None,
        None => Some(format!("printf %s \"{BODY}\" | gzip -c | ")),
    }
}

fn part_of_form(part: &UploadPart) -> String {
    match part {
        UploadPart::Field { name, value } => {
            format!("--form-string {}", quoted(&format!("{name}={value}")))
        }
        UploadPart::File {
            name,
            content_type,
            file,
        } => {
            let path = file.shown().replace('\\', "\\\\").replace('"', "\\\"");
            let part = format!("{name}=@\"{path}\";type={content_type}");
            format!("-F {}", quoted(&part))
        }
    }
}

fn printf(format: &str, arguments: &[&str]) -> String {
    let arguments = arguments.iter().map(|name| format!(" \"{name}\""));
    format!("printf {}{}", quoted(format), arguments.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{method::Method, upload::SentFile};

    fn request(body: Option<&str>) -> Request {
        Request {
            method: Method::Post,
            url: "https://shop.example/hooks?name=it's".to_owned(),
            headers: vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                ("authorization".to_owned(), "Bearer abc".to_owned()),
            ],
            body: body.map(str::to_owned),
            upload: None,
            gzip: false,
            timeout_seconds: 15,
        }
    }

    #[test]
    fn no_credential_and_no_secret_stands_in_it() {
        let text = curl(&request(Some("{}")), &Signing::StandardWebhooks {}, "dlv_1");
        assert!(!text.contains("Bearer"), "{text}");
        assert!(text.contains("authorization: $AUTHORIZATION"), "{text}");
        assert!(
            text.contains("$WEBHOOK_SECRET") || text.contains("${WEBHOOK_SECRET"),
            "{text}"
        );
    }

    #[test]
    fn quotes_in_address_and_body_stay_one_word() {
        let text = curl(&request(Some("it's")), &Signing::None {}, "dlv_1");
        assert!(
            text.contains("'https://shop.example/hooks?name=it'\\''s'"),
            "{text}"
        );
        assert!(text.contains("WEBHOOK_BODY='it'\\''s'"), "{text}");
        assert!(!text.contains("openssl"), "{text}");
    }

    #[test]
    fn a_secret_that_is_placed_stands_there_as_a_variable() {
        let body = "{\"token\": \"{{ secret.api-token }}\", \"text\": \"it's\"}";
        let mut request = request(Some(body));
        request
            .headers
            .push(("x-key".to_owned(), "••••".to_owned()));
        let text = curl(&request, &Signing::None {}, "dlv_1");
        let expected =
            "WEBHOOK_BODY='{\"token\": \"'\"$SECRET_API_TOKEN\"'\", \"text\": \"it'\\''s\"}'";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("x-key: $X_KEY"), "{text}");
    }

    #[test]
    fn a_masked_part_of_the_address_is_a_variable() {
        let stored = Request {
            url: "https://shop.example/?token=abc&a=b".to_owned(),
            ..request(None)
        };
        let event = crate::id::EventId::new(uuid::Uuid::nil());
        let masked = crate::masking::request(event, &stored);
        let text = curl(&masked, &Signing::None {}, "dlv_1");
        let address = "'https://shop.example/?token='\"$URL_SECRET\"'&a=b'";
        assert!(text.contains(address), "{text}");
    }

    #[test]
    fn a_request_without_content_sends_none() {
        let text = curl(&request(None), &Signing::None {}, "dlv_1");
        assert!(!text.contains("--data-raw"), "{text}");
    }

    fn file() -> SentFile {
        SentFile {
            folder: "/in".to_owned(),
            path: "it's \"a\".pdf".to_owned(),
            path_bytes_base64: None,
            size: 7,
            modified: crate::moment::Moment::from_unix_seconds(0),
        }
    }

    #[test]
    fn a_file_is_named_and_signed_by_its_bytes() {
        let upload = Some(Upload::File { file: file() });
        let request = Request {
            upload,
            ..request(None)
        };
        let text = curl(&request, &Signing::StandardWebhooks {}, "dlv_1");
        for piece in [
            "WEBHOOK_FILE='/in/it'\\''s \"a\".pdf'",
            "{ printf '%s.%s.' \"$WEBHOOK_ID\" \"$WEBHOOK_TIMESTAMP\"; cat \"$WEBHOOK_FILE\"; } | openssl",
            "--data-binary \"@$WEBHOOK_FILE\"",
        ] {
            assert!(text.contains(piece), "{piece} in {text}");
        }
        let packed = Request {
            gzip: true,
            ..request
        };
        let text = curl(&packed, &Signing::Github {}, "dlv_1");
        assert!(text.contains("gzip -c \"$WEBHOOK_FILE\" | curl"), "{text}");
        assert!(text.contains("--data-binary @-"), "{text}");
    }

    #[test]
    fn a_form_with_files_is_written_by_curl_and_goes_out_unsigned() {
        let parts = vec![
            UploadPart::Field {
                name: "note".to_owned(),
                value: "it's".to_owned(),
            },
            UploadPart::File {
                name: "file".to_owned(),
                content_type: "application/pdf".to_owned(),
                file: file(),
            },
        ];
        let upload = Some(Upload::Multipart {
            boundary: "line".to_owned(),
            parts,
        });
        let request = Request {
            upload,
            ..request(None)
        };
        let text = curl(&request, &Signing::StandardWebhooks {}, "dlv_1");
        assert!(text.contains("--form-string 'note=it'\\''s'"), "{text}");
        let file = "-F 'file=@\"/in/it'\\''s \\\"a\\\".pdf\";type=application/pdf'";
        assert!(text.contains(file), "{text}");
        assert!(
            !text.contains("content-type") && !text.contains("openssl"),
            "{text}"
        );
    }
}
