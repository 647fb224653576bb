//! What the desktop is told, and when: things that belong together at once, and nothing in quiet
//! hours that can wait until they end.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
};

/// How long to wait for more of the same before the desktop is told.
const GATHERING: Duration = Duration::from_secs(5);
/// The shortest time between two words about the same thing.
const REST: Duration = Duration::from_secs(60);
/// How many deliveries are remembered, to be sent again.
const REMEMBERED: usize = 1000;

/// What a notification is about. Of each there is one at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Deliveries to that destination were given up.
    Failed(DestinationId),
    /// That destination was paused, because it no longer wants anything.
    Paused(DestinationId),
    /// That destination was unhealthy and is well again.
    Recovered(DestinationId),
    /// That automation can't work.
    Broken(AutomationId),
}

impl Subject {
    /// Where a person sees more of it, as a hash address of the window.
    pub fn route(self, deliveries: &[DeliveryId]) -> String {
        match (self, deliveries) {
            (Self::Failed(_), [one]) => format!("#/activity/{one}"),
            (Self::Failed(id), _) => format!("#/activity?state=failed&destination={id}"),
            (Self::Paused(id) | Self::Recovered(id), _) => format!("#/destinations/{id}"),
            (Self::Broken(id), _) => format!("#/automations/{id}"),
        }
    }
}

/// What has happened and was not looked at yet, by subject.
#[derive(Debug, Default)]
pub struct Gathered(BTreeMap<Subject, Group>);

#[derive(Debug, Default)]
struct Group {
    count: usize,
    deliveries: Vec<DeliveryId>,
    due: Option<Moment>,
    told: Option<Moment>,
}

/// What the desktop is to be told now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// About what.
    pub subject: Subject,
    /// How often it has happened since somebody looked.
    pub count: usize,
    /// With which deliveries, the oldest first; not more than a thousand.
    pub deliveries: Vec<DeliveryId>,
}

impl Gathered {
    /// Something happened. `loud_from` says when the desktop may hear of what would be told then.
    pub fn add(
        &mut self,
        subject: Subject,
        delivery: Option<DeliveryId>,
        now: Moment,
        loud_from: impl Fn(Moment) -> Moment,
    ) {
        let group = self.0.entry(subject).or_default();
        group.count += 1;
        if group.deliveries.len() < REMEMBERED {
            group.deliveries.extend(delivery);
        }
        if group.due.is_none() {
            let rested = group.told.map_or(now, |told| told.plus(REST));
            group.due = Some(loud_from(rested.max(now.plus(GATHERING))));
        }
    }

    /// When there is something to tell next.
    pub fn next_due(&self) -> Option<Moment> {
        self.0.values().filter_map(|group| group.due).min()
    }

    /// What is to be told by now.
    pub fn take_due(&mut self, now: Moment) -> Vec<Word> {
        let due = |group: &Group| group.due.is_some_and(|due| due <= now);
        let groups = self.0.iter_mut().filter(|(_, group)| due(group));
        groups
            .map(|(subject, group)| {
                group.due = None;
                group.told = Some(now);
                Word {
                    subject: *subject,
                    count: group.count,
                    deliveries: group.deliveries.clone(),
                }
            })
            .collect()
    }

    /// Somebody has looked at it, or it is over: the next of its kind is the first again.
    pub fn forget(&mut self, subject: Subject) -> Vec<DeliveryId> {
        let group = self.0.remove(&subject);
        group.map(|group| group.deliveries).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;

    const SHOP: Subject = Subject::Failed(DestinationId::new(Uuid::from_u128(1)));
    const DESK: Subject = Subject::Failed(DestinationId::new(Uuid::from_u128(2)));

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(seconds)
    }

    fn delivery(n: u128) -> DeliveryId {
        DeliveryId::new(Uuid::from_u128(n))
    }

    fn fail(gathered: &mut Gathered, subject: Subject, n: u128, seconds: i64) {
        gathered.add(subject, Some(delivery(n)), at(seconds), |then| then);
    }

    #[test]
    fn what_fails_together_is_told_together_and_by_destination() {
        let mut gathered = Gathered::default();
        for n in 0..4 {
            fail(&mut gathered, SHOP, n, 0);
        }
        fail(&mut gathered, SHOP, 4, 3);
        fail(&mut gathered, DESK, 9, 4);
        assert_eq!(gathered.take_due(at(4)), []);
        assert_eq!(gathered.next_due(), Some(at(5)));
        let words = gathered.take_due(at(5));
        assert_eq!((words.len(), words[0].count), (1, 5));
        assert_eq!(words[0].deliveries, [0, 1, 2, 3, 4].map(delivery));
        assert_eq!(gathered.next_due(), Some(at(9)));
    }

    #[test]
    fn what_goes_on_failing_is_counted_on_and_told_once_a_minute() {
        let mut gathered = Gathered::default();
        fail(&mut gathered, SHOP, 0, 0);
        assert_eq!(gathered.take_due(at(5)).len(), 1);
        fail(&mut gathered, SHOP, 1, 10);
        assert_eq!(gathered.next_due(), Some(at(65)));
        assert_eq!(gathered.take_due(at(65))[0].count, 2);
    }

    #[test]
    fn what_was_looked_at_is_not_counted_again() {
        let mut gathered = Gathered::default();
        fail(&mut gathered, SHOP, 0, 0);
        gathered.take_due(at(5));
        assert_eq!(gathered.forget(SHOP), [delivery(0)]);
        fail(&mut gathered, SHOP, 1, 10);
        assert_eq!(gathered.take_due(at(15))[0].count, 1);
    }

    #[test]
    fn quiet_hours_put_a_word_off_until_they_end() {
        let mut gathered = Gathered::default();
        gathered.add(SHOP, None, at(0), |then| then.max(at(1000)));
        fail(&mut gathered, SHOP, 1, 500);
        assert_eq!(gathered.next_due(), Some(at(1000)));
        assert_eq!(gathered.take_due(at(1000))[0].count, 2);
    }

    #[test]
    fn no_more_deliveries_are_remembered_than_can_be_sent_again() {
        let mut gathered = Gathered::default();
        for n in 0..1200 {
            fail(&mut gathered, SHOP, n, 0);
        }
        let word = gathered.take_due(at(5)).remove(0);
        assert_eq!((word.count, word.deliveries.len()), (1200, REMEMBERED));
    }

    #[test]
    fn one_delivery_is_shown_itself_and_several_as_a_list() {
        let one = SHOP.route(&[delivery(1)]);
        assert!(one.starts_with("#/activity/dlv_"), "{one}");
        let many = SHOP.route(&[delivery(1), delivery(2)]);
        assert!(many.starts_with("#/activity?state=failed&destination=dst_"));
    }
}
