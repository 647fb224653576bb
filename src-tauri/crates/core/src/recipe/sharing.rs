//! From automations and destinations that are there to a recipe.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{FORMAT, Question, QuestionKind, Recipe, RecipeKind, sends, text};
use crate::{
    address::Address, automation::Automation, destination::Destination, header, id::DestinationId,
};

/// What automations are written into a file for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportPurpose {
    /// For others: addresses and folders become questions.
    Sharing,
    /// For oneself, to have everything again: all but secrets stays as it is.
    Backup,
}

/// These automations with the destinations that they send to, without any secret.
pub fn share(
    automations: &[&Automation],
    destinations: &[&Destination],
    purpose: ExportPurpose,
    home: Option<&str>,
) -> Recipe {
    let mut writing = Writing {
        purpose,
        home,
        questions: Vec::new(),
    };
    let names = shared_names(destinations, purpose);
    let name_of = |id: &str| names.get(id).cloned();
    let own = destinations.iter().filter(|one| !one.built_in);
    Recipe {
        hookloom: match purpose {
            ExportPurpose::Sharing => RecipeKind::Recipe,
            ExportPurpose::Backup => RecipeKind::Backup,
        },
        format: FORMAT,
        name: title(automations),
        sentence: String::new(),
        destinations: own
            .map(|one| writing.destination(one, &names[&one.id.to_string()]))
            .collect(),
        automations: automations
            .iter()
            .map(|one| writing.automation(one, &name_of))
            .collect(),
        questions: writing.questions,
    }
}

/// The destinations that automations send to.
pub fn used_by(automations: &[&Automation]) -> BTreeSet<DestinationId> {
    let sends = automations.iter().flat_map(|one| &one.settings.sends);
    sends.map(|send| send.destination).collect()
}

fn title(automations: &[&Automation]) -> String {
    match automations {
        [one] => one.settings.name.clone(),
        [] => "Nothing yet".to_owned(),
        many => format!("{} automations", many.len()),
    }
}

/// What destinations are called in a recipe. Some people call them by their address, which is
/// not for others.
fn shared_names(destinations: &[&Destination], purpose: ExportPurpose) -> BTreeMap<String, String> {
    let name = |(index, one): (usize, &&Destination)| {
        let name = &one.settings.name;
        let host = Address::parse(&one.settings.address).map(|address| address.host().to_owned());
        let tells = host.is_ok_and(|host| name.to_lowercase().contains(&host));
        let shared = match purpose {
            ExportPurpose::Sharing if tells => format!("Destination {}", index + 1),
            _ => name.clone(),
        };
        (one.id.to_string(), shared)
    };
    destinations.iter().enumerate().map(name).collect()
}

struct Writing<'a> {
    purpose: ExportPurpose,
    home: Option<&'a str>,
    questions: Vec<Question>,
}

impl Writing<'_> {
    fn destination(&mut self, destination: &Destination, name: &str) -> Map<String, Value> {
        let mut settings = object(&destination.settings);
        settings.insert("name".to_owned(), name.into());
        self.hide_credentials(&mut settings, name);
        if self.purpose == ExportPurpose::Sharing {
            let question = Question {
                example: "https://example.com/".to_owned(),
                ..asking(QuestionKind::Address, format!("Address of {name}"))
            };
            settings.insert("address".to_owned(), self.ask(name, question));
        }
        settings
    }

    fn automation(
        &mut self,
        automation: &Automation,
        name_of: &impl Fn(&str) -> Option<String>,
    ) -> Map<String, Value> {
        let mut settings = object(&automation.settings);
        let name = &automation.settings.name;
        for send in sends(&mut settings) {
            if let Some(known) = text(send, "destination").and_then(name_of) {
                send.insert("destination".to_owned(), known.into());
            }
            self.hide_credentials(send, name);
        }
        self.swap_folder(&mut settings, name);
        if self.purpose == ExportPurpose::Sharing {
            settings.remove("enabled");
        }
        settings
    }

    /// Headers that open doors are no secret of ours, but one of the person's.
    fn hide_credentials(&mut self, settings: &mut Map<String, Value>, owner: &str) {
        let headers = settings.get_mut("headers").and_then(Value::as_array_mut);
        let headers = headers
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut);
        for header in headers {
            let Some(name) = text(header, "name").map(str::to_owned) else {
                continue;
            };
            let stands_for_one = text(header, "value").is_some_and(|one| one.contains("secret."));
            if header::opens_doors(&name) && !stands_for_one {
                let label = format!("Header {name} for {owner}");
                let question = asking(QuestionKind::Secret, label);
                let place = self.ask(&format!("{owner} {name}"), question);
                header.insert("value".to_owned(), place);
            }
        }
    }

    fn swap_folder(&mut self, automation: &mut Map<String, Value>, name: &str) {
        let trigger = automation.get_mut("trigger").and_then(Value::as_object_mut);
        let Some(trigger) = trigger else { return };
        let Some(folder) = text(trigger, "folder") else {
            return;
        };
        let folder = self
            .home
            .map_or(folder.to_owned(), |home| below_home(folder, home));
        let written = match self.purpose {
            ExportPurpose::Backup => folder.into(),
            ExportPurpose::Sharing => {
                let question = Question {
                    suggestion: Some(folder),
                    ..asking(QuestionKind::Folder, format!("Folder of {name}"))
                };
                self.ask(&format!("{name} folder"), question)
            }
        };
        trigger.insert("folder".to_owned(), written);
    }

    /// Adds a question, and gives what stands for its answer.
    fn ask(&mut self, about: &str, question: Question) -> Value {
        let id = self.free_id(about);
        let place = format!("{{?{id}}}").into();
        self.questions.push(Question { id, ..question });
        place
    }

    fn free_id(&self, about: &str) -> String {
        let id = identifier(about);
        let taken = |id: &str| self.questions.iter().any(|question| question.id == id);
        let numbered = (2..).map(|number| format!("{id}_{number}"));
        let mut all = std::iter::once(id.clone()).chain(numbered);
        all.find(|id| !taken(id)).unwrap_or(id)
    }
}

