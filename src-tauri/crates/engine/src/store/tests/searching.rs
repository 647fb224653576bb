//! Finding deliveries by their words.

use hookloom_core::{
    delivery::{DeliveryState, FailReason, StateName},
    id::DeliveryId,
    view::{DeliveryFilter, PageStart},
};

use uuid::Uuid;

use super::{
    super::Reading,
    sample::{Sample, at, attempt, destination, only, pending},
};

impl Sample {
    /// Lets the search read these deliveries.
    async fn read(&self, ids: &[DeliveryId]) {
        let documents = self.store.documents(ids.to_vec()).await.unwrap();
        let reading = Reading::from_the_start();
        self.store.keep_words(documents, reading).await.unwrap();
    }

    /// An accepted delivery whose event says that of itself.
    async fn named(&self, summary: &str) -> DeliveryId {
        let mut accepted = self.accepted(pending(0));
        accepted.event.summary = summary.to_owned();
        let id = accepted.deliveries[0].id;
        self.store.accept(only(accepted)).await.unwrap();
        id
    }

    async fn found(&self, filter: &DeliveryFilter) -> Vec<DeliveryId> {
        let all = self
            .store
            .delivery_ids(filter, PageStart::default(), 500, at(0));
        let all = all.await.unwrap();
        let count = self.store.delivery_count(filter, at(0)).await.unwrap();
        assert_eq!(count.count, all.len() as u64, "{filter:?}");
        all
    }
}

fn search(words: &str) -> DeliveryFilter {
    DeliveryFilter {
        search: words.to_owned(),
        ..DeliveryFilter::default()
    }
}

#[tokio::test]
async fn names_addresses_contents_and_answers_are_found() {
    let sample = Sample::new().await;
    let id = sample.named("Quarterly-Report_2026.pdf added").await;
    let other = sample.named("photo.jpg added").await;
    sample.read(&[id, other]).await;
    for words in [
        "quarterly report",
        "report quart",
        "2026.pdf",
        "QUARTERLY",
        "shop.example quarterly",
        "file.added report",
    ] {
        assert_eq!(sample.found(&search(words)).await, [id], "{words}");
    }
    assert_eq!(sample.found(&search("added")).await, [other, id]);
    for words in [
        "uarterly",
        "report jpg",
        "nowhere",
        "\" OR *",
        "quarterly AND photo",
    ] {
        assert_eq!(sample.found(&search(words)).await, [], "{words}");
    }
    assert_eq!(sample.found(&search(" -- ")).await, [other, id]);
    assert_eq!(sample.found(&search(&id.to_string())).await, [id]);
}

#[tokio::test]
async fn what_an_attempt_brought_is_found_once_it_was_read() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    sample.read(&[id]).await;
    assert_eq!(sample.found(&search("No answer within")).await, []);
    let settled = sample
        .store
        .settle(Some(attempt(id, 1, None)), id, pending(30));
    settled.await.unwrap();
    sample.read(&[id]).await;
    assert_eq!(sample.found(&search("No answer within")).await, [id]);
}

#[tokio::test]
async fn words_and_filters_narrow_together() {
    let sample = Sample::new().await;
    let depot = destination("Depot");
    let to_depot = depot.id;
    sample.store.put_destination(depot).await.unwrap();
    let mut ids = Vec::new();
    for number in 0..40 {
        let mut accepted = sample.accepted(match number % 4 {
            0 => pending(0),
            1 => DeliveryState::Failed {
                at: at(1),
                reason: FailReason::Gone {},
            },
            _ => DeliveryState::Succeeded { at: at(1) },
        });
        accepted.event.summary = format!("{} {number}", ["odd", "even"][number % 2]);
        if number >= 20 {
            accepted.deliveries[0].destination = to_depot;
        }
        ids.push(accepted.deliveries[0].id);
        sample.store.accept(only(accepted)).await.unwrap();
    }
    sample.read(&ids).await;
    let expected = |passes: fn(usize) -> bool| -> Vec<DeliveryId> {
        let numbers = (0..40).rev().filter(|number| passes(*number));
        numbers.map(|number| ids[number]).collect()
    };
    let even = search("even");
    assert_eq!(sample.found(&even).await, expected(|n| n % 2 == 1));
    for (states, passes) in [
        (
            vec![StateName::Failed],
            (|n| n % 4 == 1) as fn(usize) -> bool,
        ),
        (vec![StateName::Pending], |_| false),
        (vec![StateName::Succeeded], |n| n % 4 == 3),
        (vec![StateName::Succeeded, StateName::Failed], |n| {
            n % 2 == 1
        }),
    ] {
        let filter = DeliveryFilter {
            states,
            ..even.clone()
        };
        assert_eq!(sample.found(&filter).await, expected(passes), "{filter:?}");
    }
    let there = DeliveryFilter {
        destination: Some(to_depot),
        automation: Some(sample.automation),
        ..even.clone()
    };
    assert_eq!(
        sample.found(&there).await,
        expected(|n| n % 2 == 1 && n >= 20)
    );

    let all = sample.found(&even).await;
    let page = |start| sample.store.delivery_ids(&even, start, 5, at(0));
    let after = PageStart {
        after: Some(all[3]),
        skip: 1,
        ..PageStart::default()
    };
    assert_eq!(page(after).await.unwrap(), all[5..10]);
    let before = PageStart {
        before: Some(all[9]),
        ..PageStart::default()
    };
    assert_eq!(page(before).await.unwrap(), all[4..9]);
}

