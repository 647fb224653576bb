//! So many a minute, and no more.

use std::{collections::VecDeque, time::Duration};

use crate::moment::Moment;

/// A minute, and a little more: what counts is when the receiver sees it.
const WINDOW: Duration = Duration::from_millis(60_100);
/// How far apart places are given away. What starts a little late must not make the next one wait
/// anew.
const PLACES: Duration = Duration::from_millis(60_500);

/// Keeps the sends of one automation, or to one destination, apart: in no minute are there more than
/// its limit.
///
/// Places are given away when deliveries are made, so that each knows from the start when it is
/// due. Whether it may really start is decided by the starts before it, because after a pause or a
/// night's sleep many are due at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    limit: usize,
    /// The last places that were given away, as many as the limit.
    places: VecDeque<Moment>,
    /// The last starts, as many as the limit.
    starts: VecDeque<Moment>,
    /// When those that had to wait once more may start.
    promised: VecDeque<Moment>,
}

impl Pace {
    /// A pace of `per_minute`, going on from what was sent within the last minute and from when
    /// what waits is due, both in their order.
    pub fn new(per_minute: u32, sent: Vec<Moment>, waiting: Vec<Moment>) -> Self {
        let limit = usize::try_from(per_minute.max(1)).unwrap_or(usize::MAX);
        let mut places = [sent.clone(), waiting].concat();
        places.sort_unstable();
        Self {
            limit,
            places: last(places, limit),
            starts: last(sent, limit),
            promised: VecDeque::new(),
        }
    }

    /// How many a minute.
    pub fn per_minute(&self) -> usize {
        self.limit
    }

    /// The same pace with another limit. What was sent still counts, so that a limit that is changed
    /// in mid-minute holds for that minute as well.
    #[must_use]
    pub fn with_limit(&self, per_minute: u32) -> Self {
        let waiting = self.places.iter().copied();
        let later = waiting.filter(|place| self.starts.back().is_none_or(|last| place > last));
        Self::new(
            per_minute,
            self.starts.iter().copied().collect(),
            later.collect(),
        )
    }

    /// When the next may start, whatever was promised to others: at once, or at a later moment.
    pub fn free_at(&mut self, now: Moment) -> Moment {
        self.heed_clock(now);
        let free_at = full(&self.starts, self.limit).map(|first| first.plus(WINDOW));
        free_at.map_or(now, |free_at| free_at.max(now))
    }

    /// When a delivery that is made now is due.
    pub fn reserve(&mut self, now: Moment) -> Moment {
        let place = match full(&self.places, self.limit) {
            Some(first) => first.plus(PLACES).max(now),
            None => now,
        };
        push(&mut self.places, place, self.limit);
        place
    }

    /// Notes that a delivery starts now.
    ///
    /// # Errors
    /// It must not, but may at the moment given.
    pub fn start(&mut self, now: Moment) -> Result<(), Moment> {
        while self.promised.front().is_some_and(|at| *at <= now) {
            self.promised.pop_front();
        }
        if self.free_at(now) <= now {
            push(&mut self.starts, now, self.limit);
            return Ok(());
        }
        let ahead = self.promised.len();
        let before = match ahead.checked_sub(self.limit) {
            Some(index) => self.promised[index],
            None => self.starts[ahead],
        };
        let at = before.plus(WINDOW);
        self.promised.push_back(at);
        Err(at)
    }

    /// A clock that was set back must not make anything wait for longer than a minute: what started
    /// in what is now the future started just now, as far as can be told.
    fn heed_clock(&mut self, now: Moment) {
        if self.starts.back().is_some_and(|last| *last > now) {
            for start in &mut self.starts {
                *start = now.min(*start);
            }
            self.promised.clear();
        }
    }
}

fn last(moments: Vec<Moment>, limit: usize) -> VecDeque<Moment> {
    let skipped = moments.len().saturating_sub(limit);
    moments.into_iter().skip(skipped).collect()
}

/// The first of the moments, if there are as many as the limit allows.
fn full(moments: &VecDeque<Moment>, limit: usize) -> Option<Moment> {
    moments.front().copied().filter(|_| moments.len() >= limit)
}

