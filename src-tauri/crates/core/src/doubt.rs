//! Whether a fault is the destination's own or this computer's: some faults look the same from
//! both. Nobody else is asked; what other destinations answered is the only witness.

use std::{collections::BTreeMap, time::Duration};

use url::{Host, Url};

use crate::{attempt::Answer, id::DestinationId, moment::Moment};

/// Another destination's answer counts for so long.
const RECENT: Duration = Duration::from_secs(10 * 60);
/// For how long a lone destination has the benefit of the doubt, where its own fault is the likelier
/// one and where it is not.
const SHORT_PATIENCE: Duration = Duration::from_secs(60 * 60);
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);
/// The same when others are in such trouble too.
const LONG_PATIENCE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Endings of names that lead nowhere outside.
const LOCAL: [&str; 5] = [".local", ".localhost", ".internal", ".lan", ".home.arpa"];

/// What may be this computer's own trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// No name server answered.
    NamesSilent,
    /// The network says that one must sign in first (HTTP 511).
    Portal,
    /// A plain address was led to another host, as networks do where one must sign in.
    Elsewhere,
    /// Somebody else's certificate came.
    Stranger,
}

impl Doubt {
    /// What an answer leaves in doubt.
    pub fn of_answer(url: &str, answer: &Answer) -> Option<Self> {
        match answer.status {
            511 => Some(Self::Portal),
            302 | 303 | 307 => leads_elsewhere(url, answer.header("location")?),
            _ => None,
        }
    }

    /// The same in one sentence, once it is this computer's.
    pub fn words(self) -> &'static str {
        match self {
            Self::NamesSilent => "This computer can't look up names at the moment.",
            Self::Portal | Self::Elsewhere | Self::Stranger => {
                "This network seems to want you to sign in first."
            }
        }
    }

    /// Whether it is this computer's trouble more often than the destination's.
    fn speaks_for_the_destination(self) -> bool {
        matches!(self, Self::NamesSilent | Self::Portal)
    }
}

fn leads_elsewhere(url: &str, location: &str) -> Option<Doubt> {
    let asked = Url::parse(url)
        .ok()
        .filter(|asked| asked.scheme() == "http")?;
    let place = asked.join(location).ok()?;
    (place.host_str() != asked.host_str()).then_some(Doubt::Elsewhere)
}

/// Whether whoever answers at that address proves that names and ways out of this computer work.
pub fn is_out_there(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.contains('.') && !LOCAL.iter().any(|ending| name.ends_with(ending))
        }
        _ => false,
    }
}

/// Which destinations were reached and which are in doubt.
#[derive(Clone, Debug, Default)]
pub struct Witnesses {
    reached: BTreeMap<DestinationId, Moment>,
    doubted: BTreeMap<DestinationId, Moment>,
}

impl Witnesses {
    /// A destination answered, whatever it said.
    pub fn reached(&mut self, destination: DestinationId, now: Moment) {
        self.doubted.remove(&destination);
        self.reached.insert(destination, now);
    }

    /// Whether this computer is to blame. `is_other` says of destinations if they are elsewhere
    /// and out there, so that they can bear witness.
    ///
    /// It is not once anything else answered since the trouble began. As long as nothing else is
    /// known, silent name servers and a request to sign in speak for the destination, for a day. A
    /// strange certificate or redirect does so only if it was reached before, and for an hour; or if
    /// others are in trouble too.
    pub fn is_offline(
        &mut self,
        doubt: Doubt,
        destination: DestinationId,
        now: Moment,
        is_other: impl Fn(DestinationId) -> bool,
    ) -> bool {
        let since = *self.doubted.entry(destination).or_insert(now);
        let answers = |(id, at): (&DestinationId, &Moment)| {
            (*at >= since || now.since(*at) < RECENT) && is_other(*id)
        };
        if self.reached.iter().any(answers) {
            return false;
        }
        let others = self.doubted.keys().any(|id| is_other(*id));
        let known = self.reached.contains_key(&destination);
        let patience = match (others, doubt.speaks_for_the_destination()) {
            (true, _) => LONG_PATIENCE,
            (false, true) => PATIENCE,
            (false, false) if known => SHORT_PATIENCE,
            (false, false) => Duration::ZERO,
        };
        now.since(since) < patience
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const SHOP: DestinationId = DestinationId::new(Uuid::from_u128(1));
    const DESK: DestinationId = DestinationId::new(Uuid::from_u128(2));
    const DAY: i64 = 24 * 3600;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(1_700_000_000 + seconds)
    }

