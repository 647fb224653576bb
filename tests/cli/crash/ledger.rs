//! What was accepted against what arrived, kept by neither side of the product.

use std::collections::{BTreeMap, BTreeSet};

use super::{load::Calls, receiver::Heard};
use crate::http::Call;

pub struct Ledger {
    calls: Calls,
    heard: Vec<Heard>,
}

impl Ledger {
    pub fn new(calls: Calls, heard: Vec<Heard>) -> Self {
        Self { calls, heard }
    }

    pub fn summary(&self) -> String {
        let count = |call: Call| self.calls.values().filter(|seen| **seen == call).count();
        let refused = self
            .heard
            .iter()
            .filter(|request| request.answered == 500)
            .count();
        format!(
            "{} calls: {} accepted, {} not connected, {} without answer; {} requests arrived, {refused} of them refused",
            self.calls.len(),
            count(Call::Answered(202)),
            count(Call::NotConnected),
            count(Call::Lost),
            self.heard.len(),
        )
    }

    /// A run in which the kills met nothing would prove nothing.
    pub fn assert_delivered_in_many_lives(&self) {
        let lives: BTreeSet<usize> = self.heard.iter().map(|request| request.life).collect();
        assert!(lives.len() > 5, "delivered only in the lives {lives:?}");
    }

    /// What was accepted was answered 200 in the end; what was refused never arrived.
    pub fn assert_nothing_lost(&self) {
        let arrived: BTreeSet<u64> = self.clean().map(|request| request.event).collect();
        let lost: Vec<u64> = self
            .accepted()
            .filter(|event| !arrived.contains(event))
            .collect();
        assert!(lost.is_empty(), "accepted, and never delivered: {lost:?}");

        let heard: BTreeSet<u64> = self.heard.iter().map(|request| request.event).collect();
        let refused = self.calls.iter().filter(|(_, call)| {
            matches!(call, Call::NotConnected)
                || matches!(call, Call::Answered(status) if *status != 202)
        });
        let unasked: Vec<_> = refused.filter(|(event, _)| heard.contains(event)).collect();
        assert!(
            unasked.is_empty(),
            "refused, and delivered all the same: {unasked:?}"
        );
    }

    /// No event goes out under two ids, and no id stands for two events.
    pub fn assert_one_id_each(&self) {
        let mut ids: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
        let mut events: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
        for request in &self.heard {
            ids.entry(request.event).or_default().insert(&request.id);
            events.entry(&request.id).or_default().insert(request.event);
        }
        ids.retain(|_, ids| ids.len() > 1);
        events.retain(|_, events| events.len() > 1);
        assert!(ids.is_empty(), "events under several ids: {ids:?}");
        assert!(events.is_empty(), "ids of several events: {events:?}");
    }

    /// What was answered 200 is sent again only if a kill came before the answer was on disk:
    /// never twice by the same runner.
    pub fn assert_no_needless_repeats(&self) {
        let mut answers: BTreeMap<(&str, usize), usize> = BTreeMap::new();
        for request in self.clean() {
            *answers.entry((&request.id, request.life)).or_default() += 1;
        }
        answers.retain(|_, times| *times > 1);
        assert!(
            answers.is_empty(),
            "answered 200, and sent again by the same runner: {answers:?}"
        );
    }

    fn accepted(&self) -> impl Iterator<Item = u64> {
        let accepted = self
            .calls
            .iter()
            .filter(|(_, call)| **call == Call::Answered(202));
        accepted.map(|(event, _)| *event)
    }

    fn clean(&self) -> impl Iterator<Item = &Heard> {
        self.heard.iter().filter(|request| request.answered == 200)
    }
}

/// The ledger itself has to notice what it is there for.
mod tests {
    use super::*;

    /// Three events: accepted, accepted, refused.
    fn calls() -> Calls {
        let calls = [
            Call::Answered(202),
            Call::Answered(202),
            Call::Answered(503),
        ];
        (0..).zip(calls).collect()
    }

    fn heard(event: u64, id: &str, answered: u16, life: usize) -> Heard {
        Heard {
            id: id.to_owned(),
            event,
            answered,
            life,
        }
    }

    /// All as it should be, with one repeat after a kill.
    fn as_it_should_be() -> Vec<Heard> {
        vec![
            heard(0, "a", 500, 0),
            heard(0, "a", 200, 0),
            heard(1, "b", 200, 0),
            heard(1, "b", 200, 1),
        ]
    }

    fn ledger(heard: Vec<Heard>) -> Ledger {
        Ledger::new(calls(), heard)
    }

    #[test]
    fn a_repeat_after_a_kill_is_no_fault() {
        let ledger = ledger(as_it_should_be());
        ledger.assert_nothing_lost();
        ledger.assert_one_id_each();
        ledger.assert_no_needless_repeats();
    }

    #[test]
    #[should_panic(expected = "never delivered: [0]")]
    fn an_event_that_only_met_refusals_is_lost() {
        let mut heard = as_it_should_be();
        heard.remove(1);
        ledger(heard).assert_nothing_lost();
    }

    #[test]
    #[should_panic(expected = "refused, and delivered")]
    fn a_refused_event_that_arrives_is_noticed() {
        let mut heard = as_it_should_be();
        heard.push(self::heard(2, "c", 200, 1));
        ledger(heard).assert_nothing_lost();
    }

    #[test]
    #[should_panic(expected = "several ids")]
    fn a_second_id_is_noticed() {
        let mut heard = as_it_should_be();
        heard.push(self::heard(1, "c", 200, 2));
        ledger(heard).assert_one_id_each();
    }

    #[test]
    #[should_panic(expected = "sent again by the same runner")]
    fn a_repeat_within_one_life_is_noticed() {
        let mut heard = as_it_should_be();
        heard.push(self::heard(1, "b", 200, 1));
        ledger(heard).assert_no_needless_repeats();
    }
}
