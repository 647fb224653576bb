//! A request as a command for a shell. No secret is in it: it signs with `$WEBHOOK_SECRET` at the
//! moment it runs, so the signature is as fresh as if the app had sent it.

use crate::{
    header,
    masking::MASK,
    request::Request,
    signing::{Content, Encoding, ID_HEADER, SIGNATURE_HEADER, Signing, TIMESTAMP_HEADER},
};

const ID: &str = "$WEBHOOK_ID";
const TIMESTAMP: &str = "$WEBHOOK_TIMESTAMP";
const BODY: &str = "$WEBHOOK_BODY";
const CODE: &str = "$WEBHOOK_CODE";

/// The command that sends `request` as the delivery `id`. It needs `curl`, and for signing
/// `openssl`. What is signed with Ed25519 goes out unsigned: no usual program does that in a shell.
pub fn curl(request: &Request, signing: &Signing, id: &str) -> String {
    let body = request.body.as_deref().unwrap_or_default();
    let code = code_of(signing);
    let mut script = Script::default();
    script.line(format!("WEBHOOK_ID={}", quoted(id)));
    script.line("WEBHOOK_TIMESTAMP=$(date +%s)".to_owned());
    script.line(format!("WEBHOOK_BODY={}", quoted(body)));
    if let Some(code) = &code {
        script.sign(code);
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

    fn sign(&mut self, code: &Code) {
        self.line(match code.base64_key {
            true => format!(
                "WEBHOOK_KEY=$(printf %s \"${{WEBHOOK_SECRET#whsec_}}\" | base64 -d | {TO_HEX})"
            ),
            false => format!("WEBHOOK_KEY=$(printf %s \"$WEBHOOK_SECRET\" | {TO_HEX})"),
        });
        let (format, arguments) = &code.content;
        let arguments: String = arguments
            .iter()
            .map(|name| format!(" \"{name}\""))
            .collect();
        let written = match code.encoding {
            Encoding::Hex => TO_HEX,
            Encoding::Base64 => "base64",
        };
        let content = format!("printf {}{arguments}", quoted(format));
        let hmac = "openssl dgst -sha256 -mac HMAC -macopt \"hexkey:$WEBHOOK_KEY\" -binary";
        self.line(format!("WEBHOOK_CODE=$({content} | {hmac} | {written})"));
    }

    fn send(&mut self, request: &Request, signature: Vec<(String, String)>) {
        // What is masked in the address has to be put in by hand.
        let url: Vec<String> = request.url.split(MASK).map(quoted).collect();
        let (method, url) = (&request.method, url.join("\"$URL_SECRET\""));
        self.line(format!("curl --globoff --path-as-is -X {method} {url}"));
        let typed = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        if request.body.is_some() && !request.headers.iter().any(typed) {
            self.more("-H 'content-type:'".to_owned());
        }
        for (name, value) in &request.headers {
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
        if request.body.is_some() {
            self.more(format!("--data-raw \"{BODY}\""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::Method;

    fn request(body: Option<&str>) -> Request {
        Request {
            method: Method::Post,
            url: "https://shop.example/hooks?name=it's".to_owned(),
            headers: vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                ("authorization".to_owned(), "Bearer abc".to_owned()),
            ],
            body: body.map(str::to_owned),
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
}