fn push(moments: &mut VecDeque<Moment>, moment: Moment, limit: usize) {
    moments.push_back(moment);
    if moments.len() > limit {
        moments.pop_front();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{cmp::Reverse, collections::BinaryHeap};

    use proptest::prelude::*;

    use super::*;

    fn at(millis: i64) -> Moment {
        Moment::from_unix_millis(millis)
    }

    #[test]
    fn the_first_go_at_once_and_the_next_a_minute_later() {
        let mut pace = Pace::new(2, Vec::new(), Vec::new());
        let places: Vec<_> = (0..5).map(|_| pace.reserve(at(0))).collect();
        assert_eq!(places, [at(0), at(0), at(60_500), at(60_500), at(121_000)]);
    }

    #[test]
    fn what_starts_a_little_late_does_not_make_the_next_one_wait_anew() {
        let mut pace = Pace::new(1, Vec::new(), Vec::new());
        let next = [pace.reserve(at(0)), pace.reserve(at(0))][1];
        assert_eq!(pace.start(at(300)), Ok(()));
        assert_eq!(pace.start(next), Ok(()));
    }

    #[test]
    fn what_was_sent_and_what_waits_before_a_restart_still_counts() {
        let mut pace = Pace::new(2, vec![at(-50_000), at(-10_000)], vec![at(10_500)]);
        assert_eq!(pace.start(at(0)), Err(at(10_100)));
        assert_eq!(pace.reserve(at(0)), at(50_500));
        assert_eq!(pace.start(at(10_500)), Ok(()));
    }

    #[test]
    fn after_a_long_sleep_what_is_due_goes_in_order_and_in_measure() {
        let mut pace = Pace::new(2, Vec::new(), Vec::new());
        let asked: Vec<_> = (0..6).map(|_| pace.start(at(0))).collect();
        let (once, twice) = (at(60_100), at(120_200));
        assert_eq!(
            asked,
            [Ok(()), Ok(()), Err(once), Err(once), Err(twice), Err(twice)]
        );
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nothing_wait_for_longer_than_a_minute() {
        let hour = 60 * 60 * 1000;
        let mut pace = Pace::new(1, vec![at(hour)], Vec::new());
        assert_eq!(pace.start(at(0)), Err(at(60_100)));
        assert_eq!(pace.start(at(60_100)), Ok(()));
    }

    #[test]
    fn what_was_sent_under_another_limit_still_counts() {
        let mut pace = Pace::new(3, Vec::new(), Vec::new());
        for millis in [0, 1000, 2000] {
            assert_eq!(pace.start(at(millis)), Ok(()));
        }
        let mut fewer = pace.with_limit(2);
        assert_eq!(fewer.free_at(at(3000)), at(61_100));
        let mut more = pace.with_limit(4);
        assert_eq!(more.start(at(3000)), Ok(()));
        assert_eq!(more.free_at(at(4000)), at(60_100));
    }

    proptest! {
        /// Whoever asks before each start when the next may start keeps to the limit in every
        /// minute, and leaves no place in it unused.
        #[test]
        fn who_waits_until_it_is_free_keeps_to_the_limit_and_uses_it(
            limit in 1u32..20,
            pauses in prop::collection::vec(0i64..5_000, 1..200),
        ) {
            let mut pace = Pace::new(limit, Vec::new(), Vec::new());
            let (mut starts, mut now) = (Vec::new(), 0);
            for pause in &pauses {
                now += pause;
                let free = pace.free_at(at(now));
                let full = usize::try_from(limit).unwrap();
                let before: Option<&i64> = starts.iter().rev().nth(full - 1);
                prop_assert_eq!(free, at(before.map_or(now, |first| now.max(first + 60_100))));
                now = free.unix_millis();
                prop_assert_eq!(pace.start(free), Ok(()));
                starts.push(now);
            }
        }

        /// However deliveries come and however late they are taken up, no minute has more starts
        /// than the limit; and none waits for ever.
        #[test]
        fn no_minute_has_more_than_the_limit(
            limit in 1u32..20,
            made in prop::collection::vec((0i64..5_000, 0i64..3_000), 1..200),
        ) {
            let mut pace = Pace::new(limit, Vec::new(), Vec::new());
            let mut due = BinaryHeap::new();
            let mut now = 0;
            for (pause, late) in &made {
                now += pause;
                let place = pace.reserve(at(now)).unix_millis();
                due.push(Reverse(place + late));
            }
            let mut starts: Vec<i64> = Vec::new();
            let (mut clock, mut asked) = (0, 0);
            while let Some(Reverse(when)) = due.pop() {
                clock = clock.max(when);
                asked += 1;
                match pace.start(at(clock)) {
                    Ok(()) => starts.push(clock),
                    Err(later) => due.push(Reverse(later.unix_millis())),
                }
                prop_assert!(asked < 40 * made.len(), "asked again and again");
            }
            prop_assert_eq!(starts.len(), made.len());
            let limit = usize::try_from(limit).unwrap();
            for pair in starts.windows(limit + 1) {
                prop_assert!(pair[limit] - pair[0] >= 60_000, "{:?}", pair);
            }
        }
    }
}
