//! What a person types.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Address, AddressError, hostile, refused};

fn words(typed: &str) -> String {
    refused(typed).to_string()
}

#[test]
fn an_address_is_kept_in_its_normal_spelling() {
    for (typed, normal) in [
        ("https://shop.example", "https://shop.example/"),
        (
            "  https://shop.example/hooks\n",
            "https://shop.example/hooks",
        ),
        ("HTTPS://Shop.Example:443/a", "https://shop.example/a"),
        (
            "http://127.0.0.1:8787/test-inbox",
            "http://127.0.0.1:8787/test-inbox",
        ),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        (
            "http://bücher.example/ü",
            "http://xn--bcher-kva.example/%C3%BC",
        ),
        (
            "https://a.example/x/../y?k=%7B",
            "https://a.example/y?k=%7B",
        ),
        ("https://a.example?k=a@b", "https://a.example/?k=a@b"),
    ] {
        assert_eq!(Address::parse(typed).unwrap().to_string(), normal);
    }
}

#[test]
fn an_address_knows_its_parts() {
    let address = Address::parse("https://Shop.example/hooks").unwrap();
    assert_eq!((address.host(), address.port()), ("shop.example", 443));
    assert!(address.is_encrypted());
    let address = Address::parse("http://[::1]:8787").unwrap();
    assert_eq!((address.host(), address.port()), ("[::1]", 8787));
    assert!(!address.is_encrypted());
}

#[test]
fn only_a_full_http_address_will_do() {
    for typed in [
        "",
        "shop.example",
        "shop.example:8080/hooks",
        "//shop.example",
        "/hooks",
        "https:shop.example",
        "https:/shop.example",
        "https:\\\\shop.example",
        "ftp://shop.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "unix:///run/x.sock",
        "xhttps://shop.example",
        "localhost:3000",
    ] {
        assert!(
            matches!(refused(typed), AddressError::NotFull(_)),
            "{typed}"
        );
    }
    assert_eq!(
        words("shop.example"),
        "Enter a full address starting with https:// or http://. You wrote ‘shop.example’."
    );
}

#[test]
fn an_address_has_a_host_and_a_port_that_exist() {
    for typed in ["https://", "https:///hooks", "http://?a=1", "http://:80/"] {
        assert!(matches!(refused(typed), AddressError::NoHost(_)), "{typed}");
    }
    for typed in [
        "http://a.example:0",
        "http://a.example:70000/",
        "http://a:b/",
    ] {
        assert!(matches!(refused(typed), AddressError::Port(_)), "{typed}");
    }
    for typed in [
        "http://[::g]/",
        "http://1.2.3.400/",
        "http://a%00b/",
        "http://a|b/",
    ] {
        assert!(matches!(refused(typed), AddressError::Host(_)), "{typed}");
    }
}

#[test]
fn the_host_cant_be_a_template() {
    for typed in [
        "https://{{ host }}/hooks",
        "https://{{host}}.example",
        "https://shop.example:{{ port }}/",
        "{{ scheme }}://shop.example",
        "{{ address }}",
        "https://{{ user }}@shop.example",
        "https://{% if a %}a{% endif %}.example",
        "https://{host}/",
        "https://%7B%7Bhost%7D%7D/",
    ] {
        let refusal = refused(typed);
        assert!(
            matches!(refusal, AddressError::HostIsTemplate(_)),
            "{typed}: {refusal}"
        );
    }
    assert_eq!(
        words("https://{{host}}/x"),
        "The host can't be a template: ‘https://{{host}}’. Type the host out; templates can fill \
         in the path."
    );
}

#[test]
fn a_template_in_the_path_is_sent_to_where_it_is_filled_in() {
    for typed in [
        "https://a.example/{{ id }}",
        "https://a.example/?q={% raw %}",
        "https://a.example/{id}",
    ] {
        assert!(
            matches!(refused(typed), AddressError::PathIsTemplate(_)),
            "{typed}"
        );
    }
}

#[test]
fn a_password_is_refused_and_not_repeated() {
    for typed in [
        "https://ann:hunter2@shop.example/",
        "https://ann:hunter2@shop.example:99999/",
        "https://hunter2@shop.example",
        "https://shop.example@hunter2/",
        "ann:hunter2@shop.example",
        "https://@shop.example/hunter2",
    ] {
        assert_eq!(refused(typed), AddressError::Credentials);
        assert!(!words(typed).contains("hunter2"), "{typed}");
    }
}

#[test]
fn what_parsers_would_mend_in_silence_is_refused() {
    assert!(matches!(
        refused("https://a.example/#top"),
        AddressError::Fragment(_)
    ));
    for (typed, mend) in [
        (
            "https://a.example/a b",
            "a space. Leave it out, or write it as %20.",
        ),
        (
            "https://a.example/a\tb",
            "a tab. Leave it out, or write it as %09.",
        ),
        (
            "https://a.ex\r\nample/",
            "a line break. Leave it out, or write it as %0D.",
        ),
        (
            "https://a.example\\@b.example/",
            "a backslash. Leave it out, or write it as %5C.",
        ),
        (
            "https://a.example/\0",
            "a control character. Leave it out, or write it as %00.",
        ),
    ] {
        assert_eq!(words(typed), format!("An address can't contain {mend}"));
    }
}

#[test]
fn a_metadata_host_is_refused_in_every_spelling() {
    for host in [
        "169.254.169.254",
        "0xA9FEA9FE",
        "2852039166",
        "0251.0376.0251.0376",
        "0xa9.0xfe.0xa9.0xfe",
        "0xa9.254.0251.0xfe",
        "169.254.43518",
        "169.16689662",
        "169.254.169.254.",
        "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
        "%31%36%39.254.169.254",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[::a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "0x646464c8",
        "0",
        "0.0.0.0",
        "[::]",
        "255.255.255.255",
        "224.0.0.251",
    ] {
        for typed in [
            format!("http://{host}/"),
            format!("https://{host}:8443/latest?a=1"),
        ] {
            let refusal = refused(&typed);
            assert!(
                matches!(refusal, AddressError::Refused(_)),
                "{typed}: {refusal}"
            );
        }
    }
}

#[test]
fn a_message_repeats_only_the_start_of_a_value_and_on_one_line() {
    let typed = format!("a\n{}", "é".repeat(10_000));
    let message = words(&typed);
    assert!(message.contains("‘a�é"), "{message}");
    assert!(message.chars().count() < 250, "{message}");
    assert!(!message.contains('\n'));
}

proptest! {
    #[test]
    fn what_is_accepted_has_a_host_and_no_more_than_it_says(typed in hostile()) {
        let Ok(address) = Address::parse(&format!("https://{typed}")) else { return Ok(()) };
        prop_assert!(!address.host().is_empty());
        prop_assert_eq!(address.0.username(), "");
        prop_assert_eq!(address.0.password(), None);
        prop_assert_eq!(address.0.fragment(), None);
        prop_assert_eq!(Address::parse(address.as_str()), Ok(address.clone()));
    }
}
