//! What to do when a destination says that it has moved.

use crate::{
    address::Address,
    attempt::{Attempt, Outcome},
    masking::MASK,
    request::Request,
};

/// The address that the destination should have from now on, if the last answer said so: the new
/// place of the request, without what the automation itself put behind the address.
pub fn moved_to(address: &str, request: &Request, attempts: &[Attempt]) -> Option<String> {
    let Outcome::Answered(answer) = &attempts.last()?.outcome else {
        return None;
    };
    if !(300..400).contains(&answer.status) {
        return None;
    }
    let location = answer.header("location")?;
    if location.contains(MASK) {
        return None;
    }
    let asked = url::Url::parse(&request.url).ok()?;
    let place = asked.join(location).ok()?;
    let present = Address::parse(address).ok()?;
    let appended = asked
        .as_str()
        .strip_prefix(present.as_str().trim_end_matches('/'))?;
    let moved = place.as_str().strip_suffix(appended)?;
    let moved = Address::parse(moved).ok()?;
    (moved != present).then(|| moved.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attempt::{Answer, Phases, Why},
        id::{AttemptId, DeliveryId},
        method::Method,
        moment::Moment,
    };
    use uuid::Uuid;

    fn answered(status: u16, location: &str) -> Vec<Attempt> {
        let outcome = Outcome::Answered(Answer {
            status,
            headers: vec![("Location".to_owned(), location.to_owned())],
            ..Answer::default()
        });
        vec![Attempt {
            id: AttemptId::new(Uuid::nil()),
            delivery: DeliveryId::new(Uuid::nil()),
            number: 1,
            at: Moment::from_unix_seconds(0),
            why: Why::First,
            remote: None,
            phases: Phases::default(),
            outcome,
        }]
    }

    fn request(url: &str) -> Request {
        Request {
            method: Method::Post,
            url: url.to_owned(),
            headers: Vec::new(),
            body: None,
            upload: None,
            gzip: false,
            timeout_seconds: 15,
        }
    }

    #[test]
    fn the_new_address_is_without_what_the_automation_appended() {
        let (old, asked) = (
            "https://a.example/hooks",
            "https://a.example/hooks/orders?id=7",
        );
        for (location, moved) in [
            (
                "https://b.example/v2/orders?id=7",
                Some("https://b.example/v2"),
            ),
            ("/v2/orders?id=7", Some("https://a.example/v2")),
            ("https://b.example/login", None),
            ("https://a.example/hooks/orders?id=7", None),
            ("https://b.example/orders?id=7&token=••••", None),
        ] {
            let found = moved_to(old, &request(asked), &answered(308, location));
            assert_eq!(found.as_deref(), moved, "{location}");
        }
    }

    #[test]
    fn an_address_without_a_path_moves_as_a_whole() {
        let found = moved_to(
            "http://a.example",
            &request("http://a.example/"),
            &answered(301, "https://a.example/"),
        );
        assert_eq!(found.as_deref(), Some("https://a.example/"));
    }

    #[test]
    fn only_a_redirect_moves_anything_and_never_to_where_nothing_may_be_sent() {
        let (old, asked) = ("https://a.example/x", request("https://a.example/x"));
        assert_eq!(
            moved_to(old, &asked, &answered(200, "https://b.example/")),
            None
        );
        assert_eq!(
            moved_to(old, &asked, &answered(302, "http://169.254.169.254/x")),
            None
        );
        assert_eq!(
            moved_to(old, &asked, &answered(302, "ftp://b.example/x")),
            None
        );
        assert_eq!(moved_to(old, &asked, &[]), None);
    }
}
