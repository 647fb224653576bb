//! A recipe with its questions answered.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Question, Recipe, sends, text};
use crate::{
    automation::AutomationSettings,
    destination::DestinationSettings,
    id::DestinationId,
    problem::{Problem, Problems},
    trigger::TriggerKind,
};

/// Answers by the ids of their questions.
pub type Answers = BTreeMap<String, String>;

/// What is known about the computer without asking.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The person's home folder, which a recipe writes `~`.
    pub home: Option<String>,
    /// The name of the time zone, which a recipe writes `{?time_zone}`.
    pub time_zone: String,
}

impl Surroundings {
    /// A path as a person may write it, with `~` for their home folder, written out.
    #[must_use]
    pub fn written_out(&self, path: &str) -> String {
        match &self.home {
            Some(home) => at_home(path, home),
            None => path.to_owned(),
        }
    }
}

/// What a recipe says once its questions are answered. Where an answer is missing or wrong, what
/// was suggested stands in its place, so that a person sees what it will be like.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The destinations to make.
    pub destinations: Vec<DestinationSettings>,
    /// Destinations of the recipe instead of which a person chose one that is there.
    pub chosen: BTreeMap<String, DestinationId>,
    automations: Vec<Map<String, Value>>,
    /// The questions whose answers are missing or wrong, as `answers.id`.
    pub problems: Vec<Problem>,
}

impl Recipe {
    /// The recipe with these answers, and with what was suggested for questions without one.
    ///
    /// # Errors
    /// When what comes out is none of the settings that it should be.
    pub fn fill(&self, answers: &Answers, around: &Surroundings) -> Result<Filled, Vec<Problem>> {
        let (mut values, problems) = self.answered(answers);
        values.insert("time_zone".to_owned(), around.time_zone.clone().into());
        let mut filled = Filled {
            destinations: Vec::new(),
            chosen: BTreeMap::new(),
            automations: Vec::new(),
            problems,
        };
        let mut faults = Problems::default();
        for (index, destination) in self.destinations.iter().enumerate() {
            let settings = put_in(destination, &values);
            let chosen = text(&settings, "address").and_then(|address| address.parse().ok());
            match (chosen, text(&settings, "name")) {
                (Some(id), Some(name)) => {
                    filled.chosen.insert(name.to_owned(), id);
                }
                _ => {
                    let field = format!("destinations[{index}]");
                    let settings = serde_json::from_value(settings.into());
                    filled.destinations.extend(faults.take(&field, settings));
                }
            }
        }
        for automation in &self.automations {
            let mut settings = put_in(automation, &values);
            expand_home(&mut settings, around.home.as_deref());
            filled.automations.push(settings);
        }
        faults.into_result()?;
        Ok(filled)
    }

    fn answered(&self, answers: &Answers) -> (BTreeMap<String, Value>, Vec<Problem>) {
        let mut problems = Problems::default();
        let value = |question: &Question| {
            let given = answers.get(&question.id).or(question.suggestion.as_ref());
            let taken = question.take(given.map_or("", String::as_str));
            let taken = problems.take(&format!("answers.{}", question.id), taken);
            let value = taken.unwrap_or_else(|| question.stand_in());
            (question.id.clone(), value)
        };
        let values = self.questions.iter().map(value).collect();
        (values, problems.into_vec())
    }

    /// The question whose answer stands at a field of an automation or destination, such as
    /// `trigger.folder`: there a problem with that field can be mended.
    pub fn asked_at(settings: &Map<String, Value>, field: &str) -> Option<String> {
        let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
        let value = Value::Object(settings.clone());
        let text = value.pointer(&pointer)?.as_str()?;
        let (_, rest) = text.split_once("{?")?;
        rest.split_once('}').map(|(id, _)| id.to_owned())
    }
}

impl Filled {
    /// How many automations there are.
    pub fn automations(&self) -> usize {
        self.automations.len()
    }

    /// What starts the automations.
    pub fn triggers(&self) -> Vec<TriggerKind> {
        let kind = |settings: &Map<String, Value>| {
            let kind = settings.get("trigger")?.get("type")?.clone();
            serde_json::from_value(kind).ok()
        };
        self.automations.iter().filter_map(kind).collect()
    }