#[tokio::test]
async fn the_order_is_that_of_the_log_however_it_was_read() {
    let sample = Sample::new().await;
    let mut ids = Vec::new();
    for _ in 0..60 {
        ids.push(sample.accept(pending(0)).await);
    }
    for id in ids.iter().step_by(3) {
        sample.read(&[*id]).await;
    }
    for id in ids.iter().rev() {
        sample.read(&[*id]).await;
    }
    ids.reverse();
    assert_eq!(sample.found(&search("invoice-42")).await, ids);
}

/// In a burst there is no time to read everything as it comes: again and again the newest are read,
/// and the rest only afterwards. All of this one comes within a second.
#[tokio::test]
async fn a_burst_is_read_to_its_end_however_much_of_it_comes_at_once() {
    let sample = Sample::new().await;
    let (mut unread, mut came) = (Vec::new(), 0u128);
    let millis: u128 = 1_700_000_000_000;
    for _ in 0..12 {
        for _ in 0..30 {
            let mut accepted = sample.accepted(pending(0));
            came += 1;
            let id = DeliveryId::new(Uuid::from_u128((millis << 80) + came));
            accepted.deliveries[0].id = id;
            sample.store.accept(only(accepted)).await.unwrap();
            unread.push(id);
        }
        for _ in 0..20 {
            let newest = unread.pop().unwrap();
            sample.read(&[newest]).await;
        }
    }
    while let Some(newest) = unread.pop() {
        sample.read(&[newest]).await;
    }
    let found = sample.found(&search("invoice-42")).await;
    assert_eq!(found.len(), 360);
}

#[tokio::test]
async fn what_is_deleted_is_not_found_and_not_read_again() {
    let sample = Sample::new().await;
    let id = sample.named("secret-plan.pdf added").await;
    let documents = sample.store.documents(vec![id]).await.unwrap();
    sample.read(&[id]).await;
    let deleting = sample.store.write(move |connection| {
        connection.execute("DELETE FROM deliveries", [])?;
        Ok(())
    });
    deleting.await.unwrap();
    let reading = Reading::from_the_start();
    sample.store.keep_words(documents, reading).await.unwrap();
    assert_eq!(sample.found(&search("secret-plan")).await, []);
    let left = sample.store.read(|connection| {
        let sql = "SELECT (SELECT count(*) FROM search_documents)
            + (SELECT count(*) FROM search_words WHERE search_words MATCH 'secret')";
        Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))?)
    });
    assert_eq!(left.await.unwrap(), 0);
}

#[tokio::test]
async fn reading_goes_from_the_newest_to_the_oldest_and_knows_how_far_it_is() {
    let sample = Sample::new().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(sample.accept(pending(0)).await);
    }
    let mut reading = sample.store.reading().await.unwrap();
    assert_eq!(sample.store.left_to_read(reading).await, Ok(5));
    let next = sample.store.to_read(reading, 2).await.unwrap();
    assert_eq!(next, [ids[4], ids[3]]);
    reading.older_than = next.last().copied();
    let documents = sample.store.documents(next).await.unwrap();
    sample.store.keep_words(documents, reading).await.unwrap();
    let sample = sample.reopened().await;
    let reading = sample.store.reading().await.unwrap();
    assert_eq!(sample.store.left_to_read(reading).await, Ok(3));
    let next = sample.store.to_read(reading, 9).await.unwrap();
    assert_eq!(next, [ids[2], ids[1], ids[0]]);
}
