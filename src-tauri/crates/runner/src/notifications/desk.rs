//! The desktop's notifications, over the session bus.

use std::collections::{BTreeMap, HashMap, VecDeque};

use futures::StreamExt;
use hookloom_api::core::notification::Subject;
use tokio::{sync::mpsc, task::AbortHandle};
use zbus::{Connection, zvariant::Value};

use super::{Act, Shown, words};

const VIEW: &str = "view";
const SEND_AGAIN: &str = "send-again";
/// What a click on the notification itself is called.
const DEFAULT: &str = "default";

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
trait Notifications {
    #[expect(
        clippy::too_many_arguments,
        reason = "the desktop's interface has so many"
    )]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;
    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: String) -> zbus::Result<()>;
    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// The desktop. It is connected to when there is something to tell for the first time; a desktop
/// takes a notification away when the connection it came over ends.
pub struct Desk {
    acts: mpsc::UnboundedSender<Act>,
    open: Option<Open>,
    complained: bool,
}

struct Open {
    proxy: NotificationsProxy<'static>,
    has_actions: bool,
    has_markup: bool,
    shown: BTreeMap<Subject, u32>,
    heard: mpsc::UnboundedSender<(Subject, u32)>,
    listening: AbortHandle,
}

impl Desk {
    /// A desktop that nothing was told yet; what a person does with what it shows goes to `acts`.
    pub fn new(acts: mpsc::UnboundedSender<Act>) -> Self {
        Self {
            acts,
            open: None,
            complained: false,
        }
    }

    /// Shows a notification, in the place of the last one about the same.
    pub async fn show(&mut self, shown: Shown) {
        if let Err(error) = self.try_to_show(&shown).await {
            // The next one tries to connect anew.
            self.open = None;
            if !std::mem::replace(&mut self.complained, true) {
                tracing::info!(%error, title = shown.title, "the desktop can't be told");
            }
        }
    }

    async fn try_to_show(&mut self, shown: &Shown) -> zbus::Result<()> {
        if self.open.is_none() {
            self.open = Some(Open::connect(self.acts.clone()).await?);
        }
        match &mut self.open {
            Some(open) => open.show(shown).await,
            None => Ok(()),
        }
    }
}

impl Open {
    async fn connect(acts: mpsc::UnboundedSender<Act>) -> zbus::Result<Self> {
        let connection = Connection::session().await?;
        let proxy = NotificationsProxy::new(&connection).await?;
        let can = proxy.get_capabilities().await?;
        let can = |what: &str| can.iter().any(|one| one == what);
        let (heard, subjects) = mpsc::unbounded_channel();
        let invoked = proxy.receive_action_invoked().await?;
        let closed = proxy.receive_notification_closed().await?;
        let listening = tokio::spawn(listen(invoked, closed, subjects, acts));
        Ok(Self {
            has_actions: can("actions"),
            has_markup: can("body-markup"),
            proxy,
            shown: BTreeMap::new(),
            heard,
            listening: listening.abort_handle(),
        })
    }

    async fn show(&mut self, shown: &Shown) -> zbus::Result<()> {
        let replaces = self.shown.get(&shown.subject).copied().unwrap_or(0);
        let mut actions = Vec::new();
        if self.has_actions {
            actions.extend([DEFAULT, words::VIEW, VIEW, words::VIEW]);
            if shown.send_again {
                actions.extend([SEND_AGAIN, words::SEND_AGAIN]);
            }
        }
        let text = if self.has_markup {
            escaped(&shown.text)
        } else {
            shown.text.clone()
        };
        let hints = HashMap::from([
            ("urgency", Value::from(1u8)),
            ("desktop-entry", Value::from("dev.hookloom.desktop")),
        ]);
        let id = self.proxy.notify(
            "Hookloom",
            replaces,
            "hookloom",
            &shown.title,
            &text,
            &actions,
            hints,
            -1,
        );
        let id = id.await?;
        self.shown.insert(shown.subject, id);
        // Nobody listens only after the listener has failed; then the next word connects anew.
        let _ = self.heard.send((shown.subject, id));
        Ok(())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// How many signals about notifications that nobody knows are remembered. Other programs'
/// notifications are among them: the desktop tells everyone of everything.
const MOST_EARLY: usize = 16;

/// Passes on what a person does. A signal may come before it is known which notification it is
/// about, so it is remembered for a while.
async fn listen(
    mut invoked: ActionInvokedStream,
    mut closed: NotificationClosedStream,
    mut subjects: mpsc::UnboundedReceiver<(Subject, u32)>,
    acts: mpsc::UnboundedSender<Act>,
) {
    let mut known: HashMap<u32, Subject> = HashMap::new();
    let mut early: VecDeque<(u32, String)> = VecDeque::new();
    loop {
        let act = tokio::select! {
            biased;
            Some((subject, id)) = subjects.recv() => {
                known.insert(id, subject);
                let pressed = early.iter().position(|(early, _)| *early == id);
                pressed
                    .and_then(|index| early.remove(index))
                    .map(|(_, key)| pressed_act(subject, &key))
            }
            Some(signal) = invoked.next() => signal.args().ok().and_then(|args| {
                if let Some(subject) = known.get(&args.id) {
                    return Some(pressed_act(*subject, &args.action_key));
                }
                early.truncate(MOST_EARLY - 1);
                early.push_front((args.id, args.action_key.clone()));
                None
            }),
            Some(signal) = closed.next() => signal
                .args()
                .ok()
                .and_then(|args| known.remove(&args.id))
                .map(Act::Close),
            else => return,
        };
        if let Some(act) = act
            && acts.send(act).is_err()
        {
            return;
        }
    }
}

fn pressed_act(subject: Subject, key: &str) -> Act {
    match key {
        SEND_AGAIN => Act::SendAgain(subject),
        _ => Act::View(subject),
    }
}

/// Some desktops take the text for markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_can_not_dress_up_a_notification() {
        let text = escaped("<b>a</b> & <img src=x>");
        assert_eq!(text, "&lt;b&gt;a&lt;/b&gt; &amp; &lt;img src=x&gt;");
    }
}
