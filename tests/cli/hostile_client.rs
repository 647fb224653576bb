//! A client of the local API that means harm: whatever it asks for, it gets an answer, and the
//! runner goes on.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    os::unix::net::UnixStream,
    time::Duration,
};

use serde_json::{Map, Value, json};

use crate::sandbox::Sandbox;

/// The most fields that are filled in one after the other.
const MOST_FIELDS: usize = 8;

struct Client {
    reader: BufReader<UnixStream>,
    id: u64,
}

impl Client {
    fn of(sandbox: &Sandbox) -> Self {
        let stream = UnixStream::connect(sandbox.data().join("runner.sock")).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let mut client = Self {
            reader: BufReader::new(stream),
            id: 0,
        };
        let protocol = hookloom_api::wire::PROTOCOL;
        let hello = json!({ "type": "hello", "protocol": protocol });
        assert!(client.ask(&hello)["ok"].is_object());
        client
    }

    /// The answer to a command. What is no command at all is answered under the number 0.
    fn ask(&mut self, command: &Value) -> Value {
        self.id += 1;
        let line = json!({ "id": self.id, "command": command });
        writeln!(self.reader.get_mut(), "{line}").unwrap();
        let mut answer = String::new();
        let read = self.reader.read_line(&mut answer);
        let read = read.unwrap_or_else(|error| panic!("{error} after {}", start_of(command)));
        assert!(read > 0, "it hung up after {}", start_of(command));
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let known = [json!(self.id), json!(0)];
        assert!(known.contains(&answer["id"]), "{answer}");
        answer
    }

    /// Every command that there is, as a refusal lists them.
    fn commands(&mut self) -> BTreeSet<String> {
        let refused = self.ask(&json!({ "type": "fly" }));
        let message = refused["error"]["message"].as_str().unwrap().to_owned();
        let names = message.split('`').skip(3).step_by(2);
        names.map(str::to_owned).collect()
    }

    /// Asks for a command with nothing, and then with that value in each field that it misses.
    fn press(&mut self, name: &str, value: &Value) {
        let mut command = Map::from_iter([("type".to_owned(), json!(name))]);
        for _ in 0..MOST_FIELDS {
            let answer = self.ask(&Value::Object(command.clone()));
            let Some(message) = answer["error"]["message"].as_str() else {
                return;
            };
            assert!(!message.is_empty(), "{name}: {answer}");
            let Some(missing) = missing_field(message) else {
                return;
            };
            command.insert(missing.to_owned(), value.clone());
        }
    }
}

fn missing_field(message: &str) -> Option<&str> {
    message.split("missing field `").nth(1)?.split('`').next()
}

fn start_of(command: &Value) -> String {
    command.to_string().chars().take(200).collect()
}

/// What nobody would send by mistake.
fn hostile() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let wide: Map<String, Value> = (0..2000).map(|n| (format!("f{n}"), json!(n))).collect();
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e308),
        json!(""),
        json!("\u{0}../../../etc/passwd\r\n"),
        json!("dlv_00000000000000000000000000000000"),
        json!("dst_ffffffffffffffffffffffffffffffff"),
        json!("atm_0193a5c2e41b7c3d8f20a1b2c3d4e5f6"),
        json!("'; DROP TABLE deliveries; --"),
        json!("{{ 7*7 }}"),
        json!("é".repeat(200_000)),
        json!([]),
        json!([null, {}, [[]]]),
        json!({}),
        json!({ "type": "manual", "name": null }),
        deep,
        Value::Object(wide),
    ]
}

#[test]
fn whatever_a_client_asks_for_it_is_answered_and_the_runner_goes_on() {
    let sandbox = Sandbox::new();
    let around = here();
    let mut runner = sandbox.start();
    let mut client = Client::of(&sandbox);
    let mut commands = client.commands();
    assert!(commands.len() > 50, "{commands:?}");
    // These do as they are told, with nothing to be told wrong.
    for ends in ["shutdown", "reset", "subscribe", "hello"] {
        assert!(commands.remove(ends), "{ends}");
    }
    for name in &commands {
        for value in hostile() {
            client.press(name, &value);
        }
    }
    runner.assert_alive();
    let messages = runner.messages();
    assert!(!messages.contains("panicked"), "{messages}");
    assert_eq!(sandbox.run(&["status"]).code, 0);
    assert_eq!(
        here(),
        around,
        "what is written where the runner was started"
    );
}

/// What lies where the tests, and so the runner, were started.
fn here() -> BTreeSet<std::ffi::OsString> {
    let files = std::fs::read_dir(".").unwrap();
    files.map(|file| file.unwrap().file_name()).collect()
}
