#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::template::paths_of;

fn event() -> Json {
    json!({
        "file": {
            "name": "invoice-42.pdf",
            "size": 12,
            "note": "",
            "tags": ["red", "big", 7],
            "previous_path": null,
            "hidden": false,
            "code": "007",
        },
        "inbound": { "headers": { "x-id": "a\"b" } },
    })
}

fn row(field: &str, is: Operator, value: Json) -> Row {
    let field = field.to_owned();
    Row { field, is, value }
}

fn all(rows: Vec<Row>) -> Condition {
    Condition::Rows(Rows {
        matching: Matching::All,
        rows,
        group: None,
    })
}

fn verdict(field: &str, is: Operator, value: Json) -> Verdict {
    all(vec![row(field, is, value)]).evaluate(&event()).unwrap()
}

fn problems(condition: &Condition) -> Vec<String> {
    let mut problems = Problems::default();
    condition.check(&paths_of(&event()), &mut problems);
    problems
        .into_vec()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn written(expression: &str) -> Condition {
    let expression = expression.to_owned();
    Condition::Expression { expression }
}

use Operator::*;

#[test]
fn each_comparison_decides_and_says_why() {
    let cases = [
        (
            "file.name",
            Is,
            json!("invoice-42.pdf"),
            true,
            "name is ‘invoice-42.pdf’",
        ),
        (
            "file.name",
            Is,
            json!("x"),
            false,
            "name is ‘invoice-42.pdf’, not ‘x’",
        ),
        (
            "file.name",
            IsNot,
            json!("x"),
            true,
            "name is ‘invoice-42.pdf’, not ‘x’",
        ),
        (
            "file.name",
            Contains,
            json!("voice"),
            true,
            "name is ‘invoice-42.pdf’, which contains ‘voice’",
        ),
        (
            "file.name",
            Contains,
            json!("VOICE"),
            false,
            "name is ‘invoice-42.pdf’, which doesn't contain ‘VOICE’",
        ),
        (
            "file.name",
            DoesNotContain,
            json!("zip"),
            true,
            "name is ‘invoice-42.pdf’, which doesn't contain ‘zip’",
        ),
        (
            "file.name",
            StartsWith,
            json!("inv"),
            true,
            "name is ‘invoice-42.pdf’, which starts with ‘inv’",
        ),
        (
            "file.name",
            EndsWith,
            json!(".pdf"),
            true,
            "name is ‘invoice-42.pdf’, which ends with ‘.pdf’",
        ),
        (
            "file.name",
            EndsWith,
            json!(".zip"),
            false,
            "name is ‘invoice-42.pdf’, which doesn't end with ‘.zip’",
        ),
        (
            "file.name",
            Matches,
            json!(r"-\d+\.pdf$"),
            true,
            r"name is ‘invoice-42.pdf’, which matches ‘-\d+\.pdf$’",
        ),
        (
            "file.name",
            Matches,
            json!("^42"),
            false,
            "name is ‘invoice-42.pdf’, which doesn't match ‘^42’",
        ),
        (
            "file.size",
            GreaterThan,
            json!(1000),
            false,
            "size is 12, not more than 1000",
        ),
        (
            "file.size",
            GreaterThan,
            json!("11.5"),
            true,
            "size is 12, more than 11.5",
        ),
        (
            "file.size",
            LessThan,
            json!(12),
            false,
            "size is 12, not less than 12",
        ),
        ("file.note", IsEmpty, json!(null), true, "note is empty"),
        (
            "file.size",
            IsEmpty,
            json!(null),
            false,
            "size is 12, not empty",
        ),
        (
            "file.size",
            IsNotEmpty,
            json!(null),
            true,
            "size is 12, so not empty",
        ),
        (
            "file.size",
            IsOneOf,
            json!([10, "12"]),
            true,
            "size is 12, one of 10, 12",
        ),
        (
            "file.name",
            IsOneOf,
            json!(["a", "b"]),
            false,
            "name is ‘invoice-42.pdf’, none of ‘a’, ‘b’",
        ),
        (
            "file.tags",
            Contains,
            json!("big"),
            true,
            "tags is ‘red’, ‘big’, 7, which contains ‘big’",
        ),
        (
            "file.tags",
            Contains,
            json!("bi"),
            false,
            "tags is ‘red’, ‘big’, 7, which doesn't contain ‘bi’",
        ),
        ("file.tags.0", Is, json!("red"), true, "0 is ‘red’"),
        (
            "inbound.headers.x-id",
            Is,
            json!("a\"b"),
            true,
            "x-id is ‘a\"b’",
        ),
    ];
    for (field, is, value, passed, why) in cases {
        let verdict = verdict(field, is, value.clone());
        assert_eq!(
            (verdict.passed, verdict.why.as_str()),
            (passed, why),
            "{field} {is:?} {value}"
        );
    }
}

#[test]
fn numbers_and_texts_compare_by_what_they_are() {
    let cases = [
        ("file.size", json!("12"), true),
        ("file.size", json!(12.0), true),
        ("file.size", json!("12.0"), true),
        ("file.code", json!("7"), false),
        ("file.code", json!(7), true),
        ("file.hidden", json!(false), true),
        ("file.hidden", json!("false"), true),
    ];
    for (field, value, same) in cases {
        assert_eq!(
            verdict(field, Is, value.clone()).passed,
            same,
            "{field} {value}"
        );
        assert_eq!(
            verdict(field, IsNot, value.clone()).passed,
            !same,
            "{field} {value}"
        );
    }
}

#[test]
fn a_missing_field_is_empty_and_no_error() {
    for field in [
        "file.previous_path",
        "file.nothing",
        "nothing.at.all",
        "file.size.deeper",
        "file.tags.9",
    ] {
        assert!(verdict(field, IsEmpty, json!(null)).passed, "{field}");
        assert!(!verdict(field, IsNotEmpty, json!(null)).passed, "{field}");
        assert!(!verdict(field, GreaterThan, json!(0)).passed, "{field}");
        assert!(!verdict(field, LessThan, json!(0)).passed, "{field}");
        assert!(!verdict(field, Contains, json!("x")).passed, "{field}");
        assert!(verdict(field, IsNot, json!("x")).passed, "{field}");
        assert!(!verdict(field, IsOneOf, json!(["x"])).passed, "{field}");
    }
    assert_eq!(
        verdict("file.gone", Is, json!("x")).why,
        "gone is empty, not ‘x’"
    );
}

#[test]
fn all_any_and_a_nested_group_are_combined() {
    let big = || row("file.size", GreaterThan, json!(1000));
    let pdf = || row("file.name", EndsWith, json!(".pdf"));
    let red = || row("file.tags", Contains, json!("red"));
    let decide = |outer, rows, inner, grouped| {
        let group = Some(Group {
            matching: inner,
            rows: grouped,
        });
        let rows = Rows {
            matching: outer,
            rows,
            group,
        };
        Condition::Rows(rows).evaluate(&event()).unwrap()
    };
    let passed = decide(
        Matching::All,
        vec![pdf()],
        Matching::Any,
        vec![big(), red()],
    );
    assert!(passed.passed);
    assert!(
        passed
            .why
            .ends_with("; tags is ‘red’, ‘big’, 7, which contains ‘red’"),
        "{}",
        passed.why
    );
    let failed = decide(
        Matching::Any,
        vec![big()],
        Matching::All,
        vec![pdf(), big()],
    );
    assert!(!failed.passed);
    assert_eq!(
        failed.why,
        "size is 12, not more than 1000; size is 12, not more than 1000"
    );
    let first = decide(
        Matching::All,
        vec![big(), pdf()],
        Matching::All,
        vec![red()],
    );
    assert_eq!(first.why, "size is 12, not more than 1000");
}

#[test]
fn rows_are_shown_as_an_expression() {
    let condition = Condition::Rows(Rows {
        matching: Matching::All,
        rows: vec![
            row("file.size", GreaterThan, json!(1000)),
            row("inbound.headers.x-id", IsNot, json!("a\"b\\c\n")),
        ],
        group: Some(Group {
            matching: Matching::Any,
            rows: vec![
                row("file.tags.0", IsOneOf, json!(["a", 1, true])),
                row("file.note", IsEmpty, json!(null)),
            ],
        }),
    });
    assert_eq!(
        condition.to_expression(),
        r#"file.size is above(1000) and inbound.headers["x-id"] is not same("a\"b\\c\n") and (file.tags[0] is one_of(["a", 1, true]) or file.note is empty)"#
    );
}

#[test]
fn a_written_expression_decides() {
    let cases = [
        ("file.size > 10 and file.name is endingwith('.pdf')", true),
        ("file.size > 1000", false),
        ("'big' in file.tags", true),
        ("file.name | ext == 'pdf'", true),
        ("file.missing.deeply is empty", true),
        ("file.missing", false),
    ];
    for (expression, passed) in cases {
        let verdict = written(expression).evaluate(&event()).unwrap();
        assert_eq!(verdict.passed, passed, "{expression}");
        assert_eq!(verdict.why, format!("‘{expression}’ is {passed}"));
    }
}

#[test]
fn problems_name_the_row_and_the_mend() {
    let condition = Condition::Rows(Rows {
        matching: Matching::All,
        rows: vec![
            row("", Is, json!("x")),
            row("file.nmae", Is, json!("x")),
            row("file..name", Is, json!("x")),
            row("not.name", Is, json!("x")),
            row("file.size", GreaterThan, json!("many")),
            row("file.name", Matches, json!("(.*")),
            row("file.name", Contains, json!("")),
            row("file.name", IsOneOf, json!([])),
            row("file.name", Is, json!(["x"])),
            row("file.name", Is, json!(null)),
        ],
        group: Some(Group {
            matching: Matching::Any,
            rows: vec![],
        }),
    });
    assert_eq!(
        problems(&condition),
        [
            "rows[0].field: Choose a field.",
            "rows[1].field: ‘file.nmae’ isn't known. Did you mean file.name?",
            "rows[2].field: ‘file..name’ isn't a field. Choose one.",
            "rows[3].field: ‘not.name’ isn't a field. Choose one.",
            "rows[4].value: Enter a number.",
            "rows[5].value: ‘(.*’ isn't a valid pattern: ) is missing.",
            "rows[6].value: Enter a value.",
            "rows[7].value: Enter at least one value.",
            "rows[8].value: Enter one value, not a list.",
            "rows[9].value: Enter a value.",
            "group.rows: Add a row.",
        ]
    );
    let many = vec![row("file.name", Is, json!("x")); 51];
    assert_eq!(
        problems(&all(many)),
        ["rows: There are 51 rows; at most 50 are possible."]
    );
}

#[test]
fn problems_of_a_written_expression_are_explained() {
    let cases = [
        ("", "Enter an expression"),
        ("file.size >", "This ends too early: expression is missing."),
        (
            "file.nmae == 'x'",
            "‘file.nmae’ isn't known. Did you mean file.name?",
        ),
        ("file.name | uper", "There is no filter ‘uper’."),
        ("file.name is not nice", "There is no test ‘nice’."),
        ("file.size > 1 }} {{ 1", "can't be read"),
    ];
    for (expression, words) in cases {
        let found = problems(&written(expression));
        assert!(
            found.len() == 1 && found[0].contains(words),
            "{expression}: {found:?}"
        );
        assert!(found[0].starts_with("expression: "));
    }
    assert_eq!(
        problems(&written("file.size > 10 or file.name is containing('x')")),
        Vec::<String>::new()
    );
}

#[test]
fn patterns_are_bounded_and_explained() {
    let cases = [
        ("[a", "] is missing"),
        ("a)", "( is missing"),
        ("*a", "nothing stands before"),
        ("a\\", "nothing stands after \\"),
        (r"(\w{1000}){1000}", "takes too much memory"),
    ];
    for (pattern, words) in cases {
        let found = problems(&all(vec![row("file.name", Matches, json!(pattern))]));
        assert!(found[0].contains(words), "{pattern}: {found:?}");
    }
    let long = problems(&all(vec![row(
        "file.name",
        Matches,
        json!("a".repeat(1001)),
    )]));
    assert!(long[0].contains("1001 bytes"));
}

#[test]
fn endless_and_deep_expressions_stop() {
    for (expression, words) in [
        (
            "range(10000) | map('string') | join | b64 | b64 * 100000".to_owned(),
            "too much work",
        ),
        (format!("1{}", "~1".repeat(4000)), "Split it up"),
        ("x".repeat(20_000), "20000 bytes"),
    ] {
        let error = written(&expression).evaluate(&event()).unwrap_err();
        assert!(error.message.contains(words), "{error}");
    }
}

fn any_row() -> impl Strategy<Value = Row> {
    let field = prop_oneof![
        Just("file.name".to_owned()),
        Just("file.size".to_owned()),
        Just("file.gone".to_owned()),
        "[a-z\"'\\\\ ]{1,5}\\.[a-z\"'\\\\\\[\\] ]{1,8}",
    ];
    let value = prop_oneof![
        any::<String>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<bool>().prop_map(Json::from),
        "[\"'\\\\(){}%|\n ]{0,10}".prop_map(Json::from),
        prop::collection::vec(any::<String>(), 0..3).prop_map(Json::from),
    ];
    let is = prop::sample::select(vec![
        Is,
        IsNot,
        Contains,
        DoesNotContain,
        StartsWith,
        EndsWith,
        GreaterThan,
        LessThan,
        IsEmpty,
        IsNotEmpty,
        IsOneOf,
    ]);
    (field, is, value).prop_map(|(field, is, value)| Row { field, is, value })
}

proptest! {
    #[test]
    fn rows_and_the_expression_made_of_them_agree(
        rows in prop::collection::vec(any_row(), 0..4),
        grouped in prop::collection::vec(any_row(), 0..3),
        outer in prop::sample::select(vec![Matching::All, Matching::Any]),
        inner in prop::sample::select(vec![Matching::All, Matching::Any]),
        name in any::<String>(),
    ) {
        let data = json!({ "file": { "name": name, "size": 12 } });
        let group = Some(Group { matching: inner, rows: grouped });
        let rows = Condition::Rows(Rows { matching: outer, rows, group });
        let expression = written(&rows.to_expression());
        let by_rows = rows.evaluate(&data).unwrap().passed;
        let by_expression = expression.evaluate(&data).unwrap().passed;
        prop_assert_eq!(by_rows, by_expression);
    }

    #[test]
    fn a_value_is_a_literal_whatever_it_holds(value in any::<String>(), name in any::<String>()) {
        let data = json!({ "file": { "name": name } });
        let verdict = all(vec![row("file.name", Is, json!(value))]).evaluate(&data).unwrap();
        prop_assert_eq!(verdict.passed, name == value);
        let same = all(vec![row("file.name", Is, json!(name))]).evaluate(&data).unwrap();
        prop_assert!(same.passed);
    }
}
