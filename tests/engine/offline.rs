//! This computer is offline: nothing is lost, no try is used up, and the return is gentle.

use std::{
    collections::HashSet,
    io,
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures::future::BoxFuture;
use hookloom_core::{
    attempt::{Fault, Outcome},
    delivery::StateName,
    destination::DestinationSettings,
};
use hookloom_engine::{
    EngineError,
    clock::{Clock, Hands},
    delivery::sender::network::Network,
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    bench::{Bench, SECRET},
    receiver::{PATIENCE, Receiver, Reply},
};

/// A network that can be unplugged, and in which name servers can fall silent.
#[derive(Default)]
struct Plug {
    pulled: AtomicBool,
    silent: Mutex<HashSet<String>>,
    asked: AtomicUsize,
}

impl Plug {
    fn pull(&self, pulled: bool) {
        self.pulled.store(pulled, Ordering::SeqCst);
    }

    fn silence(&self, name: &str, silent: bool) {
        let mut names = self.silent.lock().unwrap();
        match silent {
            true => names.insert(name.to_owned()),
            false => names.remove(name),
        };
    }
}

impl Network for Plug {
    fn addresses_of(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let silent = self.silent.lock().unwrap().contains(&name);
        let error = "failed to lookup address information: Temporary failure in name resolution";
        Box::pin(std::future::ready(
            match silent || self.pulled.load(Ordering::SeqCst) {
                true => Err(io::Error::other(error)),
                false => Ok(vec![Ipv4Addr::LOCALHOST.into()]),
            },
        ))
    }

    fn is_online(&self) -> bool {
        !self.pulled.load(Ordering::SeqCst)
    }
}

async fn start() -> (Bench, Arc<Plug>, Hands) {
    let (plug, (clock, hands)) = (Arc::<Plug>::default(), Clock::with_hands());
    let bench = Bench::start_in_network(clock, plug.clone()).await;
    (bench, plug, hands)
}

fn named(name: &str, receiver: &Receiver) -> String {
    format!("http://{name}:{}/hook", receiver.address.port())
}

async fn until_offline(bench: &Bench, is: bool) -> Option<String> {
    let waited = tokio::time::timeout(PATIENCE, async {
        let mut changes = bench.engine.changes();
        loop {
            let offline = bench.engine.status().await.unwrap().offline;
            if offline.is_some() == is {
                return offline.map(|offline| offline.why);
            }
            let _ = tokio::time::timeout(Duration::from_millis(100), changes.recv()).await;
        }
    });
    waited.await.expect("the status says so")
}

/// At each arrival: how many requests were under way, and how many had been answered.
type Arrivals = Arc<Mutex<Vec<(usize, usize)>>>;

/// A receiver that takes its time and counts what is under way.
async fn slow_receiver() -> (u16, Arrivals) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let arrivals = Arrivals::default();
    let (log, counts) = (arrivals.clone(), Arc::new(Mutex::new((0, 0))));
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (log, counts) = (log.clone(), counts.clone());
            tokio::spawn(async move {
                let mut read = [0; 4096];
                if stream.read(&mut read).await.unwrap_or(0) == 0 {
                    return;
                }
                {
                    let mut counts = counts.lock().unwrap();
                    counts.0 += 1;
                    log.lock().unwrap().push(*counts);
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
                {
                    let mut counts = counts.lock().unwrap();
                    counts.0 -= 1;
                    counts.1 += 1;
                }
                let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    (port, arrivals)
}

#[tokio::test]
async fn nothing_is_used_up_and_the_return_begins_with_one_request() {
    let (bench, plug, hands) = start().await;
    let (port, arrivals) = slow_receiver().await;
    let address = format!("http://shop.example:{port}/hook");
    let settings = json!({ "name": "Shop", "address": address, "parallel": 8 });
    let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
    let added = bench.engine.add_destination(settings, Some(SECRET)).await;
    let destination = added.unwrap().destination.id;
    let never = json!({ "retry": { "type": "never" } });
    let automation = bench
        .automation(json!({ "type": "manual" }), destination, never)
        .await;
    plug.pull(true);
    let mut deliveries = Vec::new();
    for _ in 0..30 {
        deliveries.push(bench.run(automation).await);
    }
    let why = until_offline(&bench, true).await;
    assert_eq!(why.as_deref(), Some("This computer is offline."));
    let asked = plug.asked.load(Ordering::SeqCst);
    assert!(asked <= 8, "{asked} look-ups");
    hands.pass(Duration::from_secs(30));
    let detail = bench.engine.get_delivery(deliveries[0]).await.unwrap();
    assert_eq!(detail.row.state.name(), StateName::Pending);
    assert_eq!((detail.row.attempts, detail.attempts.len()), (0, 0));
    assert!(detail.sentence.contains("offline"), "{}", detail.sentence);
    let asked = plug.asked.load(Ordering::SeqCst);
    assert!(asked <= 8, "the routing table alone is looked at: {asked}");

    plug.pull(false);
    hands.pass(Duration::from_secs(30));
    for delivery in deliveries {
        let detail = bench.until(delivery, StateName::Succeeded).await;
        assert_eq!(detail.attempts.len(), 1);
    }
    until_offline(&bench, false).await;
    let arrivals = arrivals.lock().unwrap().clone();
    assert_eq!(arrivals.len(), 30);
    for (under_way, answered) in arrivals {
        let allowed = 2_usize
            .saturating_pow(u32::try_from(answered).unwrap())
            .min(8);
        assert!(
            under_way <= allowed,
            "{under_way} under way after {answered} answers"
        );
    }
}

#[tokio::test]
async fn silent_name_servers_hold_the_queue_until_another_answer_shows_whose_fault_it_is() {
    let (bench, plug, _) = start().await;
    let receiver = Receiver::ok().await;
    let soon = json!({ "retry": { "type": "own", "delays_seconds": [1, 1, 1, 1] } });
    let shop = bench.by_hand(&named("shop.example", &receiver), soon).await;
    let desk = bench
        .by_hand(&named("desk.example", &receiver), json!({}))
        .await;
    plug.silence("shop.example", true);
    let waiting = bench.run(shop).await;
    let why = until_offline(&bench, true).await.unwrap();
    assert!(why.contains("can't look up names"), "{why}");
    let detail = bench.engine.get_delivery(waiting).await.unwrap();
    assert_eq!(detail.attempts, []);

    bench
        .until(bench.run(desk).await, StateName::Succeeded)
        .await;
    let detail = bench
        .until_it(waiting, |detail| !detail.attempts.is_empty())
        .await;
    let Outcome::NotSent { fault, .. } = &detail.attempts[0].outcome else {
        panic!("{detail:?}")
    };
    assert_eq!(*fault, Fault::Dns);
    until_offline(&bench, false).await;
    plug.silence("shop.example", false);
    bench.until(waiting, StateName::Succeeded).await;
}

#[tokio::test]
async fn name_servers_that_come_back_use_up_no_try() {
    let (bench, plug, hands) = start().await;
    let receiver = Receiver::ok().await;
    let never = json!({ "retry": { "type": "never" } });
    let shop = bench
        .by_hand(&named("shop.example", &receiver), never)
        .await;
    plug.silence("shop.example", true);
    let waiting = bench.run(shop).await;
    until_offline(&bench, true).await;
    for _ in 0..5 {
        hands.pass(Duration::from_secs(600));
        bench.engine.status().await.unwrap();
    }
    plug.silence("shop.example", false);
    // By the clock its next look was due, so it may be on its way already.
    if let Err(error) = bench.engine.retry_delivery(waiting).await {
        assert!(matches!(error, EngineError::Refused(_)), "{error}");
    }
    let detail = bench.until(waiting, StateName::Succeeded).await;
    assert_eq!(detail.attempts.len(), 1);
}

#[tokio::test]
async fn what_a_sign_in_page_answers_counts_for_nothing_even_where_it_is_named() {
    let (bench, _plug, _) = start().await;
    let receiver = Receiver::ok().await;
    let send = json!({ "success_on": "200-299, 302, 511", "retry": { "type": "never" } });
    let shop = bench.by_hand(&named("shop.example", &receiver), send).await;
    let known = bench.run(shop).await;
    bench.until(known, StateName::Succeeded).await;
    for status in [511, 302] {
        let page = "location: http://login.hotel/\r\n";
        receiver.answer(move |_| Reply::with(status, page, ""));
        let waiting = bench.run(shop).await;
        let why = until_offline(&bench, true).await.unwrap();
        assert!(why.contains("sign in first"), "{status}: {why}");
        let detail = bench.engine.get_delivery(waiting).await.unwrap();
        assert_eq!(detail.attempts, [], "{status}");
        receiver.answer(|_| Reply::Status(204));
        bench.engine.retry_delivery(waiting).await.unwrap();
        let detail = bench.until(waiting, StateName::Succeeded).await;
        assert_eq!(detail.attempts.len(), 1, "{status}");
        until_offline(&bench, false).await;
    }
}

#[tokio::test]
async fn a_proxy_that_is_away_holds_its_own_destination_alone() {
    let (bench, _plug, _) = start().await;
    let receiver = Receiver::ok().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let settings = json!({
        "name": "Shop", "address": named("shop.example", &receiver),
        "transport": { "proxy": { "type": "explicit", "address": proxy } },
    });
    let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
    let added = bench.engine.add_destination(settings, Some(SECRET)).await;
    let destination = added.unwrap().destination.id;
    let never = json!({ "retry": { "type": "never" } });
    let through = bench
        .automation(json!({ "type": "manual" }), destination, never.clone())
        .await;
    let straight = bench
        .by_hand(&named("desk.example", &receiver), never)
        .await;
    let waiting = bench.run(through).await;
    let detail = bench
        .until_it(waiting, |detail| detail.sentence.contains("proxy"))
        .await;
    assert_eq!(detail.row.state.name(), StateName::Pending);
    bench
        .until(bench.run(straight).await, StateName::Succeeded)
        .await;
    assert_eq!(bench.engine.status().await.unwrap().offline, None);
    let row = bench.engine.get_destination(destination).await.unwrap();
    assert!(row.offline.unwrap().why.contains("can't be reached"));
}
