//! What was deleted or stopped comes back as it was.

use std::time::Duration;

use hookloom_core::{
    delivery::{DeliveryState, HoldReason},
    destination::{DestinationPause, PauseReason},
    undo::UndoStep,
};

use super::{
    super::{Stopped, StoreError},
    sample::{Sample, at, automation, destination, entry, pending},
};

fn all_at(seconds: i64) -> Stopped {
    Stopped {
        at: at(seconds),
        automation: None,
        destination: None,
    }
}

#[tokio::test]
async fn a_deleted_automation_comes_back_with_what_it_had() {
    let sample = Sample::new().await;
    let before = sample
        .store
        .automation(sample.automation)
        .await
        .unwrap()
        .unwrap();
    sample
        .store
        .delete_automations(vec![sample.automation], entry(9))
        .await
        .unwrap();
    let deleted = sample.store.deleted_automations().await.unwrap();
    assert_eq!(deleted.len(), 1);
    assert_eq!((deleted[0].id, deleted[0].at), (sample.automation, at(9)));
    assert_eq!(deleted[0].settings, before.settings);

    let settings = before.settings.clone();
    let restored = sample
        .store
        .restore_automation(sample.automation, settings, at(10))
        .await
        .unwrap();
    assert_eq!(restored.settings, before.settings);
    assert_eq!(
        (restored.created_at, restored.updated_at),
        (before.created_at, at(10))
    );
    assert_eq!(sample.store.deleted_automations().await, Ok(Vec::new()));
}

#[tokio::test]
async fn what_is_not_deleted_can_not_be_restored_and_a_taken_name_is_refused() {
    let sample = Sample::new().await;
    let settings = automation("Invoices").settings;
    let restore = |settings| {
        sample
            .store
            .restore_automation(sample.automation, settings, at(2))
    };
    assert!(
        restore(automation("Other").settings)
            .await
            .is_ok_and(|row| row.settings == settings)
    );
    sample
        .store
        .delete_automations(vec![sample.automation], entry(1))
        .await
        .unwrap();
    sample
        .store
        .put_automation(automation("Invoices"))
        .await
        .unwrap();
    assert_eq!(
        restore(settings).await,
        Err(StoreError::NameTaken("Invoices".into()))
    );
}

#[tokio::test]
async fn several_are_deleted_together_or_not_at_all() {
    let sample = Sample::new().await;
    let unknown = automation("Never stored").id;
    let refused = sample
        .store
        .delete_automations(vec![sample.automation, unknown], entry(1))
        .await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
    assert!(
        sample
            .store
            .automation(sample.automation)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(sample.store.undo_entries().await, Ok(Vec::new()));
}

#[tokio::test]
async fn stopped_deliveries_go_on_when_they_were_due_before() {
    let sample = Sample::new().await;
    let (soon, late) = (
        sample.accept(pending(5)).await,
        sample.accept(pending(5000)).await,
    );
    let by_hand = sample.accept(pending(1)).await;
    sample.store.cancel(by_hand, at(6)).await.unwrap();
    let deleted = entry(7);
    sample
        .store
        .delete_destination(sample.destination, deleted)
        .await
        .unwrap();
    let nothing = sample.store.go_on(all_at(7), at(8), false).await.unwrap();
    assert_eq!(nothing, [], "its destination is gone");

    let settings = destination("Shop").settings;
    sample
        .store
        .restore_destination(sample.destination, settings, at(8))
        .await
        .unwrap();
    let mut gone_on = sample.store.go_on(all_at(7), at(8), false).await.unwrap();
    gone_on.sort();
    assert_eq!(gone_on, [soon, late]);
    assert_eq!(sample.state(soon).await, pending(5));
    assert_eq!(sample.state(late).await, pending(5000));
    assert_eq!(
        sample.state(by_hand).await,
        DeliveryState::Cancelled { at: at(6) }
    );
}

#[tokio::test]
async fn what_goes_on_during_a_pause_is_held() {
    for (runner_paused, why) in [
        (true, HoldReason::RunnerPaused),
        (false, HoldReason::DestinationPaused),
    ] {
        let sample = Sample::new().await;
        let id = sample.accept(pending(5)).await;
        sample.store.cancel(id, at(6)).await.unwrap();
        let mut paused = sample
            .store
            .destination(sample.destination)
            .await
            .unwrap()
            .unwrap();
        paused.paused =
            (!runner_paused).then_some(DestinationPause::by(PauseReason::ByHand, at(6)));
        sample.store.put_destination(paused).await.unwrap();
        sample
            .store
            .go_on(all_at(6), at(8), runner_paused)
            .await
            .unwrap();
        let since = at(8);
        assert_eq!(sample.state(id).await, DeliveryState::Held { since, why });
    }
}

#[tokio::test]
async fn the_undo_log_is_kept_over_a_restart_and_forgotten_in_time() {
    let sample = Sample::new().await;
    let mut kept = entry(1);
    kept.steps = vec![UndoStep::SwitchOn {
        ids: vec![sample.automation],
    }];
    sample.store.keep_undo(kept.clone()).await.unwrap();
    let sample = sample.reopened().await;
    assert_eq!(sample.store.undo_entries().await, Ok(vec![kept.clone()]));
    sample.store.mark_undone(kept.id, at(3)).await.unwrap();
    kept.undone_at = Some(at(3));
    assert_eq!(sample.store.undo_entry(kept.id).await, Ok(Some(kept)));

    sample
        .store
        .delete_automations(vec![sample.automation], entry(100))
        .await
        .unwrap();
    sample.store.forget_deleted(at(50)).await.unwrap();
    assert_eq!(sample.store.undo_entries().await.unwrap().len(), 1);
    assert_eq!(sample.store.deleted_automations().await.unwrap().len(), 1);
    let later = at(100).plus(Duration::from_millis(1));
    sample.store.forget_deleted(later).await.unwrap();
    assert_eq!(sample.store.undo_entries().await, Ok(Vec::new()));
    assert_eq!(sample.store.deleted_automations().await, Ok(Vec::new()));
    let settings = automation("Invoices").settings;
    let refused = sample
        .store
        .restore_automation(sample.automation, settings, at(200))
        .await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
}
