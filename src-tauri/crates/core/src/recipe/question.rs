//! What a recipe asks before it can be used.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use ts_rs::TS;

use crate::{address::Address, id::DestinationId, inbound, schedule};

/// Something that only the one who uses a recipe can know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stands in the recipe as `{?id}`.
    pub id: String,
    /// What kind of answer fits.
    pub kind: QuestionKind,
    /// The label of its field.
    pub label: String,
    /// One more sentence, where the label is not enough.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// What stands in the field from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// How an answer looks, in grey.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
}

/// What kind of answer fits a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A folder of this computer.
    Folder,
    /// Where webhooks go: a full address, or the id of a destination that is there already.
    Address,
    /// The name of an inbound hook.
    Hook,
    /// A time of day, `HH:MM`.
    Time,
    /// A whole number.
    Number,
    /// Anything.
    Text,
    /// Something that opens doors, such as an access token.
    Secret,
}

impl Question {
    /// The answer as it is put into the recipe.
    ///
    /// # Errors
    /// Why it does not fit, and what to do.
    pub fn take(&self, answer: &str) -> Result<Value, String> {
        let answer = answer.trim();
        match self.kind {
            QuestionKind::Folder if answer.is_empty() => Err("Choose a folder.".to_owned()),
            QuestionKind::Address if is_destination(answer) => Ok(answer.into()),
            QuestionKind::Address => {
                let address = Address::parse(answer);
                address.map_err(|error| error.to_string())?;
                Ok(answer.into())
            }
            QuestionKind::Hook => inbound::named(answer).map(|()| answer.into()),
            QuestionKind::Time => schedule::time_of_day(answer).map(|_| answer.into()),
            QuestionKind::Number => number(answer),
            _ if answer.is_empty() => Err("Fill this in.".to_owned()),
            _ => Ok(answer.into()),
        }
    }

    /// What stands for the answer while there is none.
    pub(super) fn stand_in(&self) -> Value {
        let given = self.suggestion.as_deref().unwrap_or(&self.example);
        let usual = match self.kind {
            QuestionKind::Folder => "~",
            QuestionKind::Address => "https://example.com/",
            QuestionKind::Hook => "hook",
            QuestionKind::Time => "09:00",
            QuestionKind::Number => "1",
            QuestionKind::Text | QuestionKind::Secret => "…",
        };
        self.take(given)
            .or_else(|_| self.take(usual))
            .unwrap_or_default()
    }
}

/// Whether an answer names a destination that is there already.
fn is_destination(answer: &str) -> bool {
    answer.parse::<DestinationId>().is_ok()
}

fn number(answer: &str) -> Result<Value, String> {
    let number = answer.parse::<u64>().map(Number::from);
    number
        .map(Value::Number)
        .map_err(|_| "Enter a whole number.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(kind: QuestionKind, answer: &str) -> Result<Value, String> {
        let question = Question {
            id: "q".to_owned(),
            kind,
            label: "Q".to_owned(),
            hint: String::new(),
            suggestion: None,
            example: String::new(),
        };
        question.take(answer)
    }

    #[test]
    fn an_answer_that_fits_is_taken_without_white_space_around_it() {
        for (kind, answer, expected) in [
            (QuestionKind::Folder, " ~/In ", Value::from("~/In")),
            (
                QuestionKind::Address,
                "https://a.example/",
                "https://a.example/".into(),
            ),
            (QuestionKind::Hook, "orders-2", "orders-2".into()),
            (QuestionKind::Time, "9:05", "9:05".into()),
            (QuestionKind::Number, "10", 10.into()),
            (QuestionKind::Text, "Hi", "Hi".into()),
        ] {
            assert_eq!(taken(kind, answer), Ok(expected));
        }
    }

    #[test]
    fn a_destination_that_is_there_answers_the_question_for_an_address() {
        let id = DestinationId::new(uuid::Uuid::from_u128(7)).to_string();
        assert_eq!(taken(QuestionKind::Address, &id), Ok(id.into()));
    }

    #[test]
    fn an_answer_that_does_not_fit_is_refused_with_the_mend() {
        for (kind, answer, expected) in [
            (QuestionKind::Folder, "", "Choose a folder."),
            (QuestionKind::Address, "shop", "starting with https://"),
            (
                QuestionKind::Hook,
                "my orders",
                "letters, numbers and dashes",
            ),
            (QuestionKind::Time, "25:00", "Write it like 09:30"),
            (QuestionKind::Number, "1.5", "whole number"),
            (QuestionKind::Text, "  ", "Fill this in."),
        ] {
            let refusal = taken(kind, answer).unwrap_err();
            assert!(refusal.contains(expected), "{refusal}");
        }
    }
}
