//! From rows to an expression, and back where an expression says no more than rows can.

use serde_json::Value as Json;

use super::{Condition, Group, Matching, Operator, Row, Rows};

impl Condition {
    /// The same condition in the other form; nothing for an expression that rows can't say.
    pub fn rewritten(&self) -> Option<Self> {
        match self {
            Self::Rows(rows) => Some(Self::Expression {
                expression: rows.to_expression(),
            }),
            Self::Expression { expression } => rows_of(expression).map(Self::Rows),
        }
    }
}

fn rows_of(expression: &str) -> Option<Rows> {
    let mut reader = Reader(tokens(expression)?.into_iter().peekable());
    let (matching, parts) = reader.parts(true)?;
    if reader.0.next().is_some() {
        return None;
    }
    let (mut rows, mut group) = (Vec::new(), None);
    for part in parts {
        match part {
            Part::Row(row) => rows.push(row),
            Part::Group(inner) if group.is_none() => group = Some(inner),
            Part::Group(_) => return None,
        }
    }
    Some(Rows {
        matching,
        rows,
        group,
    })
}

enum Part {
    Row(Row),
    Group(Group),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Literal(Json),
    Sign(&'static str),
}

const SIGNS: [&str; 10] = ["==", "!=", ">", "<", "(", ")", "[", "]", ",", "."];

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '"' | '\'' => quoted(rest, first)?,
            '0'..='9' | '-' => number(rest)?,
            _ if is_word(first) => word(rest),
            _ => sign(rest)?,
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word(text: &str) -> (Token, usize) {
    let length = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let token = match &text[..length] {
        "true" => Token::Literal(true.into()),
        "false" => Token::Literal(false.into()),
        word => Token::Word(word.to_owned()),
    };
    (token, length)
}

fn number(text: &str) -> Option<(Token, usize)> {
    let figure = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let length = text.find(|c| !figure(c)).unwrap_or(text.len());
    let number: serde_json::Number = serde_json::from_str(&text[..length]).ok()?;
    Some((Token::Literal(number.into()), length))
}

/// Single quotes are taken as long as nothing in them has to be escaped.
fn quoted(text: &str, quote: char) -> Option<(Token, usize)> {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    let (end, _) = end?;
    let inside = &text[1..end];
    let value = match quote {
        '"' => serde_json::from_str(&text[..=end]).ok()?,
        _ if inside.contains('\\') => return None,
        _ => inside.to_owned(),
    };
    Some((Token::Literal(Json::String(value)), end + 1))
}

fn sign(text: &str) -> Option<(Token, usize)> {
    let sign = SIGNS.into_iter().find(|sign| text.starts_with(sign))?;
    // `>=` and `<=` are more than rows can say.
    let longer = matches!(sign, ">" | "<") && text[1..].starts_with('=');
    (!longer).then_some((Token::Sign(sign), sign.len()))
}

struct Reader(std::iter::Peekable<std::vec::IntoIter<Token>>);

impl Reader {
    fn takes(&mut self, wanted: &Token) -> bool {
        self.0.next_if(|token| token == wanted).is_some()
    }

    fn takes_sign(&mut self, sign: &'static str) -> bool {
        self.takes(&Token::Sign(sign))
    }

    fn takes_word(&mut self, word: &str) -> bool {
        self.takes(&Token::Word(word.to_owned()))
    }

