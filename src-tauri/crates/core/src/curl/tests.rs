use super::*;
use crate::{method::Method, upload::SentFile};

fn request(body: Option<&str>) -> Request {
    Request {
        method: Method::Post,
        url: "https://shop.example/hooks?name=it's".to_owned(),
        headers: vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("authorization".to_owned(), "Bearer abc".to_owned()),
        ],
        body: body.map(str::to_owned),
        upload: None,
        gzip: false,
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

fn file() -> SentFile {
    SentFile {
        folder: "/in".to_owned(),
        path: "it's \"a\".pdf".to_owned(),
        path_bytes_base64: None,
        size: 7,
        modified: crate::moment::Moment::from_unix_seconds(0),
    }
}

#[test]
fn a_file_is_named_and_signed_by_its_bytes() {
    let upload = Some(Upload::File { file: file() });
    let request = Request {
        upload,
        ..request(None)
    };
    let text = curl(&request, &Signing::StandardWebhooks {}, "dlv_1");
    for piece in [
        "WEBHOOK_FILE='/in/it'\\''s \"a\".pdf'",
        "{ printf '%s.%s.' \"$WEBHOOK_ID\" \"$WEBHOOK_TIMESTAMP\"; cat \"$WEBHOOK_FILE\"; } | openssl",
        "--data-binary \"@$WEBHOOK_FILE\"",
    ] {
        assert!(text.contains(piece), "{piece} in {text}");
    }
    let packed = Request {
        gzip: true,
        ..request
    };
    let text = curl(&packed, &Signing::Github {}, "dlv_1");
    assert!(text.contains("gzip -c \"$WEBHOOK_FILE\" | curl"), "{text}");
    assert!(text.contains("--data-binary @-"), "{text}");
}

#[test]
fn a_form_with_files_is_written_by_curl_and_goes_out_unsigned() {
    let parts = vec![
        UploadPart::Field {
            name: "note".to_owned(),
            value: "it's".to_owned(),
        },
        UploadPart::File {
            name: "file".to_owned(),
            content_type: "application/pdf".to_owned(),
            file: file(),
        },
    ];
    let upload = Some(Upload::Multipart {
        boundary: "line".to_owned(),
        parts,
    });
    let request = Request {
        upload,
        ..request(None)
    };
    let text = curl(&request, &Signing::StandardWebhooks {}, "dlv_1");
    assert!(text.contains("--form-string 'note=it'\\''s'"), "{text}");
    let file = "-F 'file=@\"/in/it'\\''s \\\"a\\\".pdf\";type=application/pdf'";
    assert!(text.contains(file), "{text}");
    assert!(
        !text.contains("content-type") && !text.contains("openssl"),
        "{text}"
    );
}
