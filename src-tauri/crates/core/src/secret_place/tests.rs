#![allow(clippy::unwrap_used)]

use uuid::Uuid;

use super::*;
use crate::method::Method;

const EVENT: EventId = EventId::new(Uuid::from_u128(7));

fn request(content_type: &str, body: &str) -> Request {
    Request {
        method: Method::Post,
        url: format!("https://a.example/{}", mark(EVENT, "token")),
        headers: vec![
            ("content-type".to_owned(), content_type.to_owned()),
            ("x-key".to_owned(), format!("Key {}", mark(EVENT, "token"))),
        ],
        body: Some(body.replace('@', &mark(EVENT, "token"))),
        upload: None,
        gzip: false,
        timeout_seconds: 15,
    }
}

fn secrets(text: &str) -> BTreeMap<String, Secret> {
    [("token".to_owned(), Secret::of_others(text).unwrap())].into()
}

#[test]
fn a_secret_is_spelled_as_its_place_needs_it() {
    let secret = "a\"b & c/<ü>";
    for (content_type, body, expected) in [
        (
            "application/json",
            "{\"a\":\"@\"}",
            "{\"a\":\"a\\\"b & c/<ü>\"}",
        ),
        (
            "application/cloudevents+json; charset=utf-8",
            "\"@\"",
            "\"a\\\"b & c/<ü>\"",
        ),
        (
            "application/xml",
            "<a>@</a>",
            "<a>a&quot;b &amp; c/&lt;ü&gt;</a>",
        ),
        (
            "application/x-www-form-urlencoded",
            "a=@",
            "a=a%22b+%26+c%2F%3C%C3%BC%3E",
        ),
        (
            "text/plain; charset=utf-8",
            "@@",
            "a\"b & c/<ü>a\"b & c/<ü>",
        ),
    ] {
        let filled = filled(EVENT, &request(content_type, body), &secrets(secret)).unwrap();
        assert_eq!(filled.body.as_deref(), Some(expected), "{content_type}");
        assert_eq!(
            filled.url,
            "https://a.example/a%22b%20%26%20c%2F%3C%C3%BC%3E"
        );
        assert_eq!(filled.headers[1].1, format!("Key {secret}"));
    }
}

#[test]
fn what_is_looked_at_names_the_secret_and_does_not_show_it() {
    let shown = shown(EVENT, &request("application/json", "{\"a\":\"@\"}"));
    assert_eq!(shown.url, "https://a.example/{{ secret.token }}");
    assert_eq!(shown.headers[1].1, "Key {{ secret.token }}");
    assert_eq!(
        shown.body.as_deref(),
        Some("{\"a\":\"{{ secret.token }}\"}")
    );
}

#[test]
fn a_mark_that_came_with_the_data_is_no_place() {
    let other = EventId::new(Uuid::from_u128(8));
    let brought = request("text/plain", "@");
    assert!(!has_places(other, &brought));
    assert_eq!(
        filled(other, &brought, &secrets("s3cret")).unwrap(),
        brought
    );
    let cut = Request {
        body: Some(begin(EVENT)),
        ..brought
    };
    let filled = filled(EVENT, &cut, &secrets("s3cret")).unwrap();
    assert_eq!(filled.body.as_deref(), Some(""));
}

#[test]
fn a_secret_that_is_not_there_is_named() {
    let missing = filled(EVENT, &request("text/plain", "@"), &BTreeMap::new()).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "There is no secret called ‘token’. Add it to the destination."
    );
}

#[test]
fn a_plain_value_asks_for_secrets_in_the_same_words_as_a_template() {
    let value = "Bearer {{ secret.token }}{{secret.other}} {{ file.name }}";
    assert_eq!(names(value), ["token", "other"]);
    let expected = format!(
        "Bearer {}{} {{{{ file.name }}}}",
        mark(EVENT, "token"),
        mark(EVENT, "other")
    );
    assert_eq!(marked(EVENT, value), expected);
    assert_eq!(marked(EVENT, "plain"), "plain");
}

#[test]
fn an_answer_that_repeats_a_secret_is_masked() {
    let said = "you sent s3cret-value".to_owned();
    assert_eq!(masked(said, &secrets("s3cret-value")), "you sent ••••");
    let said = r#"{"a":"a\"b c"} a%22b%20c"#.to_owned();
    assert_eq!(masked(said, &secrets("a\"b c")), r#"{"a":"••••"} ••••"#);
    let short = masked("abc".to_owned(), &secrets("abc"));
    assert_eq!(short, "abc", "too short to tell it from words");
}

#[test]
fn names_are_plain_words() {
    for name in ["token", "api_key_2"] {
        assert_eq!(check_name(name), Ok(()));
    }
    for name in ["", "2nd", "Api", "a-b", "a.b", "ä", &"a".repeat(41)] {
        assert!(check_name(name).is_err(), "{name}");
    }
}
