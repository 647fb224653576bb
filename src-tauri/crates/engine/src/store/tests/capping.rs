//! At most so many wait, and what is of no use any more does not.

use hookloom_core::{
    delivery::{DeliveryState, HoldReason, SkipReason},
    id::DeliveryId,
    limits::WhenFull,
};

use super::{
    super::{Batch, Cap, StoreError},
    sample::{Sample, at, attempt, held, only, pending},
};

fn cap(sample: &Sample, waiting: u32, when_full: WhenFull) -> Cap {
    Cap {
        destination: sample.destination,
        waiting,
        when_full,
        under_way: Vec::new(),
    }
}

/// Accepts one more under a cap, and gives it and what made room for it.
async fn accept(sample: &Sample, cap: Cap) -> (DeliveryId, Vec<DeliveryId>) {
    let accepted = sample.accepted(pending(0));
    let id = accepted.deliveries[0].id;
    let caps = vec![cap];
    let batch = Batch {
        caps,
        ..only(accepted)
    };
    (id, sample.store.accept(batch).await.unwrap())
}

async fn skipped(sample: &Sample, id: DeliveryId) -> Option<String> {
    match sample.state(id).await {
        DeliveryState::Skipped { reason, .. } => match reason {
            SkipReason::Full { why } | SkipReason::Expired { why } => Some(why),
            other => panic!("{other:?}"),
        },
        _ => None,
    }
}

#[tokio::test]
async fn the_new_one_is_skipped_when_enough_wait_and_can_be_sent_after_all() {
    let sample = Sample::new().await;
    let cap = cap(&sample, 2, WhenFull::SkipNew);
    let (first, _) = accept(&sample, cap.clone()).await;
    sample
        .store
        .hold(super::super::Hold::All, at(1))
        .await
        .unwrap();
    let (second, _) = accept(&sample, cap.clone()).await;
    let (third, made_room) = accept(&sample, cap.clone()).await;
    assert_eq!(made_room, []);
    assert_eq!(skipped(&sample, first).await, None, "held ones wait, too");
    assert_eq!(skipped(&sample, second).await, None);
    let why = skipped(&sample, third).await.unwrap();
    assert_eq!(
        why,
        "2 were waiting already, as many as the destination allows"
    );
    sample.store.resend(third, at(2), None).await.unwrap();
    assert_eq!(sample.state(third).await, pending(2));
    sample.store.cancel(second, at(3)).await.unwrap();
    sample.store.cancel(third, at(3)).await.unwrap();
    let (fourth, _) = accept(&sample, cap).await;
    assert_eq!(skipped(&sample, fourth).await, None, "there is room again");
}

#[tokio::test]
async fn the_oldest_that_was_never_tried_makes_room() {
    let sample = Sample::new().await;
    let cap = cap(&sample, 3, WhenFull::SkipOldest);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(accept(&sample, cap.clone()).await.0);
    }
    let tried = attempt(ids[0], 1, Some(503));
    let settled = sample.store.settle(Some(tried), ids[0], pending(60)).await;
    settled.unwrap();
    let (_, made_room) = accept(&sample, cap.clone()).await;
    assert_eq!(made_room, [ids[1]]);
    assert!(
        skipped(&sample, ids[1])
            .await
            .unwrap()
            .contains("took its place")
    );
    assert_eq!(sample.state(ids[0]).await, pending(60));
    let under_way = vec![ids[2]];
    let (_, made_room) = accept(&sample, Cap { under_way, ..cap }).await;
    assert_eq!(made_room, [], "what is under way does not wait");
}

#[tokio::test]
async fn whatever_a_limit_leaves_out_is_counted_and_stays_counted() {
    let sample = Sample::new().await;
    accept(&sample, cap(&sample, 1, WhenFull::SkipNew)).await;
    accept(&sample, cap(&sample, 1, WhenFull::SkipNew)).await;
    accept(&sample, cap(&sample, 1, WhenFull::SkipOldest)).await;
    let mut useless = sample.accepted(pending(0));
    useless.deliveries[0].useless_at = Some(at(5));
    sample.store.accept(only(useless)).await.unwrap();
    sample.store.expire(at(9), Vec::new()).await.unwrap();
    let reason = SkipReason::Missed {
        runs: 8,
        why: "8 runs were missed".to_owned(),
    };
    let missed = DeliveryState::Skipped { at: at(0), reason };
    sample.accept(missed).await;
    let reason = SkipReason::Condition {
        why: "size is 12, not more than 1000".to_owned(),
    };
    sample
        .accept(DeliveryState::Skipped { at: at(0), reason })
        .await;
    let long_ago = at(-100_000);
    let merged = sample.store.merge_tallies(long_ago, at(7200), long_ago);
    merged.await.unwrap();
    let tallies = sample.store.tallies(long_ago, 1).await.unwrap();
    let left_out: u64 = tallies.iter().map(|timed| timed.counts.left_out).sum();
    assert_eq!(left_out, 1 + 1 + 1 + 8);
}

