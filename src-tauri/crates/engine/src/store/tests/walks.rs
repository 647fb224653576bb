//! However long the log is, what is asked often goes straight to the rows it wants: SQLite's own plan
//! says so.

use hookloom_core::{delivery::StateName, view::DeliveryFilter};

use super::{
    super::{
        Store,
        delivery::{
            BY_DESTINATION, COUNTS, FAILED_SINCE, GO_ON, HELD_BY_WAY, LAST_ENDS, LAST_FAILED,
            LAST_RESULTS, NEXT_DUE, NEXT_DUE_AFTER, PAST_SINCE, RETRYING, SENT_SINCE, WAITING,
            due_sql, page_sql,
        },
        retention::{COUNT_FINISHED, EVENTS_ALONE, FINISHED},
    },
    sample::Sample,
};

async fn plan(store: &Store, sql: String) -> Vec<String> {
    let plan = store.read(move |connection| {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let lines = statement.raw_query().mapped(|row| row.get(3));
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    });
    plan.await.unwrap()
}

/// Every delivery is read in the order of some index, from where the question begins.
async fn is_a_walk(store: &Store, sql: &str) -> Vec<String> {
    let plan = plan(store, sql.to_owned()).await;
    let searched = |line: &String| line == "SCAN deliveries" || line.starts_with("SCAN d ");
    assert!(!plan.iter().any(searched), "{sql}\n{plan:#?}");
    let walked = |line: &String| line.starts_with("SEARCH d") && line.contains("USING");
    assert!(plan.iter().any(walked), "{sql}\n{plan:#?}");
    plan
}

/// And nothing has to be sorted.
async fn is_a_walk_in_order(store: &Store, sql: &str) {
    let plan = is_a_walk(store, sql).await;
    let sorted = |line: &String| line.contains("TEMP B-TREE");
    assert!(!plan.iter().any(sorted), "{sql}\n{plan:#?}");
}

#[tokio::test]
async fn what_is_due_is_never_searched_for() {
    let sample = Sample::new().await;
    for sql in [due_sql(), NEXT_DUE.into(), NEXT_DUE_AFTER.into()] {
        is_a_walk_in_order(&sample.store, &sql).await;
    }
}

#[tokio::test]
async fn a_limit_looks_only_at_the_last_minute_and_at_what_waits() {
    let sample = Sample::new().await;
    for sql in [SENT_SINCE, WAITING] {
        is_a_walk(&sample.store, sql).await;
    }
}

#[tokio::test]
async fn what_an_automation_sent_is_read_from_its_newest_on() {
    let sample = Sample::new().await;
    is_a_walk_in_order(&sample.store, PAST_SINCE).await;
}

#[tokio::test]
async fn counting_reads_no_delivery_that_is_not_counted() {
    let sample = Sample::new().await;
    for sql in [
        COUNTS,
        BY_DESTINATION,
        LAST_RESULTS,
        FAILED_SINCE,
        LAST_ENDS,
    ] {
        is_a_walk(&sample.store, sql).await;
    }
}

#[tokio::test]
async fn trouble_is_read_from_the_index_of_what_is_in_trouble() {
    let sample = Sample::new().await;
    is_a_walk_in_order(&sample.store, LAST_FAILED).await;
    for (sql, index) in [
        (RETRYING, "deliveries_retrying"),
        (HELD_BY_WAY, "deliveries_by_state (state=?)"),
    ] {
        let plan = plan(&sample.store, sql.into()).await;
        assert!(plan[0].contains(index), "{plan:?}");
    }
}

#[tokio::test]
async fn going_on_reads_only_what_was_stopped() {
    let sample = Sample::new().await;
    is_a_walk(&sample.store, GO_ON).await;
}

#[tokio::test]
async fn a_page_is_walked_under_every_filter() {
    let sample = Sample::new().await;
    let one = |state: StateName| vec![state];
    let states = StateName::ALL.map(one).into_iter().chain([
        Vec::new(),
        vec![StateName::Pending, StateName::Held],
        vec![StateName::Failed, StateName::Succeeded],
    ]);
    for states in states {
        for (automation, destination) in
            [(false, false), (true, false), (false, true), (true, true)]
        {
            let filter = DeliveryFilter {
                states: states.clone(),
                automation: automation.then_some(sample.automation),
                destination: destination.then_some(sample.destination),
            };
            is_a_walk_in_order(&sample.store, &page_sql(&filter)).await;
        }
    }
}

#[tokio::test]
async fn what_is_old_is_found_from_its_end() {
    let sample = Sample::new().await;
    for sql in [FINISHED, COUNT_FINISHED] {
        is_a_walk_in_order(&sample.store, sql).await;
    }
    let alone = plan(&sample.store, EVENTS_ALONE.into()).await;
    let by_event = |line: &String| line.contains("deliveries_by_event");
    assert!(alone.iter().any(by_event), "{alone:#?}");
}

#[tokio::test]
async fn a_search_would_be_noticed() {
    let sample = Sample::new().await;
    for sql in [
        "SELECT id FROM deliveries WHERE url = 'x'",
        "SELECT id FROM deliveries ORDER BY url",
    ] {
        let plan = plan(&sample.store, sql.into()).await;
        assert!(plan[0].starts_with("SCAN deliveries"), "{plan:?}");
    }
}
