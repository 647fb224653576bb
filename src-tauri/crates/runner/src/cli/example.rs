//! Whole examples for the help of `add` and `edit`.

/// An automation.
pub const AUTOMATION: &str = r#"An example with every field; those from "enabled" on may be left out, except "trigger" and "sends":

{
  "name": "New invoices",
  "enabled": true,
  "trigger": {
    "type": "file",
    "folder": "~/Invoices",
    "subfolders": true,
    "only": ["*.pdf"],
    "ignore": ["*.part"],
    "on": ["added", "changed"],
    "settle_seconds": 2,
    "while_away": false,
    "several": "each",
    "content": "text",
    "content_kb": 256,
    "poll": false
  },
  "condition": {
    "type": "rows",
    "match": "all",
    "rows": [{ "field": "file.size", "is": "greater_than", "value": 1000 }]
  },
  "limits": { "per_minute": 30, "ignore_repeats_seconds": 60 },
  "notify_delivered": false,
  "sends": [
    {
      "destination": "Test inbox",
      "method": "POST",
      "path": "/invoices",
      "headers": [{ "name": "X-File", "value": "{{ file.name }}" }],
      "body": { "type": "json", "template": "{\"file\": {{ file.name }}}" },
      "retry": { "type": "own", "delays_seconds": [5, 60, 600] },
      "timeout_seconds": 15,
      "order": { "type": "key", "template": "{{ file.path }}" },
      "useless_after_seconds": 3600
    }
  ]
}

Other triggers:
  { "type": "schedule", "schedule": { "type": "cron", "expression": "0 7 * * MON-FRI" }, "time_zone": "Europe/Stockholm" }
  { "type": "schedule", "schedule": { "type": "every", "n": 5, "unit": "minutes" }, "time_zone": "UTC" }
  { "type": "inbound", "name": "orders", "methods": ["POST"], "reply": { "status": 200, "body": "thanks" } }
  { "type": "inbound", "name": "push", "callers": "network", "check": { "type": "signature", "signing": { "type": "github" } } }
  { "type": "inbound", "name": "bell", "check": { "type": "secret_header", "header": "X-Token" } }
  { "type": "manual" }
Other conditions:  { "type": "expression", "expression": "file.size > 1000" }
Other bodies:      { "type": "standard" }  { "type": "text", "template": "…" }  { "type": "none" }
                   { "type": "xml", "template": "<file>{{ file.name }}</file>" }
                   { "type": "form", "fields": [{ "name": "file", "value": "{{ file.name }}" }] }
                   { "type": "cloud_events", "mode": "structured" }  or "binary"
Files as a body:   { "type": "file", "content_type": "", "max_mb": 25 }
                   { "type": "multipart", "max_mb": 25, "parts": [
                     { "type": "field", "name": "note", "value": "{{ file.name }}" },
                     { "type": "file", "name": "file" } ] }
"gzip": true compresses the body on its way.
"method" takes any method but CONNECT and TRACE, such as "PURGE".
Other orders:      { "type": "any" }
Other retries:     { "type": "patient" }  { "type": "quick" }  { "type": "never" }

Files in groups:   "several": "group" makes one event of files that come together; templates see files and file.
"destination" takes an id or a name. Where calls are checked, give the secret that callers use with
--secret-file or --secret-stdin."#;

/// A destination.
pub const DESTINATION: &str = r#"An example with every field; only "name" and "address" must be there:

{
  "name": "Shop",
  "address": "https://shop.example/hooks",
  "headers": [{ "name": "X-Team", "value": "accounting" }],
  "signing": { "type": "standard_webhooks" },
  "authentication": { "type": "bearer" },
  "transport": { "proxy": null, "http": "any", "tls": "1.2",
                 "trusted": "", "client_certificate": "" },
  "parallel": 4,
  "limits": { "per_minute": 60, "waiting": 1000, "when_full": "skip_new" }
}

Other ways to sign:
  { "type": "standard_webhooks_ed25519" }
  { "type": "github" }  { "type": "stripe" }  { "type": "slack" }  { "type": "shopify" }
  { "type": "header", "header": "X-Signature", "prefix": "sha256=", "encoding": "hex",
    "content": "{{ timestamp }}.{{ body }}" }
  { "type": "none" }

Other authentications, whose secret is given by --named-secret authentication=FILE:
  { "type": "none" }  { "type": "basic", "user": "karin" }  { "type": "bearer" }
  { "type": "header", "header": "X-Api-Key" }
  { "type": "oauth2", "token_address": "https://id.example/token", "client_id": "shop",
    "scope": "orders", "audience": "", "client_in": "header" }

"when_full" says what is not sent when "waiting" deliveries wait already: "skip_new" or "skip_oldest".

"proxy": null follows the setting sending.proxy. Other proxies:
  { "type": "none" }  { "type": "system" }
  { "type": "explicit", "address": "http://proxy.example:3128", "user": "",
    "except": ["intranet.example", "10.0.0.0/8"] }
  The address may also begin with socks5:// (names are looked up and checked here) or socks5h://
  (the proxy looks them up, as HTTP proxies do).

A header's value, and the path, headers and body of a send, may hold {{ secret.name }}; the secret
is given by --named-secret name=FILE.

Where requests are signed and no secret is given, one is made and printed once."#;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use hookloom_api::core::{
        automation::AutomationSettings, destination::DestinationSettings, trigger::Trigger,
    };
    use serde_json::json;

    use super::*;

    #[test]
    fn the_automation_of_the_help_is_right() {
        let json =
            &AUTOMATION[AUTOMATION.find('{').unwrap()..AUTOMATION.find("Other triggers").unwrap()];
        let json = json.replace("Test inbox", "dst_0193a5c2e41b7c3d8f20a1b2c3d4e5f6");
        let settings: AutomationSettings = serde_json::from_str(&json).unwrap();
        let printed = serde_json::to_value(&settings).unwrap();
        assert_eq!(printed["trigger"]["only"], json!(["*.pdf"]));
    }

    #[test]
    fn the_other_triggers_of_the_help_are_right() {
        let (_, others) = AUTOMATION.split_once("Other triggers:\n").unwrap();
        let (others, _) = others.split_once("Other conditions").unwrap();
        for line in others.lines() {
            serde_json::from_str::<Trigger>(line.trim())
                .unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    #[test]
    fn the_destination_of_the_help_is_right() {
        let json =
            &DESTINATION[DESTINATION.find('{').unwrap()..DESTINATION.find("Other ways").unwrap()];
        let settings: DestinationSettings = serde_json::from_str(json).unwrap();
        assert_eq!(settings.name, "Shop");
    }
}
