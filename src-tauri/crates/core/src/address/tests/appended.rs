//! What a template appends.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use url::{Host, Url};

use super::{Address, AddressError, hostile, refused};
use crate::address::MAX_BYTES;

fn joined(address: &str, rendered: &str) -> String {
    let address = Address::parse(address).unwrap();
    address.join(rendered).unwrap().to_string()
}

/// Everything about a URL that decides where a request goes.
fn place(url: &Url) -> (&str, &str, Option<&str>, Option<Host<&str>>, Option<u16>) {
    let (user, password) = (url.username(), url.password());
    (url.scheme(), user, password, url.host(), url.port())
}

#[test]
fn what_is_appended_adds_to_path_and_query() {
    for (address, rendered, request) in [
        ("https://a.example", "", "https://a.example/"),
        ("https://a.example", "/x", "https://a.example/x"),
        ("https://a.example/hooks", "", "https://a.example/hooks"),
        ("https://a.example/hooks", "/x", "https://a.example/hooks/x"),
        (
            "https://a.example/hooks/",
            "/x",
            "https://a.example/hooks/x",
        ),
        ("https://a.example/hooks/", "", "https://a.example/hooks/"),
        (
            "https://a.example/hooks/",
            "?q=1",
            "https://a.example/hooks/?q=1",
        ),
        ("https://a.example/hooks", "/", "https://a.example/hooks/"),
        (
            "https://a.example/hooks",
            "?q=1",
            "https://a.example/hooks?q=1",
        ),
        (
            "https://a.example/hooks?",
            "?q=1",
            "https://a.example/hooks?q=1",
        ),
        (
            "https://a.example/hooks?k=1",
            "",
            "https://a.example/hooks?k=1",
        ),
        (
            "https://a.example/hooks?k=1",
            "?",
            "https://a.example/hooks?k=1",
        ),
        (
            "https://a.example/hooks?k=1",
            "/x?q=2",
            "https://a.example/hooks/x?k=1&q=2",
        ),
        (
            "https://a.example/h",
            "/a%2Fb?c=%26%3D",
            "https://a.example/h/a%2Fb?c=%26%3D",
        ),
        (
            "https://a.example/h",
            "/grüße?ä=ö",
            "https://a.example/h/gr%C3%BC%C3%9Fe?%C3%A4=%C3%B6",
        ),
    ] {
        assert_eq!(joined(address, rendered), request);
    }
}

#[test]
fn what_is_appended_never_leads_elsewhere() {
    for (rendered, request) in [
        (
            "/@evil.example/",
            "https://a.example:8443/hooks/@evil.example/",
        ),
        (
            "//evil.example",
            "https://a.example:8443/hooks//evil.example",
        ),
        (
            "///evil.example",
            "https://a.example:8443/hooks///evil.example",
        ),
        (
            "/\\evil.example",
            "https://a.example:8443/hooks/%5Cevil.example",
        ),
        ("/:99/x", "https://a.example:8443/hooks/:99/x"),
        (
            "/http://evil.example/",
            "https://a.example:8443/hooks/http://evil.example/",
        ),
        ("/a?b?c#d", "https://a.example:8443/hooks/a?b?c%23d"),
        (
            "/#@evil.example",
            "https://a.example:8443/hooks/%23@evil.example",
        ),
        (
            "?@evil.example/../",
            "https://a.example:8443/hooks?@evil.example/../",
        ),
        ("/%2F..%2F", "https://a.example:8443/hooks/%2F..%2F"),
        ("/a b ", "https://a.example:8443/hooks/a%20b%20"),
        ("/...", "https://a.example:8443/hooks/..."),
    ] {
        assert_eq!(joined("https://a.example:8443/hooks", rendered), request);
    }
    assert_eq!(
        joined("https://a.example", "//evil.example"),
        "https://a.example//evil.example"
    );
}

#[test]
fn what_is_appended_starts_like_a_path_or_a_query() {
    let address = Address::parse("https://a.example").unwrap();
    for rendered in [
        "@evil.example/",
        ".evil.example",
        ":99",
        "x",
        "#x",
        "\\x",
        " /x",
    ] {
        let refusal = address.join(rendered).unwrap_err();
        assert!(
            matches!(refusal, AddressError::NotAPath(_)),
            "{rendered}: {refusal}"
        );
    }
}

#[test]
fn dots_and_control_characters_in_what_is_appended_are_refused() {
    let address = Address::parse("https://a.example/hooks").unwrap();
    for rendered in [
        "/../x",
        "/a/..",
        "/a/../../x",
        "/./x",
        "/%2e%2E/x",
        "/.%2e",
        "/\\..\\x",
        "/..?q=1",
    ] {
        let refusal = address.join(rendered).unwrap_err();
        assert!(
            matches!(refusal, AddressError::Dots(..)),
            "{rendered}: {refusal}"
        );
    }
    for rendered in [
        "/\r\nHost: evil.example",
        "/\t/evil.example",
        "?a=\n",
        "/\0",
        "/\u{85}",
    ] {
        let refusal = address.join(rendered).unwrap_err();
        assert!(
            matches!(refusal, AddressError::Unwanted(..)),
            "{rendered:?}: {refusal}"
        );
    }
}

#[test]
fn an_address_has_a_longest_length_also_with_what_is_appended() {
    let fitting = format!("https://a.example/{}", "a".repeat(MAX_BYTES - 18));
    let address = Address::parse(&fitting).unwrap();
    assert!(address.join("").is_ok());
    assert!(matches!(
        refused(&format!("https://a.example/{}", "ü".repeat(MAX_BYTES / 4))),
        AddressError::TooLong(_)
    ));
    assert_eq!(
        address.join("/x"),
        Err(AddressError::TooLong(MAX_BYTES + 2))
    );
    assert_eq!(
        refused(&format!("{fitting}a")),
        AddressError::TooLong(MAX_BYTES + 1)
    );
}

proptest! {
    #[test]
    fn whatever_is_appended_the_request_goes_to_the_typed_place(
        address in prop_oneof![
            Just("https://a.example/hooks"),
            Just("http://127.0.0.1:8787"),
            Just("http://[::1]:1/a/b/?k=v"),
        ],
        start in prop_oneof![Just(""), Just("/"), Just("?")],
        rest in hostile(),
    ) {
        let address = Address::parse(address).unwrap();
        let Ok(request) = address.join(&format!("{start}{rest}")) else { return Ok(()) };
        prop_assert_eq!(place(&request), place(&address.0));
        prop_assert!(request.fragment().is_none());
        prop_assert!(request.path().starts_with(address.0.path()));
        let query = request.query().unwrap_or_default();
        prop_assert!(query.starts_with(address.0.query().unwrap_or_default()));
        let read_again = Url::parse(request.as_str()).unwrap();
        prop_assert_eq!(&read_again, &request);
        let other_reader: http::Uri = request.as_str().parse().unwrap();
        prop_assert_eq!(other_reader.host(), request.host_str());
        prop_assert_eq!(other_reader.port_u16(), request.port());
    }

    #[test]
    fn a_percent_encoded_value_is_one_step_or_refused(value in any::<String>()) {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let address = Address::parse("https://a.example/hooks").unwrap();
        match address.join(&format!("/{value}/end")) {
            Ok(request) => prop_assert_eq!(request.path(), format!("/hooks/{value}/end")),
            Err(refusal) => prop_assert!(matches!(refusal, AddressError::Dots(..))),
        }
    }
}
