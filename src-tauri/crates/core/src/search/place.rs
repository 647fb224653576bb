//! The order of what can be found.

use crate::id::DeliveryId;

/// How many numbers there are for each second. Numbers that lie close together take less room.
const EACH_SECOND: i64 = 64;
/// 2020-01-01T00:00:00Z, before which there was no delivery.
const FIRST_SECOND: i64 = 1_577_836_800;
/// The distance that is kept when many come in one second, so that a late one fits between two.
const APART: i64 = 4;

/// A number for a delivery, so that numbers sort as ids do: newer ones have higher ones. `below` and
/// `above` are the numbers of its neighbours. Nothing when there is no room left between these two.
pub fn place(id: DeliveryId, below: Option<i64>, above: Option<i64>) -> Option<i64> {
    let millis = i64::try_from(id.uuid().as_u128() >> 80).unwrap_or(i64::MAX);
    let wanted = (millis / 1000 - FIRST_SECOND).max(0) * EACH_SECOND;
    let number = match (below, above) {
        (Some(below), _) if wanted <= below => below + APART,
        (_, Some(above)) if wanted >= above => above - APART,
        _ => wanted,
    };
    let fits = |number: &i64| {
        below.is_none_or(|below| *number > below) && above.is_none_or(|above| *number < above)
    };
    let between = || Some(below? + (above? - below?) / 2);
    Some(number).filter(fits).or_else(|| between().filter(fits))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id(millis: u64, rest: u16) -> DeliveryId {
        DeliveryId::new(Uuid::from_u128(u128::from(millis) << 80 | u128::from(rest)))
    }

    /// Places one after the other, as the index does.
    fn placed(ids: impl IntoIterator<Item = DeliveryId>) -> BTreeMap<DeliveryId, i64> {
        let mut numbers = BTreeMap::new();
        for id in ids {
            let below = numbers.range(..id).next_back().map(|(_, number)| *number);
            let above = numbers.range(id..).next().map(|(_, number)| *number);
            if let Some(number) = place(id, below, above) {
                numbers.insert(id, number);
            }
        }
        numbers
    }

    fn is_sorted(numbers: &BTreeMap<DeliveryId, i64>) -> bool {
        numbers.values().is_sorted_by(|a, b| a < b)
    }

    #[test]
    fn a_burst_in_one_second_keeps_its_order_from_either_end() {
        let burst = || (0..2000).map(|n| id(1_700_000_000_000, n));
        for numbers in [placed(burst()), placed(burst().rev())] {
            assert_eq!(numbers.len(), 2000);
            assert!(is_sorted(&numbers));
        }
    }

    #[test]
    fn without_neighbours_the_time_alone_counts() {
        let day = |day: u64| place(id((1_700_000_000 + day * 86_400) * 1000, 0), None, None);
        assert_eq!(day(1).unwrap() - day(0).unwrap(), 86_400 * EACH_SECOND);
        assert_eq!(place(id(0, 0), None, None), Some(0));
    }

    #[test]
    fn where_there_is_no_room_there_is_no_number() {
        assert_eq!(place(id(0, 1), Some(7), Some(8)), None);
        assert_eq!(place(id(0, 1), Some(7), Some(9)), Some(8));
    }

    proptest! {
        #[test]
        fn whatever_the_order_of_coming_the_numbers_sort_as_the_ids(
            ids in proptest::collection::vec((1_700_000_000_000u64..1_700_000_009_000, any::<u16>()), 0..80)
        ) {
            prop_assert!(is_sorted(&placed(ids.into_iter().map(|(millis, rest)| id(millis, rest)))));
        }
    }
}