fn asking(kind: QuestionKind, label: String) -> Question {
    Question {
        id: String::new(),
        kind,
        label,
        hint: String::new(),
        suggestion: None,
        example: String::new(),
    }
}

/// Letters and digits of a name, joined by `_`.
fn identifier(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    match words.is_empty() {
        true => "answer".to_owned(),
        false => words.join("_"),
    }
}

fn below_home(path: &str, home: &str) -> String {
    match path.strip_prefix(home) {
        Some(below) if below.is_empty() || below.starts_with(['/', '\\']) => format!("~{below}"),
        _ => path.to_owned(),
    }
}

fn object<T: Serialize>(settings: &T) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::{
        id::AutomationId,
        moment::Moment,
        recipe::{Answers, Surroundings, read},
    };

    const HOME: Option<&str> = Some("/home/ada");

    fn shop() -> Destination {
        let settings = json!({
            "name": "Shop", "address": "https://shop.internal.example/hooks?key=1",
            "headers": [
                { "name": "Authorization", "value": "Bearer s3cret" },
                { "name": "X-Team", "value": "a" },
            ],
        });
        Destination {
            id: DestinationId::new(Uuid::from_u128(5)),
            settings: serde_json::from_value(settings).unwrap(),
            paused: None,
            resumed_at: None,
            secret_hint: Some("••••a1b2".to_owned()),
            secrets: crate::destination::KnownSecrets::default(),
            built_in: false,
            created_at: Moment::from_unix_millis(0),
            updated_at: Moment::from_unix_millis(0),
        }
    }

    fn invoices() -> Automation {
        let settings = json!({
            "name": "Invoices",
            "trigger": { "type": "file", "folder": "/home/ada/Invoices" },
            "sends": [{ "destination": shop().id }],
        });
        Automation {
            id: AutomationId::new(Uuid::from_u128(6)),
            settings: serde_json::from_value(settings).unwrap(),
            secret_hint: None,
            created_at: Moment::from_unix_millis(0),
            updated_at: Moment::from_unix_millis(0),
        }
    }

    fn shared(purpose: ExportPurpose) -> String {
        let recipe = share(&[&invoices()], &[&shop()], purpose, HOME);
        serde_json::to_string_pretty(&recipe).unwrap()
    }

    #[test]
    fn what_is_shared_names_no_home_no_host_and_no_secret() {
        let text = shared(ExportPurpose::Sharing);
        for hidden in [
            "/home/ada",
            "internal.example",
            "key=1",
            "s3cret",
            "a1b2",
            "dst_",
        ] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        let recipe = read(&text).unwrap();
        let asked: Vec<_> = recipe.questions.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(asked, ["shop_authorization", "shop", "invoices_folder"]);
        assert_eq!(
            recipe.questions[2].suggestion.as_deref(),
            Some("~/Invoices")
        );
    }

    #[test]
    fn a_backup_keeps_all_but_what_opens_doors() {
        let text = shared(ExportPurpose::Backup);
        assert!(
            text.contains("https://shop.internal.example/hooks?key=1"),
            "{text}"
        );
        assert!(text.contains("~/Invoices"), "{text}");
        assert!(!text.contains("s3cret"), "{text}");
    }

    #[test]
    fn what_is_shared_comes_back_as_it_was() {
        let recipe = read(&shared(ExportPurpose::Sharing)).unwrap();
        let answers: Answers = [
            ("shop_authorization", "Bearer s3cret"),
            ("shop", "https://shop.internal.example/hooks?key=1"),
        ]
        .map(|(id, answer)| (id.to_owned(), answer.to_owned()))
        .into();
        let around = Surroundings {
            home: HOME.map(str::to_owned),
            time_zone: "UTC".to_owned(),
        };
        let filled = recipe.fill(&answers, &around).unwrap();
        assert_eq!(filled.problems, []);
        assert_eq!(filled.destinations, [shop().settings]);
        let known = [("Shop".to_owned(), shop().id)].into();
        assert_eq!(filled.automation(0, &known), Ok(invoices().settings));
    }

    #[test]
    fn two_of_one_name_get_questions_of_their_own() {
        let recipe = share(&[], &[&shop(), &shop()], ExportPurpose::Sharing, HOME);
        let asked: Vec<_> = recipe.questions.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(
            asked,
            [
                "shop_authorization",
                "shop",
                "shop_authorization_2",
                "shop_2"
            ]
        );
    }

    #[test]
    fn a_folder_beside_the_home_is_not_taken_for_one_inside() {
        assert_eq!(below_home("/home/ada2/x", "/home/ada"), "/home/ada2/x");
        assert_eq!(below_home("/home/ada", "/home/ada"), "~");
    }

    #[test]
    fn a_name_without_letters_still_gives_an_id() {
        assert_eq!(identifier("Büro 2 / ntfy"), "büro_2_ntfy");
        assert_eq!(identifier("!!"), "answer");
    }
}