    fn word(&mut self) -> Option<String> {
        match self.0.next()? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn literal(&mut self) -> Option<Json> {
        match self.0.next()? {
            Token::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// Comparisons joined by `and` alone or by `or` alone.
    fn parts(&mut self, groups: bool) -> Option<(Matching, Vec<Part>)> {
        let mut parts = vec![self.part(groups)?];
        let mut matching = None;
        loop {
            let joined = match () {
                () if self.takes_word("and") => Matching::All,
                () if self.takes_word("or") => Matching::Any,
                () => return Some((matching.unwrap_or_default(), parts)),
            };
            if *matching.get_or_insert(joined) != joined {
                return None;
            }
            parts.push(self.part(groups)?);
        }
    }

    fn part(&mut self, groups: bool) -> Option<Part> {
        if !self.takes_sign("(") {
            return self.row().map(Part::Row);
        }
        if !groups {
            return None;
        }
        let (matching, parts) = self.parts(false)?;
        let rows = parts.into_iter().map(|part| match part {
            Part::Row(row) => Some(row),
            Part::Group(_) => None,
        });
        let rows = rows.collect::<Option<_>>()?;
        self.takes_sign(")")
            .then_some(Part::Group(Group { matching, rows }))
    }

    fn row(&mut self) -> Option<Row> {
        if let Some(Token::Literal(_)) = self.0.peek() {
            return self.contained();
        }
        let field = self.field()?;
        let (is, value) = match self.0.next()? {
            Token::Sign("==") => (Operator::Is, self.literal()?),
            Token::Sign("!=") => (Operator::IsNot, self.literal()?),
            Token::Sign(">") => (Operator::GreaterThan, self.literal()?),
            Token::Sign("<") => (Operator::LessThan, self.literal()?),
            Token::Word(word) if word == "in" => (Operator::IsOneOf, self.list()?),
            Token::Word(word) if word == "is" => self.test()?,
            _ => return None,
        };
        Some(Row { field, is, value })
    }

    /// `"draft" in file.name`
    fn contained(&mut self) -> Option<Row> {
        let value = self.literal()?;
        let (not, contains) = (self.takes_word("not"), self.takes_word("in"));
        let field = self.field().filter(|_| contains && value.is_string())?;
        let is = if not {
            Operator::DoesNotContain
        } else {
            Operator::Contains
        };
        Some(Row { field, is, value })
    }

    fn test(&mut self) -> Option<(Operator, Json)> {
        let not = self.takes_word("not");
        let test = self.word()?;
        if test == "empty" {
            let is = if not {
                Operator::IsNotEmpty
            } else {
                Operator::IsEmpty
            };
            return Some((is, Json::Null));
        }
        let is = match (test.as_str(), not) {
            ("same", false) => Operator::Is,
            ("same", true) => Operator::IsNot,
            ("containing", false) => Operator::Contains,
            ("containing", true) => Operator::DoesNotContain,
            ("starting_with", false) => Operator::StartsWith,
            ("ending_with", false) => Operator::EndsWith,
            ("matching", false) => Operator::Matches,
            ("above", false) => Operator::GreaterThan,
            ("below", false) => Operator::LessThan,
            ("one_of", false) => Operator::IsOneOf,
            _ => return None,
        };
        let opened = self.takes_sign("(");
        let value = match is {
            Operator::IsOneOf => self.list()?,
            _ => self.literal()?,
        };
        (opened && self.takes_sign(")")).then_some((is, value))
    }

    fn list(&mut self) -> Option<Json> {
        let mut items = Vec::new();
        if !self.takes_sign("[") {
            return None;
        }
        while !self.takes_sign("]") {
            items.push(self.literal()?);
            if !self.takes_sign(",") {
                return self.takes_sign("]").then_some(Json::Array(items));
            }
        }
        Some(Json::Array(items))
    }

    /// `headers["x-id"]` → `headers.x-id`
    fn field(&mut self) -> Option<String> {
        let mut path = self.word()?;
        loop {
            let part = match () {
                () if self.takes_sign(".") => self.word()?,
                () if self.takes_sign("[") => {
                    let part = match self.literal()? {
                        Json::String(text) if !text.contains('.') => text,
                        Json::Number(number) if number.is_u64() => number.to_string(),
                        _ => return None,
                    };
                    self.takes_sign("]").then_some(part)?
                }
                () => return Some(path),
            };
            path = format!("{path}.{part}");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn written(expression: &str) -> Option<Condition> {
        let expression = expression.to_owned();
        Condition::Expression { expression }.rewritten()
    }

    fn rows(json: Json) -> Option<Condition> {
        let mut whole = json;
        whole["type"] = json!("rows");
        Some(serde_json::from_value(whole).expect("rows"))
    }

    #[test]
    fn what_people_write_becomes_rows() {
        assert_eq!(
            written("file.size > 1000 and file.extension == 'pdf'"),
            rows(json!({ "rows": [
                { "field": "file.size", "is": "greater_than", "value": 1000 },
                { "field": "file.extension", "is": "is", "value": "pdf" },
            ] }))
        );
        assert_eq!(
            written("'draft' not in file.name or inbound.headers[\"x-id\"] in [1, \"a\"]"),
            rows(json!({ "match": "any", "rows": [
                { "field": "file.name", "is": "does_not_contain", "value": "draft" },
                { "field": "inbound.headers.x-id", "is": "is_one_of", "value": [1, "a"] },
            ] }))
        );
        assert_eq!(
            written("file.name is not empty and (file.size < 5 or file.size > 10)"),
            rows(json!({
                "rows": [{ "field": "file.name", "is": "is_not_empty", "value": null }],
                "group": { "match": "any", "rows": [
                    { "field": "file.size", "is": "less_than", "value": 5 },
                    { "field": "file.size", "is": "greater_than", "value": 10 },
                ] },
            }))
        );
    }

    #[test]
    fn what_rows_can_not_say_stays_an_expression() {
        for expression in [
            "",
            "file.size >= 1000",
            "file.size > 1000 and file.size < 5 or file.name == 'a'",
            "(a == 1) or (b == 2)",
            "((a == 1) or b == 2)",
            "file.name | upper == 'A'",
            "not file.name",
            "file.size + 1 > 2",
            "file.name is not starting_with('a')",
            "a == b",
            "a == 1 b",
        ] {
            assert_eq!(written(expression), None, "{expression}");
        }
    }

    fn value() -> impl Strategy<Value = Json> {
        prop_oneof![
            ".{0,8}".prop_map(Json::from),
            any::<i32>().prop_map(Json::from)
        ]
    }

    fn row() -> impl Strategy<Value = Row> {
        let field = prop_oneof![
            Just("file.name"),
            Just("inbound.headers.x-id"),
            Just("a.0.b")
        ];
        let operators = prop_oneof![
            Just(Operator::Is),
            Just(Operator::IsNot),
            Just(Operator::DoesNotContain),
            Just(Operator::EndsWith),
            Just(Operator::Matches),
            Just(Operator::LessThan),
            Just(Operator::IsEmpty),
            Just(Operator::IsOneOf),
        ];
        let values = prop::collection::vec(value(), 1..4);
        (field, operators, value(), values).prop_map(|(field, is, value, values)| {
            let field = field.to_owned();
            let value = match is {
                Operator::IsEmpty => Json::Null,
                Operator::IsOneOf => Json::Array(values),
                _ => value,
            };
            Row { field, is, value }
        })
    }

    proptest! {
        #[test]
        fn rows_come_back_from_their_own_expression(
            rows in prop::collection::vec(row(), 2..4),
            grouped in prop::collection::vec(row(), 2..4),
            any in any::<bool>(),
        ) {
            let (outer, inner) = match any {
                true => (Matching::Any, Matching::All),
                false => (Matching::All, Matching::Any),
            };
            let group = Some(Group { matching: inner, rows: grouped });
            let condition = Condition::Rows(Rows { matching: outer, rows, group });
            let expression = condition.rewritten().expect("an expression");
            prop_assert_eq!(expression.rewritten(), Some(condition));
        }
    }
}