#[tokio::test]
async fn if_all_were_tried_the_new_one_is_skipped() {
    let sample = Sample::new().await;
    let cap = cap(&sample, 1, WhenFull::SkipOldest);
    let (first, _) = accept(&sample, cap.clone()).await;
    let tried = attempt(first, 1, Some(503));
    let settled = sample.store.settle(Some(tried), first, pending(60)).await;
    settled.unwrap();
    let (second, made_room) = accept(&sample, cap).await;
    assert_eq!(made_room, []);
    assert!(skipped(&sample, second).await.is_some());
}

#[tokio::test]
async fn those_of_one_batch_count_together() {
    let sample = Sample::new().await;
    let accepted: Vec<_> = (0..5).map(|_| sample.accepted(pending(0))).collect();
    let ids: Vec<_> = accepted.iter().map(|one| one.deliveries[0].id).collect();
    let batch = Batch {
        accepted,
        caps: vec![cap(&sample, 3, WhenFull::SkipOldest)],
        ..Batch::default()
    };
    assert_eq!(sample.store.accept(batch).await, Ok(ids[..2].to_vec()));
    let waits = sample
        .store
        .due(sample.destination, at(0), 10)
        .await
        .unwrap();
    let waits: Vec<_> = waits.into_iter().map(|due| due.delivery.id).collect();
    assert_eq!(waits, ids[2..]);
}

#[tokio::test]
async fn what_made_room_while_it_was_on_its_way_counts_as_sent_if_it_arrives() {
    let sample = Sample::new().await;
    let cap = cap(&sample, 1, WhenFull::SkipOldest);
    let (first, _) = accept(&sample, cap.clone()).await;
    assert_eq!(accept(&sample, cap).await.1, [first]);
    let arrived = DeliveryState::Succeeded { at: at(1) };
    let attempt = attempt(first, 1, Some(204));
    let settled = sample.store.settle(Some(attempt), first, arrived.clone());
    assert_eq!(settled.await, Ok(arrived));
}

/// One that is of use until that second.
async fn useful_until(sample: &Sample, seconds: i64, state: DeliveryState) -> DeliveryId {
    let mut accepted = sample.accepted(state);
    accepted.deliveries[0].useless_at = Some(at(seconds));
    let id = accepted.deliveries[0].id;
    sample.store.accept(only(accepted)).await.unwrap();
    id
}

#[tokio::test]
async fn what_is_of_no_use_any_more_is_skipped_pending_or_held_but_not_under_way() {
    let sample = Sample::new().await;
    let waits = useful_until(&sample, 600, pending(1000)).await;
    let kept = useful_until(&sample, 600, held(0, HoldReason::RunnerPaused)).await;
    let under_way = useful_until(&sample, 600, pending(0)).await;
    let later = useful_until(&sample, 601, pending(0)).await;
    let early = sample.store.expire(at(599), Vec::new()).await.unwrap();
    assert_eq!((early.ids, early.next), (vec![], Some(at(600))));
    let expired = sample.store.expire(at(600), vec![under_way]).await.unwrap();
    assert_eq!(
        (expired.ids, expired.next),
        (vec![waits, kept], Some(at(601)))
    );
    let why = skipped(&sample, waits).await.unwrap();
    assert_eq!(why, "it was of no use any more after 10 min");
    assert_eq!(skipped(&sample, kept).await, Some(why));
    assert_eq!(sample.state(under_way).await, pending(0));
    assert_eq!(sample.state(later).await, pending(0));
}

#[tokio::test]
async fn what_a_person_sends_again_is_of_use_for_ever() {
    let sample = Sample::new().await;
    let id = useful_until(&sample, 600, pending(0)).await;
    sample.store.expire(at(600), Vec::new()).await.unwrap();
    sample.store.resend(id, at(700), None).await.unwrap();
    let expired = sample.store.expire(at(9000), Vec::new()).await.unwrap();
    assert_eq!((expired.ids, expired.next), (vec![], None));
}

#[tokio::test]
async fn a_clock_that_is_set_takes_nothing_from_the_time_of_use() {
    let sample = Sample::new().await;
    let id = useful_until(&sample, 600, pending(0)).await;
    let hour = 60 * 60;
    sample
        .store
        .move_with_clock(at(1), hour * 1000)
        .await
        .unwrap();
    let end = 600 + hour;
    let early = sample.store.expire(at(end - 1), Vec::new()).await.unwrap();
    assert_eq!((early.ids, early.next), (vec![], Some(at(end))));
    let expired = sample.store.expire(at(end), Vec::new()).await.unwrap();
    assert_eq!(expired.ids, [id]);
}

#[tokio::test]
async fn a_batch_that_is_refused_makes_no_room() {
    let sample = Sample::new().await;
    let cap = cap(&sample, 1, WhenFull::SkipOldest);
    let (first, _) = accept(&sample, cap.clone()).await;
    let mut unknown = sample.accepted(pending(0));
    unknown.event.automation = super::sample::automation("Nobody").id;
    let batch = Batch {
        accepted: vec![sample.accepted(pending(0)), unknown],
        caps: vec![cap],
        ..Batch::default()
    };
    let refused = sample.store.accept(batch).await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
    assert_eq!(sample.state(first).await, pending(0));
}
