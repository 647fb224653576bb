//! How a signature is made in a shell, and where it goes.

use crate::signing::{Content, Encoding, SIGNATURE_HEADER, Signing};

use super::{
    BODY, CODE, FILE, ID, TIMESTAMP,
    shell::{inside_quotes, printf},
};

const SLACK_TIMESTAMP: &str = "x-slack-request-timestamp";

/// How an HMAC-SHA256 is made and where it goes.
pub(super) struct Code {
    /// The key is what follows `whsec_`, in base64; otherwise the secret's characters.
    pub base64_key: bool,
    /// The format and the arguments of the `printf` that writes what is signed.
    pub content: (String, Vec<&'static str>),
    pub encoding: Encoding,
    pub headers: Vec<(String, String)>,
}

impl Code {
    /// What is signed, where the content is a file: it is put in by `cat`.
    pub fn around_file(&self) -> String {
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

/// How a destination's way of signing is done in a shell, where it can be.
pub(super) fn code_of(signing: &Signing) -> Option<Code> {
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