    fn shop_is_offline(witnesses: &mut Witnesses, doubt: Doubt, seconds: i64) -> bool {
        witnesses.is_offline(doubt, SHOP, at(seconds), |id| id == DESK)
    }

    #[test]
    fn silent_name_servers_are_no_fault_of_the_destination_while_nothing_else_answers() {
        let mut witnesses = Witnesses::default();
        assert!(shop_is_offline(&mut witnesses, Doubt::NamesSilent, 0));
        assert!(shop_is_offline(&mut witnesses, Doubt::NamesSilent, DAY - 1));
        assert!(!shop_is_offline(&mut witnesses, Doubt::NamesSilent, DAY));
    }

    #[test]
    fn a_domain_whose_own_servers_are_silent_is_at_fault_once_another_answers() {
        let mut witnesses = Witnesses::default();
        assert!(shop_is_offline(&mut witnesses, Doubt::NamesSilent, 0));
        witnesses.reached(DESK, at(5));
        assert!(!shop_is_offline(&mut witnesses, Doubt::NamesSilent, 10));
        let later = 3 * 3600;
        assert!(!shop_is_offline(&mut witnesses, Doubt::NamesSilent, later));
    }

    #[test]
    fn an_answer_of_long_ago_proves_nothing_of_today() {
        let mut witnesses = Witnesses::default();
        witnesses.reached(DESK, at(0));
        assert!(!shop_is_offline(&mut witnesses, Doubt::NamesSilent, 599));
        let mut witnesses = Witnesses::default();
        witnesses.reached(DESK, at(0));
        assert!(shop_is_offline(&mut witnesses, Doubt::NamesSilent, 600));
    }

    #[test]
    fn when_others_are_in_trouble_too_the_doubt_lasts_for_longer_but_not_for_ever() {
        let mut witnesses = Witnesses::default();
        witnesses.is_offline(Doubt::NamesSilent, DESK, at(0), |id| id == SHOP);
        assert!(shop_is_offline(&mut witnesses, Doubt::NamesSilent, 0));
        let days = |days| days * DAY;
        assert!(shop_is_offline(&mut witnesses, Doubt::NamesSilent, days(6)));
        assert!(!shop_is_offline(
            &mut witnesses,
            Doubt::NamesSilent,
            days(7)
        ));
    }

    #[test]
    fn a_strange_certificate_is_its_own_unless_it_was_reached_before() {
        for doubt in [Doubt::Stranger, Doubt::Elsewhere] {
            let mut witnesses = Witnesses::default();
            assert!(!shop_is_offline(&mut witnesses, doubt, 0), "{doubt:?}");
            witnesses.reached(SHOP, at(1));
            assert!(shop_is_offline(&mut witnesses, doubt, 2), "{doubt:?}");
            assert!(!shop_is_offline(&mut witnesses, doubt, 3602), "{doubt:?}");
        }
    }

    #[test]
    fn only_signs_of_a_sign_in_page_leave_an_answer_in_doubt() {
        let answer = |status, location: &str| Answer {
            status,
            headers: vec![("Location".to_owned(), location.to_owned())],
            ..Answer::default()
        };
        let (plain, tls) = ("http://shop.example/x", "https://shop.example/x");
        for (url, answer, doubt) in [
            (
                plain,
                answer(302, "http://login.hotel/"),
                Some(Doubt::Elsewhere),
            ),
            (plain, answer(302, "/login"), None),
            (plain, answer(301, "http://login.hotel/"), None),
            (tls, answer(302, "http://login.hotel/"), None),
            (tls, answer(511, ""), Some(Doubt::Portal)),
            (tls, answer(503, ""), None),
        ] {
            assert_eq!(Doubt::of_answer(url, &answer), doubt, "{url} {answer:?}");
        }
    }

    #[test]
    fn only_names_of_the_world_bear_witness() {
        for (address, out) in [
            ("https://shop.example/hooks", true),
            ("http://127.0.0.1:9000/", false),
            ("http://localhost/", false),
            ("http://nas.local/", false),
            ("http://[::1]/", false),
            ("https://93.184.216.34/", false),
            ("nonsense", false),
        ] {
            assert_eq!(is_out_there(address), out, "{address}");
        }
    }
}
