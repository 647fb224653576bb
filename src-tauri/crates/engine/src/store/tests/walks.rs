//! However long the log is, what is asked often goes straight to the rows it wants: SQLite's own plan
//! says so.

use hookloom_core::{
    delivery::StateName,
    view::{DeliveryFilter, Tests},
};

use super::{
    super::{
        Store,
        delivery::{
            AHEAD_OF, BY_DESTINATION, COUNT_WAITING, COUNTS, Direction, ENDED_SINCE, FAILED_SINCE,
            GO_ON, HELD_BY_WAY, LAST_ENDS, LAST_FAILED, LAST_RESULTS, NEXT_DUE, NEXT_DUE_AFTER,
            NEXT_USELESS, OLDEST, PAST_SINCE, RETRYING, Scope, TRIED_SINCE, USELESS, WAITING,
            count_sql, due_sql, first_held_sql,
        },
        retention::{COUNT_FINISHED, EVENTS_ALONE, FINISHED},
        search,
    },
    sample::{Sample, at},
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
    for sql in [
        due_sql(),
        first_held_sql(),
        NEXT_DUE.into(),
        NEXT_DUE_AFTER.into(),
    ] {
        is_a_walk_in_order(&sample.store, &sql).await;
    }
}

#[tokio::test]
async fn a_limit_looks_only_at_the_last_minute_and_at_what_waits() {
    let sample = Sample::new().await;
    for sql in [ENDED_SINCE, TRIED_SINCE, WAITING] {
        is_a_walk(&sample.store, sql).await;
    }
    is_a_walk_in_order(&sample.store, WAITING).await;
}

#[tokio::test]
async fn who_is_next_is_never_searched_for() {
    let sample = Sample::new().await;
    for sql in [AHEAD_OF, USELESS, NEXT_USELESS, OLDEST] {
        is_a_walk_in_order(&sample.store, sql).await;
    }
    let plan = is_a_walk(&sample.store, COUNT_WAITING).await;
    let covered = plan.iter().any(|line| line.contains("COVERING INDEX"));
    assert!(covered, "{plan:#?}");
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
        for (automation, destination, tests) in [
            (false, false, Tests::All),
            (true, false, Tests::None),
            (false, true, Tests::All),
            (true, true, Tests::None),
            (false, false, Tests::Only),
            (true, false, Tests::Only),
        ] {
            let filter = DeliveryFilter {
                states: states.clone(),
                automation: automation.then_some(sample.automation),
                destination: destination.then_some(sample.destination),
                tests,
                ..DeliveryFilter::default()
            };
            let scope = Scope::of(&filter, at(0));
            // What is pending comes in the order in which it is due.
            let in_order = tests == Tests::Only
                || states.contains(&StateName::Succeeded)
                || !states.contains(&StateName::Pending);
            for way in [Direction::Down, Direction::Up] {
                let sql = scope.page_sql(way);
                match in_order {
                    true => is_a_walk_in_order(&sample.store, &sql).await,
                    false => drop(is_a_walk(&sample.store, &sql).await),
                }
            }
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
async fn what_is_counted_is_counted_in_an_index_alone() {
    let sample = Sample::new().await;
    for (automation, destination) in [(false, false), (true, false), (false, true), (true, true)] {
        let filter = DeliveryFilter {
            automation: automation.then_some(sample.automation),
            destination: destination.then_some(sample.destination),
            ..DeliveryFilter::default()
        };
        let scope = Scope::of(&filter, at(0));
        let states = scope.other_states().into_iter().chain([StateName::Failed]);
        let walks = states.map(|state| scope.walk_state(state));
        for walk in walks.chain([scope.walk_all()]) {
            let plan = is_a_walk(&sample.store, &count_sql(&walk)).await;
            let covered = plan.iter().any(|line| line.contains("COVERING INDEX"));
            assert!(covered, "{walk}\n{plan:#?}");
        }
    }
}

#[tokio::test]
async fn what_is_found_comes_in_its_order() {
    let sample = Sample::new().await;
    for states in [Vec::new(), vec![StateName::Failed]] {
        let filter = DeliveryFilter {
            states,
            ..DeliveryFilter::default()
        };
        let scope = Scope::of(&filter, at(0));
        for way in [Direction::Down, Direction::Up] {
            let plan = plan(&sample.store, search::page_sql(&scope, way)).await;
            assert!(plan[0].contains("VIRTUAL TABLE INDEX"), "{plan:#?}");
            let sorted = |line: &String| line.contains("TEMP B-TREE");
            assert!(!plan.iter().any(sorted), "{plan:#?}");
        }
    }
    for sql in search::bounds_sql() {
        let plan = plan(&sample.store, sql.into()).await;
        assert!(plan[0].starts_with("SEARCH search_documents"), "{plan:#?}");
    }
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
