//! What differs between two states of the settings: said in a sentence, and taken back.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Settings;
use crate::transport::Proxy;

/// Old values by the dotted path of their setting, such as `incoming.port`.
pub type OldValues = BTreeMap<String, Value>;

/// What the settings that differ were before.
pub fn old_values(before: &Settings, after: &Settings) -> OldValues {
    let mut found = OldValues::new();
    collect(String::new(), &json!(before), &json!(after), &mut found);
    found
}

fn collect(path: String, before: &Value, after: &Value, found: &mut OldValues) {
    match (before, after) {
        // What has a type is one value: its parts come and go with the type.
        (Value::Object(old), Value::Object(new)) if !old.contains_key("type") => {
            for (key, value) in old {
                let dot = if path.is_empty() { "" } else { "." };
                let inner = format!("{path}{dot}{key}");
                collect(inner, value, new.get(key).unwrap_or(&Value::Null), found);
            }
        }
        _ if before == after => {}
        _ => {
            found.insert(path, before.clone());
        }
    }
}

impl Settings {
    /// These settings with some values as they were. What no longer fits is left as it is.
    #[must_use]
    pub fn with(&self, old: &OldValues) -> Self {
        let mut all = json!(self);
        for (path, value) in old {
            let pointer = format!("/{}", path.replace('.', "/"));
            if let Some(place) = all.pointer_mut(&pointer) {
                *place = value.clone();
            }
        }
        serde_json::from_value(all).unwrap_or_else(|_| self.clone())
    }

    /// What was changed, in a sentence.
    pub fn changed_from(&self, before: &Self) -> String {
        let changed: Vec<String> = old_values(before, self).into_keys().collect();
        match changed.as_slice() {
            [one] => self.say(one),
            [first, ..] if first.starts_with("notifications.quiet_hours") => {
                self.say("notifications.quiet_hours")
            }
            many => format!("{} settings were changed.", many.len()),
        }
    }

    fn say(&self, path: &str) -> String {
        let Self {
            general,
            sending,
            incoming,
            storage,
            notifications,
        } = self;
        match path {
            "general.start_at_login" => switched("Start at login", general.start_at_login),
            "general.start_hidden" => switched("Starting without the window", general.start_hidden),
            "general.twelve_hours" => match general.twelve_hours {
                true => "Times are written like 2:30 pm.".to_owned(),
                false => "Times are written like 14:30.".to_owned(),
            },
            "sending.parallel" => format!("Up to {} requests are sent at once.", sending.parallel),
            "sending.queue_limit" => {
                format!(
                    "Up to {} deliveries may wait.",
                    grouped(sending.queue_limit)
                )
            }
            "sending.longest_wish_minutes" => format!(
                "A destination may ask for up to {} minutes of rest.",
                grouped(sending.longest_wish_minutes)
            ),
            "sending.proxy" => match &sending.proxy {
                Proxy::None => "Sending needs no proxy.".to_owned(),
                Proxy::System => "Sending uses the system’s proxy.".to_owned(),
                Proxy::Explicit(proxy) => format!("Sending goes through {}.", proxy.address),
            },
            "sending.trusted" => match sending.trusted.trim() {
                "" => "Only certificates that the system trusts count.".to_owned(),
                _ => "Further certificates are trusted.".to_owned(),
            },
            "incoming.enabled" => switched("Accepting calls", incoming.enabled),
            "incoming.port" => format!("Calls are taken at port {}.", incoming.port),
            "storage.keep_days" => format!("The log is kept for {} days.", storage.keep_days),
            "storage.keep_mb" => format!("The log may take {} MB.", grouped(storage.keep_mb)),
            "storage.keep_bodies" => switched("Keeping contents", storage.keep_bodies),
            "storage.redact" => match storage.redact.as_slice() {
                [] => "Nothing is masked in the log.".to_owned(),
                names => format!("Masked in the log: {}.", names.join(", ")),
            },
            "notifications.failed" => switched("Word of failures", notifications.failed),
            "notifications.paused" => switched("Word of paused destinations", notifications.paused),
            "notifications.broken" => {
                switched("Word of automations that can’t work", notifications.broken)
            }
            "notifications.delivered" => {
                switched("Word of deliveries that arrived", notifications.delivered)
            }
            "notifications.quiet_hours" => match &notifications.quiet_hours {
                Some(hours) => format!("Quiet hours are from {} to {}.", hours.from, hours.to),
                None => "Quiet hours are off.".to_owned(),
            },
            _ => "A setting was changed.".to_owned(),
        }
    }
}

fn switched(what: &str, on: bool) -> String {
    format!("{what} is {}.", if on { "on" } else { "off" })
}

/// 10,000
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::settings::QuietHours;

    #[test]
    fn one_change_is_said_in_its_own_words() {
        let before = Settings::default();
        let mut after = before.clone();
        after.general.start_at_login = true;
        assert_eq!(after.changed_from(&before), "Start at login is on.");
        assert_eq!(before.changed_from(&after), "Start at login is off.");
        let mut after = before.clone();
        after.sending.queue_limit = 10_000;
        assert_eq!(
            after.changed_from(&before),
            "Up to 10,000 deliveries may wait."
        );
    }

    #[test]
    fn quiet_hours_are_one_setting_with_two_fields() {
        let mut before = Settings::default();
        let hours = |from: &str, to: &str| QuietHours {
            from: from.into(),
            to: to.into(),
        };
        before.notifications.quiet_hours = Some(hours("22:00", "07:00"));
        let mut after = before.clone();
        after.notifications.quiet_hours = Some(hours("23:00", "08:00"));
        let said = "Quiet hours are from 23:00 to 08:00.";
        assert_eq!(after.changed_from(&before), said);
        assert_eq!(after.with(&old_values(&before, &after)), before);
    }

    #[test]
    fn a_proxy_is_one_setting_whatever_its_parts() {
        let mut before = Settings::default();
        before.sending.proxy = serde_json::from_value(json!({
            "type": "explicit", "address": "http://proxy.example:3128", "except": ["10.0.0.0/8"],
        }))
        .unwrap();
        let after = Settings::default();
        assert_eq!(after.changed_from(&before), "Sending needs no proxy.");
        assert_eq!(after.with(&old_values(&before, &after)), before);
        let said = "Sending goes through http://proxy.example:3128.";
        assert_eq!(before.changed_from(&after), said);
        assert_eq!(before.with(&old_values(&after, &before)), after);
    }

    #[test]
    fn every_setting_has_words_of_its_own() {
        let settings = Settings::default();
        let all = old_values_of_everything(&settings);
        for path in all {
            assert_ne!(settings.say(&path), "A setting was changed.", "{path}");
        }
    }

    fn old_values_of_everything(settings: &Settings) -> Vec<String> {
        let groups = json!(settings);
        let groups = groups.as_object().into_iter().flatten();
        groups
            .flat_map(|(group, fields)| {
                let fields = fields.as_object().into_iter().flatten();
                fields.map(move |(field, _)| format!("{group}.{field}"))
            })
            .collect()
    }

    #[test]
    fn taking_back_leaves_what_was_changed_since_as_it_is() {
        let before = Settings::default();
        let mut after = before.clone();
        after.incoming.port = 9000;
        let old = old_values(&before, &after);
        after.storage.keep_days = 7;
        let back = after.with(&old);
        assert_eq!((back.incoming.port, back.storage.keep_days), (8787, 7));
    }

    #[test]
    fn numbers_are_easy_to_read() {
        for (number, text) in [
            (50, "50"),
            (500, "500"),
            (1000, "1,000"),
            (10_000_000, "10,000,000"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
