//! What has to be looked after from time to time, whatever else happens.

use std::time::Duration;

use hookloom_core::{clock_jump::clock_jump, moment::Moment, view::Notice};
use tokio::time::sleep;

use super::Engine;
use crate::{change::EngineChange, listening::Place};

/// The rest between two rounds.
const REST: Duration = Duration::from_secs(30);
/// The rest before the first one: a start is to be quick.
const FIRST_REST: Duration = Duration::from_secs(2);
/// The rest while nothing can be accepted: whoever makes room is not to wait long.
const REST_WHILE_FULL: Duration = Duration::from_secs(3);

impl Engine {
    /// Goes round again and again; ends with the engine.
    pub(super) async fn keep_house(&self) {
        sleep(FIRST_REST).await;
        let mut clock = self.both_clocks();
        let mut shortened = false;
        loop {
            self.room.look_again().await;
            if self.room.disk_is_full() && !std::mem::replace(&mut shortened, true) {
                self.shorten_log().await;
            }
            shortened &= self.room.disk_is_full();
            self.listen_again().await;
            clock = self.compare(clock).await;
            let rest = if self.room.is_full() {
                REST_WHILE_FULL
            } else {
                REST
            };
            tokio::select! {
                () = sleep(rest) => {}
                () = self.room.filled_up() => {}
            }
        }
    }

    /// What the clock shows, and how long the computer is on where the system tells: that goes on
    /// whatever the clock is set to, in sleep too.
    fn both_clocks(&self) -> Option<(Moment, Duration)> {
        Some((self.clock.now(), self.clock.computer_on()?))
    }

    /// Says so when the clock was set since it was looked at last.
    async fn compare(&self, before: Option<(Moment, Duration)>) -> Option<(Moment, Duration)> {
        let now = self.both_clocks();
        if let (Some((clock_before, on_before)), Some((clock, on))) = (before, now) {
            let passed = clock.unix_millis() - clock_before.unix_millis();
            if let Some(seconds) = clock_jump(passed, on.saturating_sub(on_before)) {
                let notice = Notice::ClockJumped { at: clock, seconds };
                self.notices.post(notice).await;
            }
        }
        now
    }

    /// Takes the port of the settings as soon as it is to be had.
    async fn listen_again(&self) {
        if matches!(&*self.triggers.place.borrow(), Place::At(_)) {
            return;
        }
        let wanted = self.chosen.get().incoming.port;
        match self.listening.move_to(wanted).await {
            Err(error) => self.listening.miss(&error),
            Ok(()) => {
                if let Err(error) = self.follow_the_port().await {
                    tracing::error!(%error, "the Test inbox still has its old address");
                }
                self.changes.tell(EngineChange::Status);
                self.tell_hooks();
            }
        }
    }
}
