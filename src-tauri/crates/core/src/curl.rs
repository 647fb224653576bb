//! A request as a command for a shell. No secret is in it: it signs with `$WEBHOOK_SECRET` at the
//! moment it runs, so the signature is as fresh as if the app had sent it.

mod code;
mod shell;

use crate::{
    header,
    masking::MASK,
    request::Request,
    signing::{Encoding, ID_HEADER, Signing, TIMESTAMP_HEADER},
    upload::{Upload, UploadPart},
};
use code::{Code, code_of};
use shell::{printf, quoted, variable};

const ID: &str = "$WEBHOOK_ID";
const TIMESTAMP: &str = "$WEBHOOK_TIMESTAMP";
const BODY: &str = "$WEBHOOK_BODY";
const FILE: &str = "$WEBHOOK_FILE";
const CODE: &str = "$WEBHOOK_CODE";
/// Bytes as hexadecimal digits, with what every system has.
const TO_HEX: &str = "od -An -v -tx1 | tr -d ' \\n'";

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

#[cfg(test)]
mod tests;
