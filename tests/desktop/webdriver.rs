//! The few commands of the WebDriver protocol that the tests need.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long the driver may take for one command: more than it waits for an element.
const LONGEST_ANSWER: Duration = Duration::from_secs(120);

/// A session with a driver, and the program that it drives.
pub struct Session {
    port: u16,
    path: String,
}

/// Why the driver refused: its own code, such as `no such element`, and its words.
#[derive(Debug)]
pub struct Refusal(#[expect(dead_code, reason = "printed when a test fails")] String);

impl Session {
    /// Has the driver on this port start the program with these words, and look for up to `patience`
    /// for every element that is not there yet.
    pub fn start(
        port: u16,
        program: &str,
        words: &[&str],
        patience: Duration,
    ) -> Result<Self, Refusal> {
        let options = json!({ "binary": program, "args": words });
        let capabilities = json!({
            "webkitgtk:browserOptions": options,
            "timeouts": { "implicit": patience.as_millis() as u64 },
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = request(port, "POST", "/session", &wanted)?;
        let id = session["sessionId"].as_str().unwrap();
        Ok(Self {
            port,
            path: format!("/session/{id}"),
        })
    }

    /// The first element that an XPath leads to.
    pub fn find(&self, xpath: &str) -> Result<Element<'_>, Refusal> {
        let wanted = json!({ "using": "xpath", "value": xpath });
        let found = self.send("/element", &wanted)?;
        let id = found[ELEMENT].as_str().unwrap();
        Ok(Element {
            session: self,
            path: format!("/element/{id}"),
        })
    }

    /// The element that the keyboard is at.
    pub fn focused(&self) -> Result<Element<'_>, Refusal> {
        let path = format!("{}/element/active", self.path);
        let found = request(self.port, "GET", &path, &Value::Null)?;
        let id = found[ELEMENT].as_str().unwrap();
        Ok(Element {
            session: self,
            path: format!("/element/{id}"),
        })
    }

    /// What a script in the page returns.
    pub fn script(&self, script: &str) -> Result<Value, Refusal> {
        self.send("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    fn send(&self, path: &str, body: &Value) -> Result<Value, Refusal> {
        request(self.port, "POST", &format!("{}{path}", self.path), body)
    }
}

/// An element of the page.
pub struct Element<'a> {
    session: &'a Session,
    path: String,
}

impl Element<'_> {
    /// Clicks into its middle, after bringing it into view.
    pub fn click(&self) -> Result<Value, Refusal> {
        self.session
            .send(&format!("{}/click", self.path), &json!({}))
    }

    /// Types, key by key.
    pub fn type_in(&self, text: &str) -> Result<Value, Refusal> {
        let keys = json!({ "text": text });
        self.session.send(&format!("{}/value", self.path), &keys)
    }
}

fn request(port: u16, method: &str, path: &str, body: &Value) -> Result<Value, Refusal> {
    let answer = exchange(port, method, path, body).unwrap_or_else(|error| {
        panic!("the driver did not answer to {method} {path}: {error}");
    });
    let mut document: Value = serde_json::from_str(&answer)
        .unwrap_or_else(|error| panic!("not an answer to {method} {path}: {error}: {answer}"));
    let value = document["value"].take();
    match value["error"].as_str() {
        None => Ok(value),
        Some(code) => Err(Refusal(format!("{code}: {}", value["message"]))),
    }
}

/// One exchange of HTTP/1.1 on a connection of its own; gives the body of the answer.
fn exchange(port: u16, method: &str, path: &str, body: &Value) -> io::Result<String> {
    let body = match body {
        Value::Null => String::new(),
        body => body.to_string(),
    };
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(LONGEST_ANSWER))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = BufReader::new(stream);
    let length = body_length(&mut answer)?;
    let mut body = vec![0; length];
    answer.read_exact(&mut body)?;
    String::from_utf8(body).map_err(io::Error::other)
}

/// Reads the head of an answer up to its empty line.
fn body_length(answer: &mut impl BufRead) -> io::Result<usize> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line)?;
        if line.trim().is_empty() {
            return Ok(length);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
}
