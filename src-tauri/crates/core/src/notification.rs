//! What the desktop is told, and when: things that belong together at once, and nothing in quiet
//! hours that can wait until they end.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    delivery::{Delivery, DeliveryState},
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    settings::NotificationSettings,
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
    /// Deliveries of that automation arrived at that destination.
    Delivered(AutomationId, DestinationId),
    /// That destination was paused, because it no longer wants anything.
    Paused(DestinationId),
    /// That destination was unhealthy and is well again.
    Recovered(DestinationId),
    /// That automation can't work.
    Broken(AutomationId),
}

impl Subject {
    /// What there is to tell of the state that a delivery has come to, if anything. That something
    /// arrived is only told of automations that have it told (`notify_delivered`, asked only then),
    /// and nothing is told of a test: whoever makes one looks at it.
    pub fn of(
        delivery: &Delivery,
        state: &DeliveryState,
        notify_delivered: impl FnOnce() -> bool,
    ) -> Option<Self> {
        match state {
            _ if delivery.test => None,
            DeliveryState::Failed { .. } => Some(Self::Failed(delivery.destination)),
            DeliveryState::Succeeded { .. } => notify_delivered()
                .then_some(Self::Delivered(delivery.automation, delivery.destination)),
            _ => None,
        }
    }

    /// Whether a person wants to be told of such things at all.
    pub fn is_wanted(self, settings: &NotificationSettings) -> bool {
        match self {
            Self::Failed(_) => settings.failed,
            Self::Delivered(..) => settings.delivered,
            Self::Paused(_) | Self::Recovered(_) => settings.paused,
            Self::Broken(_) => settings.broken,
        }
    }

