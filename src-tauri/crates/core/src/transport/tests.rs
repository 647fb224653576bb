#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::*;

fn problems(transport: &Transport) -> Vec<(String, String)> {
    let mut problems = Problems::default();
    transport.check(&mut problems);
    let found = problems.into_vec().into_iter();
    found.map(|p| (p.field, p.message)).collect()
}

#[test]
fn nothing_said_means_the_plain_way() {
    let read: Transport = serde_json::from_str("{}").unwrap();
    assert!(read.is_plain());
    assert_eq!(problems(&read), []);
    let json = serde_json::to_value(&read).unwrap();
    assert_eq!(
        (&json["proxy"], &json["tls"]),
        (&json!(null), &"1.2".into())
    );
}

fn explicit(except: &[&str]) -> Proxy {
    Proxy::Explicit(ExplicitProxy {
        address: "http://proxy.example:3128".to_owned(),
        user: String::new(),
        except: except.iter().map(|host| (*host).to_owned()).collect(),
    })
}

/// The way to a host by TLS while the settings say nothing.
fn to(transport: &Transport, host: &str) -> Transport {
    let settings = SendingSettings::default();
    transport.towards(host, true, &settings).into_owned()
}

fn through(except: &[&str]) -> Transport {
    Transport {
        proxy: Some(explicit(except)),
        ..Transport::default()
    }
}

#[test]
fn exceptions_stand_for_names_what_lies_below_them_addresses_and_ranges() {
    for (except, host, around) in [
        ("intranet.example", "intranet.example", true),
        ("intranet.example", "api.INTRANET.example", true),
        (".intranet.example", "api.intranet.example", true),
        ("intranet.example", "notintranet.example", false),
        ("10.0.0.0/8", "10.200.3.4", true),
        ("10.0.0.0/8", "11.0.0.1", false),
        ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false),
        ("fd00::/8", "[fd12::1]", true),
        ("fd00::/8", "10.0.0.1", false),
        ("10.0.0.0/8", "ten.example", false),
        ("0.0.0.0/0", "1.2.3.4", true),
        ("0.0.0.0/0", "[::2]", false),
    ] {
        let transport = through(&[except]);
        let proxy = to(&transport, host).proxy;
        assert_eq!(proxy == Some(Proxy::None), around, "{except} and {host}");
    }
}

#[test]
fn the_systems_proxy_is_not_asked_for_this_computer() {
    let transport = Transport {
        proxy: Some(Proxy::System),
        ..Transport::default()
    };
    for host in [
        "localhost",
        "app.localhost",
        "127.0.0.1",
        "127.9.9.9",
        "[::1]",
    ] {
        assert!(to(&transport, host).is_plain(), "{host}");
    }
    assert!(!to(&transport, "shop.example").is_plain());
}

#[test]
fn certificates_are_read_out_of_whatever_stands_around_them() {
    let pem = "Issuer: me\n-----BEGIN CERTIFICATE-----\nAAEC\nAwQF\n-----END CERTIFICATE-----\n\
               -----BEGIN CERTIFICATE-----\nBg==\n-----END CERTIFICATE-----\n";
    assert_eq!(certificates(pem), Ok(vec![vec![0, 1, 2, 3, 4, 5], vec![6]]));
}

#[test]
fn what_is_no_certificate_is_told_from_a_damaged_one() {
    for (pem, word) in [
        ("hello", "begins with"),
        ("-----BEGIN CERTIFICATE-----\nAAEC", "no end"),
        (
            "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----",
            "damaged",
        ),
        ("-----BEGIN PRIVATE KEY-----", "private key"),
    ] {
        let transport = Transport {
            trusted: pem.to_owned(),
            ..Transport::default()
        };
        let found = problems(&transport);
        assert_eq!(found[0].0, "trusted");
        assert!(found[0].1.contains(word), "{found:?}");
    }
}

#[test]
fn a_socks_proxy_needs_its_version_and_a_port() {
    for (address, wrong) in [
        ("socks5://proxy.example:1080", None),
        ("socks5h://127.0.0.1:80/", None),
        ("socks5://[::1]:1080", None),
        ("socks5://proxy.example", Some("Add the port")),
        ("socks4://proxy.example:1080", Some("socks5://")),
        ("socks5://:1080", Some("")),
    ] {
        let Proxy::Explicit(proxy) = explicit(&[]) else {
            panic!("it goes through a proxy")
        };
        let checked = ExplicitProxy {
            address: address.to_owned(),
            ..proxy
        }
        .checked_address();
        match wrong {
            None => assert_eq!(checked, Ok(()), "{address}"),
            Some(word) => assert!(checked.unwrap_err().contains(word), "{address}"),
        }
    }
}

#[test]
fn a_proxy_needs_an_address_and_hosts_to_go_around_it() {
    let read: Transport = serde_json::from_str(
        r#"{"proxy":{"type":"explicit","address":"proxy:3128","except":["a, b"]}}"#,
    )
    .unwrap();
    let fields: Vec<_> = problems(&read)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["proxy.address", "proxy.except[0]"]);
}

#[test]
fn what_a_destination_leaves_open_the_settings_say() {
    let settings = SendingSettings {
        proxy: explicit(&["intranet.example"]),
        ..SendingSettings::default()
    };
    let (open, direct) = (Transport::default(), Some(Proxy::None));
    let own = Transport {
        proxy: Some(Proxy::System),
        ..Transport::default()
    };
    let none = Transport {
        proxy: direct.clone(),
        ..Transport::default()
    };
    for (transport, host, expected) in [
        (&open, "shop.example", Some(settings.proxy.clone())),
        (&open, "api.intranet.example", direct.clone()),
        (&open, "127.0.0.1", direct.clone()),
        (&open, "localhost", direct.clone()),
        (&own, "shop.example", Some(Proxy::System)),
        (&none, "shop.example", direct.clone()),
    ] {
        let way = transport.towards(host, true, &settings).into_owned();
        let proxy = way.proxy.or(direct.clone());
        assert_eq!(proxy, expected, "{transport:?} {host}");
    }
}

#[test]
fn an_explicit_proxy_of_its_own_is_asked_for_this_computer_too() {
    let way = to(&through(&[]), "127.0.0.1");
    assert_eq!(way.proxy, Some(explicit(&[])));
}

#[test]
fn certificates_of_the_settings_are_trusted_beside_the_destinations_where_tls_is_spoken() {
    let settings = SendingSettings {
        trusted: "ours\n".to_owned(),
        ..SendingSettings::default()
    };
    let own = Transport {
        trusted: "its".to_owned(),
        ..Transport::default()
    };
    let trusted = |transport: &Transport, tls| {
        let way = transport.towards("shop.example", tls, &settings);
        way.trusted.clone()
    };
    assert_eq!(trusted(&own, true), "its\nours");
    assert_eq!(trusted(&Transport::default(), true), "ours");
    assert_eq!(trusted(&Transport::default(), false), "");
}

#[test]
fn a_way_that_asks_for_nothing_is_never_copied() {
    let settings = SendingSettings::default();
    let plain = Transport::default();
    let way = plain.towards("shop.example", true, &settings);
    assert!(matches!(way, Cow::Borrowed(_)) && way.is_plain());
}
