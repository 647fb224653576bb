//! What the ways of signing have in common: what one signs it accepts, and nothing else.

use super::*;

const TEXT: &str = "correct horse battery staple";

fn own(content: &str, encoding: Encoding) -> Signing {
    Signing::Header(OwnHeader {
        header: "X-Signature".to_owned(),
        prefix: "hmac ".to_owned(),
        encoding,
        content: content.to_owned(),
    })
}

fn all() -> Vec<(Signing, Secret)> {
    let text = || Secret::free_text(TEXT).unwrap();
    let pair = Secret::ed25519("whsk_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=").unwrap();
    vec![
        (Signing::StandardWebhooks {}, key(1)),
        (Signing::StandardWebhooksEd25519 {}, pair),
        (Signing::Github {}, text()),
        (Signing::Stripe {}, text()),
        (Signing::Slack {}, text()),
        (Signing::Shopify {}, text()),
        (own("{{ body }}", Encoding::Hex), text()),
        (
            own("{{id}}|{{ timestamp }}|{{ body }}", Encoding::Base64),
            text(),
        ),
    ]
}

#[test]
fn each_accepts_what_it_signs_and_notices_a_changed_body() {
    for (signing, key) in all() {
        let headers = sign(&signing, std::slice::from_ref(&key), message());
        assert!(is_signed(&signing, &headers), "{signing:?}");
        let keys = [key];
        let check = |body: &[u8]| verify_as(&signing, &headers, body, &keys, NOW);
        assert_eq!(check(BODY), Ok(()), "{signing:?}");
        let refused = Err(VerifyError::NoMatchingSignature);
        assert_eq!(check(b"{}"), refused, "{signing:?}");
    }
}

#[test]
fn none_accepts_what_another_secret_signed() {
    for (signing, key) in all() {
        let other = match signing.secret_form().unwrap() {
            SecretForm::StandardWebhooks => Secret::from_random(&[9; 32]),
            SecretForm::Text => Secret::free_text("wrong horse battery staple").unwrap(),
            _ => Secret::ed25519("whsk_CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=").unwrap(),
        };
        let headers = sign(&signing, &[other], message());
        let refusal = verify_as(&signing, &headers, BODY, &[key], NOW);
        assert_eq!(
            refusal,
            Err(VerifyError::NoMatchingSignature),
            "{signing:?}"
        );
    }
}

#[test]
fn what_signs_the_time_refuses_what_is_old() {
    let stale = Err(VerifyError::Stale { seconds: 301 });
    let mut dated = 0;
    for (signing, key) in all() {
        let headers = sign(&signing, std::slice::from_ref(&key), message());
        match verify_as(&signing, &headers, BODY, &[key], NOW + 301) {
            Ok(()) => assert!(!signing.header().unwrap().contains("webhook")),
            refusal => {
                assert_eq!(refusal, stale, "{signing:?}");
                dated += 1;
            }
        }
    }
    assert_eq!(
        dated, 5,
        "two Standard Webhooks, Stripe, Slack, and one of one's own"
    );
}

#[test]
fn two_live_secrets_sign_wherever_a_request_has_room_for_both() {
    for (signing, new) in all() {
        let old = match signing.secret_form().unwrap() {
            SecretForm::StandardWebhooks => Secret::from_random(&[9; 32]),
            SecretForm::Text => Secret::free_text("the old one, soon gone").unwrap(),
            _ => Secret::ed25519("whsk_CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=").unwrap(),
        };
        let headers = sign(&signing, &[new.clone(), old.clone()], message());
        let accepts = |key| verify_as(&signing, &headers, BODY, &[key], NOW).is_ok();
        assert!(
            accepts(old),
            "who still has the old one accepts: {signing:?}"
        );
        assert_eq!(accepts(new), signing.signs_with_all(), "{signing:?}");
    }
}

#[test]
fn a_public_key_checks_what_the_private_one_signs() {
    let (signing, private) = all().swap_remove(1);
    let public = private.public_key().unwrap();
    let headers = sign(&signing, &[private], message());
    let known = signing.secret_of_others(&public).unwrap();
    let signs = sign(&signing, std::slice::from_ref(&known), message());
    assert_eq!(
        names(&signs),
        [ID_HEADER, TIMESTAMP_HEADER],
        "it signs nothing"
    );
    assert_eq!(verify_as(&signing, &headers, BODY, &[known], NOW), Ok(()));
}

#[test]
fn what_a_header_of_ones_own_covers_is_checked() {
    for (content, words) in [
        (
            "{{ id }}",
            "Put {{ body }} into it: what isn't signed, anyone could change.",
        ),
        ("{{ body", "A {{ has no }} that ends it."),
        (
            "{{ url }}{{ body }}",
            "‘{{ url }}’ isn't known here: use {{ id }}, {{ timestamp }} and {{ body }}.",
        ),
    ] {
        let mut problems = Problems::default();
        own(content, Encoding::Hex).check(&mut problems);
        let found = problems.into_vec();
        assert_eq!(found.len(), 1, "{content}: {found:?}");
        assert_eq!(
            (found[0].field.as_str(), found[0].message.as_str()),
            ("content", words)
        );
    }
}

#[test]
fn a_header_that_the_app_sets_itself_carries_no_signature_of_ones_own() {
    let Signing::Header(mut header) = own("{{ body }}", Encoding::Hex) else {
        unreachable!("it was just made");
    };
    header.header = "webhook-signature".to_owned();
    let mut problems = Problems::default();
    Signing::Header(header).check(&mut problems);
    assert_eq!(
        problems.into_vec()[0].message,
        "webhook-signature is set for you."
    );
}

#[test]
fn content_in_pieces_is_signed_as_a_whole_is() {
    for (signing, key) in all() {
        let keys = [key.clone(), key];
        let Ok(mut signer) = Signer::new(&signing, &keys, ID, NOW) else {
            let whole = matches!(
                signing,
                Signing::StandardWebhooksEd25519 {} | Signing::Header(_)
            );
            assert!(whole, "{signing:?}");
            continue;
        };
        for piece in BODY.chunks(3) {
            signer.update(piece);
        }
        let headers = signer.finish();
        assert_eq!(headers, sign(&signing, &keys, message()), "{signing:?}");
        assert_eq!(
            verify_as(&signing, &headers, BODY, &keys, NOW),
            Ok(()),
            "{signing:?}"
        );
    }
    let twice = own("{{ body }}{{ body }}", Encoding::Hex);
    assert!(Signer::new(&twice, &[key(1)], ID, NOW).is_err());
    let around = own("{{ id }}:{{ body }}:{{ timestamp }}", Encoding::Hex);
    let mut signer = Signer::new(&around, &[key(1)], ID, NOW).ok().unwrap();
    signer.update(BODY);
    assert_eq!(signer.finish(), sign(&around, &[key(1)], message()));
}