    /// The settings of one automation, its destinations being those of these names.
    ///
    /// # Errors
    /// A name that is not known, or settings that are none.
    pub fn automation(
        &self,
        index: usize,
        known: &BTreeMap<String, DestinationId>,
    ) -> Result<AutomationSettings, Vec<Problem>> {
        let mut settings = self.automations[index].clone();
        let mut problems = Problems::default();
        for send in sends(&mut settings) {
            let Some(name) = text(send, "destination").map(str::to_owned) else {
                continue;
            };
            let id = self.chosen.get(&name).or_else(|| known.get(&name));
            let missing =
                format!("There is no destination ‘{name}’, neither here nor in the file.");
            if let Some(id) = problems.take("sends", id.ok_or(missing)) {
                send.insert("destination".to_owned(), id.to_string().into());
            }
        }
        problems.into_result()?;
        serde_json::from_value(settings.into())
            .map_err(|error| vec![Problem::new("", error.to_string())])
    }
}

/// The settings with every `{?question}` replaced by its answer.
pub(super) fn put_in(
    settings: &Map<String, Value>,
    answers: &BTreeMap<String, Value>,
) -> Map<String, Value> {
    let escape: Escape = match text(settings, "type") {
        Some("json") => in_json,
        Some("xml") => in_xml,
        _ => str::to_owned,
    };
    let value = |(name, value): (&String, &Value)| {
        let escape = if name == "template" {
            escape
        } else {
            str::to_owned
        };
        (name.clone(), put_into(value, answers, escape))
    };
    settings.iter().map(value).collect()
}

/// How a text is written where an answer goes.
type Escape = fn(&str) -> String;