    /// Where a person sees more of it, as a hash address of the window.
    pub fn route(self, deliveries: &[DeliveryId]) -> String {
        match (self, deliveries) {
            (Self::Failed(_) | Self::Delivered(..), [one]) => format!("#/activity/{one}"),
            (Self::Failed(id), _) => format!("#/activity?state=failed&destination={id}"),
            (Self::Delivered(automation, destination), _) => format!(
                "#/activity?state=succeeded&automation={automation}&destination={destination}"
            ),
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
    use crate::{
        delivery::{FailReason, HoldReason, SkipReason},
        id::EventId,
        retry::Retry,
        statuses::{Statuses, Successes},
    };

    const SHOP: Subject = Subject::Failed(DestinationId::new(Uuid::from_u128(1)));
    const DESK: Subject = Subject::Failed(DestinationId::new(Uuid::from_u128(2)));
    const INVOICES: AutomationId = AutomationId::new(Uuid::from_u128(3));
    const ARRIVED: Subject = Subject::Delivered(INVOICES, DestinationId::new(Uuid::from_u128(1)));

    fn come_to(state: DeliveryState, test: bool) -> Delivery {
        Delivery {
            id: delivery(1),
            event: EventId::new(Uuid::from_u128(4)),
            automation: INVOICES,
            destination: DestinationId::new(Uuid::from_u128(1)),
            state,
            request: None,
            retry: Retry::Patient {},
            retry_on: Statuses::default(),
            success_on: Successes::default(),
            created_at: at(0),
            test,
            copy_of: None,
            order_key: None,
            useless_at: None,
        }
    }

    fn told(state: DeliveryState, test: bool, notify_delivered: bool) -> Option<Subject> {
        Subject::of(&come_to(state.clone(), test), &state, || notify_delivered)
    }

    #[test]
    fn an_arrival_is_told_only_where_it_is_switched_on_and_nothing_of_a_test() {
        let arrived = DeliveryState::Succeeded { at: at(1) };
        let failed = DeliveryState::Failed {
            at: at(1),
            reason: FailReason::Gone {},
        };
        for (state, test, notify_delivered, expected) in [
            (&arrived, false, false, None),
            (&arrived, false, true, Some(ARRIVED)),
            (&arrived, true, true, None),
            (&failed, false, false, Some(SHOP)),
            (&failed, false, true, Some(SHOP)),
            (&failed, true, true, None),
        ] {
            let told = told(state.clone(), test, notify_delivered);
            assert_eq!(told, expected, "{state:?}, {test}, {notify_delivered}");
        }
    }

    #[test]
    fn what_goes_on_or_was_stopped_by_a_rule_or_a_person_is_not_told() {
        for state in [
            DeliveryState::Pending { due_at: at(1) },
            DeliveryState::Held {
                since: at(1),
                why: HoldReason::DestinationPaused,
            },
            DeliveryState::Skipped {
                at: at(1),
                reason: SkipReason::Full { why: String::new() },
            },
            DeliveryState::Cancelled { at: at(1) },
        ] {
            assert_eq!(told(state.clone(), false, true), None, "{state:?}");
        }
    }

    #[test]
    fn each_kind_of_word_has_a_switch() {
        let destination = DestinationId::new(Uuid::from_u128(1));
        let all = NotificationSettings::default();
        for (subject, without) in [
            (
                SHOP,
                NotificationSettings {
                    failed: false,
                    ..all.clone()
                },
            ),
            (
                ARRIVED,
                NotificationSettings {
                    delivered: false,
                    ..all.clone()
                },
            ),
            (
                Subject::Paused(destination),
                NotificationSettings {
                    paused: false,
                    ..all.clone()
                },
            ),
            (
                Subject::Recovered(destination),
                NotificationSettings {
                    paused: false,
                    ..all.clone()
                },
            ),
            (
                Subject::Broken(INVOICES),
                NotificationSettings {
                    broken: false,
                    ..all.clone()
                },
            ),
        ] {
            assert!(subject.is_wanted(&all), "{subject:?}");
            assert!(!subject.is_wanted(&without), "{subject:?}");
        }
    }

    #[test]
    fn what_arrives_and_what_fails_at_one_destination_are_told_apart() {
        let mut gathered = Gathered::default();
        note(&mut gathered, SHOP, 1, 0);
        note(&mut gathered, ARRIVED, 2, 0);
        note(&mut gathered, ARRIVED, 3, 1);
        let words = gathered.take_due(at(5));
        let counts: Vec<_> = words
            .iter()
            .map(|word| (word.subject, word.count))
            .collect();
        assert_eq!(counts, [(SHOP, 1), (ARRIVED, 2)]);
    }

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(seconds)
    }

    fn delivery(n: u128) -> DeliveryId {
        DeliveryId::new(Uuid::from_u128(n))
    }

    fn note(gathered: &mut Gathered, subject: Subject, n: u128, seconds: i64) {
        gathered.add(subject, Some(delivery(n)), at(seconds), |then| then);
    }

    #[test]
    fn what_fails_together_is_told_together_and_by_destination() {
        let mut gathered = Gathered::default();
        for n in 0..4 {
            note(&mut gathered, SHOP, n, 0);
        }
        note(&mut gathered, SHOP, 4, 3);
        note(&mut gathered, DESK, 9, 4);
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
        note(&mut gathered, SHOP, 0, 0);
        assert_eq!(gathered.take_due(at(5)).len(), 1);
        note(&mut gathered, SHOP, 1, 10);
        assert_eq!(gathered.next_due(), Some(at(65)));
        assert_eq!(gathered.take_due(at(65))[0].count, 2);
    }

    #[test]
    fn what_was_looked_at_is_not_counted_again() {
        let mut gathered = Gathered::default();
        note(&mut gathered, SHOP, 0, 0);
        gathered.take_due(at(5));
        assert_eq!(gathered.forget(SHOP), [delivery(0)]);
        note(&mut gathered, SHOP, 1, 10);
        assert_eq!(gathered.take_due(at(15))[0].count, 1);
    }

    #[test]
    fn quiet_hours_put_a_word_off_until_they_end() {
        let mut gathered = Gathered::default();
        gathered.add(SHOP, None, at(0), |then| then.max(at(1000)));
        note(&mut gathered, SHOP, 1, 500);
        assert_eq!(gathered.next_due(), Some(at(1000)));
        assert_eq!(gathered.take_due(at(1000))[0].count, 2);
    }

    #[test]
    fn no_more_deliveries_are_remembered_than_can_be_sent_again() {
        let mut gathered = Gathered::default();
        for n in 0..1200 {
            note(&mut gathered, SHOP, n, 0);
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
        let one = ARRIVED.route(&[delivery(1)]);
        assert!(one.starts_with("#/activity/dlv_"), "{one}");
        let many = ARRIVED.route(&[delivery(1), delivery(2)]);
        assert!(
            many.starts_with("#/activity?state=succeeded&automation=atm_"),
            "{many}"
        );
        assert!(many.contains("&destination=dst_"), "{many}");
    }
}