/// Inside of quotes.
fn in_json(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Between tags or inside of quotes.
fn in_xml(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn put_into(value: &Value, answers: &BTreeMap<String, Value>, escape: Escape) -> Value {
    match value {
        Value::Object(members) => put_in(members, answers).into(),
        Value::Array(items) => items
            .iter()
            .map(|item| put_into(item, answers, str::to_owned))
            .collect(),
        Value::String(text) => put_into_text(text, answers, escape),
        other => other.clone(),
    }
}

/// A text that is nothing but a question becomes the answer itself, which may be a number.
fn put_into_text(text: &str, answers: &BTreeMap<String, Value>, escape: Escape) -> Value {
    let whole = text
        .strip_prefix("{?")
        .and_then(|rest| rest.strip_suffix('}'));
    if let Some(answer) = whole.and_then(|id| answers.get(id)) {
        return answer.clone();
    }
    let mut text = text.to_owned();
    for (id, answer) in answers {
        let place = format!("{{?{id}}}");
        if text.contains(&place) {
            text = text.replace(&place, &written(answer, escape));
        }
    }
    text.into()
}

/// An answer as a piece of a longer text.
fn written(answer: &Value, escape: Escape) -> String {
    match answer {
        Value::String(text) => escape(text),
        other => other.to_string(),
    }
}

/// `~` at the beginning of a watched folder is the person's home.
fn expand_home(automation: &mut Map<String, Value>, home: Option<&str>) {
    let folder = automation
        .get_mut("trigger")
        .and_then(|trigger| trigger.get_mut("folder"));
    let (Some(Value::String(folder)), Some(home)) = (folder, home) else {
        return;
    };
    *folder = at_home(folder, home);
}

/// A path with `~` at its beginning written out.
pub(super) fn at_home(path: &str, home: &str) -> String {
    match path.strip_prefix('~') {
        Some("") => home.to_owned(),
        Some(below) if below.starts_with(['/', '\\']) => format!("{home}{below}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::recipe::read;

    fn recipe(template: &str) -> Recipe {
        let document = json!({
            "hookloom": "recipe", "format": 1, "name": "R",
            "questions": [
                { "id": "folder", "kind": "folder", "label": "F", "suggestion": "~/In" },
                { "id": "address", "kind": "address", "label": "A" },
                { "id": "n", "kind": "number", "label": "N", "suggestion": "5" },
                { "id": "words", "kind": "text", "label": "W", "suggestion": "Hi" },
            ],
            "destinations": [{ "name": "Shop", "address": "{?address}", "parallel": "{?n}" }],
            "automations": [{
                "name": "A {?words}",
                "trigger": { "type": "file", "folder": "{?folder}" },
                "sends": [{ "destination": "Shop", "body": { "type": "json", "template": template } }],
            }],
        });
        read(&document.to_string()).unwrap()
    }

    fn around() -> Surroundings {
        Surroundings {
            home: Some("/home/ada".to_owned()),
            time_zone: "UTC".to_owned(),
        }
    }

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let pair = |(id, answer): &(&str, &str)| (String::from(*id), String::from(*answer));
        pairs.iter().map(pair).collect()
    }

    fn automation(filled: &Filled) -> AutomationSettings {
        let shop = DestinationId::new(uuid::Uuid::from_u128(9));
        let known = BTreeMap::from([("Shop".to_owned(), shop)]);
        filled.automation(0, &known).unwrap()
    }

    #[test]
    fn answers_stand_where_they_were_asked_for() {
        let given = answers(&[("address", "https://shop.example/"), ("words", "Hej")]);
        let filled = recipe("{}").fill(&given, &around()).unwrap();
        assert_eq!(filled.problems, []);
        assert_eq!(filled.destinations[0].address, "https://shop.example/");
        assert_eq!(filled.destinations[0].parallel, 5);
        assert_eq!(automation(&filled).name, "A Hej");
    }

    #[test]
    fn the_home_folder_is_written_out() {
        let filled = recipe("{}").fill(&Answers::new(), &around()).unwrap();
        let settings = serde_json::to_value(automation(&filled)).unwrap();
        assert_eq!(settings["trigger"]["folder"], "/home/ada/In");
        assert_eq!(at_home("~ada/x", "/home/ada"), "~ada/x");
        assert_eq!(at_home("~", "/home/ada"), "/home/ada");
    }

    #[test]
    fn an_answer_inside_json_keeps_the_json_whole() {
        let given = answers(&[("words", "say \"hi\" \\ there")]);
        let filled = recipe("{\"t\": \"{?words}\"}")
            .fill(&given, &around())
            .unwrap();
        let settings = serde_json::to_value(automation(&filled)).unwrap();
        let template = settings["sends"][0]["body"]["template"].as_str().unwrap();
        let body: Value = serde_json::from_str(template).unwrap();
        assert_eq!(body["t"], "say \"hi\" \\ there");
    }

    #[test]
    fn what_is_not_answered_is_said_and_something_stands_for_it() {
        let filled = recipe("{}").fill(&Answers::new(), &around()).unwrap();
        assert_eq!(filled.problems[0].field, "answers.address");
        assert_eq!(filled.destinations[0].address, "https://example.com/");
    }

    #[test]
    fn a_destination_that_was_chosen_takes_the_place_of_a_new_one() {
        let id = DestinationId::new(uuid::Uuid::from_u128(7));
        let given = answers(&[("address", &id.to_string())]);
        let filled = recipe("{}").fill(&given, &around()).unwrap();
        assert_eq!(filled.destinations, []);
        let settings = filled.automation(0, &BTreeMap::new()).unwrap();
        assert_eq!(settings.sends[0].destination, id);
    }

    #[test]
    fn a_destination_that_nobody_knows_is_named() {
        let filled = recipe("{}").fill(&Answers::new(), &around()).unwrap();
        let problems = filled.automation(0, &BTreeMap::new()).unwrap_err();
        assert!(problems[0].message.contains("‘Shop’"), "{problems:?}");
    }

    #[test]
    fn a_problem_of_a_field_leads_to_the_question_that_fills_it() {
        let recipe = recipe("{}");
        let asked = |field| Recipe::asked_at(&recipe.automations[0], field);
        assert_eq!(asked("trigger.folder"), Some("folder".to_owned()));
        assert_eq!(asked("name"), Some("words".to_owned()));
        assert_eq!(asked("sends[0].body.template"), None);
    }

    #[test]
    fn braces_that_are_no_question_stay() {
        let values = BTreeMap::from([("a".to_owned(), Value::from("x"))]);
        let text = "{{ file.name }} {?b} {?a} {?a";
        assert_eq!(
            put_into_text(text, &values, str::to_owned),
            Value::from("{{ file.name }} {?b} x {?a")
        );
    }
}
