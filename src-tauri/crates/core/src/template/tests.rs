#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;

const HOSTILE: [&str; 14] = [
    "plain.pdf",
    "a \"quoted\" name",
    "back\\slash\\",
    "two\nlines\r\n",
    "tab\tand bell\u{7}",
    "\u{0}nul",
    "\u{2}marks\u{3}",
    "żółć 日本語 👩‍💻",
    "line\u{2028}separator",
    "\", \"admin\": true, \"x\": \"",
    "{{ file.name }}{% for x in y %}",
    "</script>&amp;",
    "",
    ",",
];

fn event() -> Json {
    json!({
        "type": "file.added",
        "file": {
            "name": "invoice-42.pdf",
            "path": "/home/ada/Invoices/invoice-42.pdf",
            "size": 1536,
            "hidden": false,
            "previous_path": null,
            "lines": ["one", "two"],
        },
    })
}

fn known() -> Vec<String> {
    paths_of(&event())
}

fn named(name: &str) -> Json {
    json!({ "file": { "name": name } })
}

fn fill(kind: Kind, source: &str) -> String {
    render(kind, source, &event()).unwrap()
}

fn refusal(kind: Kind, source: &str) -> String {
    render(kind, source, &event()).unwrap_err().to_string()
}

mod xml_bodies {
    use super::*;

    #[test]
    fn values_are_text_between_tags_and_in_attributes() {
        let body = fill(
            Kind::Xml,
            "<?xml version=\"1.0\"?><f n=\"{{ file.name }}\" s='{{ file.size }}'>{{ file.lines }}</f>",
        );
        assert_eq!(
            body,
            "<?xml version=\"1.0\"?><f n=\"invoice-42.pdf\" s='1536'>[&quot;one&quot;,&quot;two&quot;]</f>"
        );
    }

    #[test]
    fn hostile_names_stay_data_or_are_refused() {
        for name in HOSTILE {
            let template = "<f n=\"{{ file.name }}\">{{ file.name }}</f>";
            match render(Kind::Xml, template, &named(name)) {
                Ok(body) => {
                    assert_eq!(body.matches('<').count(), 2, "{body}");
                    assert_eq!(body.matches('"').count(), 2, "{body}");
                }
                Err(error) => {
                    assert!(error.message.contains("XML can't carry"), "{error}");
                    assert!(name.contains(|c: char| c < ' '), "{name:?}");
                }
            }
        }
    }

    #[test]
    fn a_value_stands_nowhere_but_in_text_and_attributes() {
        for (template, column) in [
            ("<{{ file.name }}/>", 5),
            ("<a {{ file.name }}=\"1\"/>", 7),
            ("<a b={{ file.name }}/>", 9),
            ("<!-- {{ file.name }} --><a/>", 9),
            ("<a><![CDATA[{{ file.name }}]]></a>", 16),
            ("<?pi {{ file.name }}?><a/>", 9),
        ] {
            let error = render(Kind::Xml, template, &named("x")).unwrap_err();
            assert!(
                error.message.starts_with("A value can't"),
                "{template}: {error}"
            );
            assert_eq!((error.line, error.column), (1, column), "{template}");
        }
        let behind = "<!-- a > b --><![CDATA[ ]] > ]]]><a>{{ file.name }}</a>";
        let refusal = render(Kind::Xml, behind, &named("x")).unwrap_err();
        assert!(refusal.message.contains("outside"), "{refusal}");
        let behind = "<a><!-- a > b -- c --->{{ file.name }}</a>".replace("-- c -", "c ");
        assert!(render(Kind::Xml, &behind, &named("x")).is_ok());
    }

    #[test]
    fn what_is_not_well_formed_is_refused_when_it_is_saved() {
        let error = check(Kind::Xml, "<a>\n  {{ file.name }}\n</b>", &known()).unwrap_err();
        assert_eq!(
            error.message,
            "Not valid XML once filled in: line 3, </b> closes <a>."
        );
        assert_eq!((error.line, error.column), (3, 1));
        assert_eq!(check(Kind::Xml, "<a>{{ file.name }}</a>", &known()), Ok(()));
    }
}

mod json_bodies {
    use super::*;

    #[test]
    fn a_bare_value_becomes_a_json_value() {
        let body = fill(
            Kind::Json,
            r#"{"name": {{ file.name }}, "size": {{ file.size }}, "was": {{ file.previous_path }}, "hidden": {{ file.hidden }}, "all": {{ file.lines }}}"#,
        );
        assert_eq!(
            body,
            r#"{"name": "invoice-42.pdf", "size": 1536, "was": null, "hidden": false, "all": ["one","two"]}"#
        );
    }

    #[test]
    fn a_value_inside_quotes_becomes_text_without_more_quotes() {
        let body = fill(
            Kind::Json,
            r#"{"text": "{{ file.name }} has {{ file.size }} bytes, was ‘{{ file.previous_path }}’, {{ file.lines }}"}"#,
        );
        let body: Json = serde_json::from_str(&body).unwrap();
        assert_eq!(
            body["text"],
            r#"invoice-42.pdf has 1536 bytes, was ‘’, ["one","two"]"#
        );
    }

    #[test]
    fn hostile_names_stay_data_bare_and_inside_quotes() {
        for name in HOSTILE {
            let template = r#"{"bare": {{ file.name }}, "quoted": "<{{ file.name }}>", "list": ["{{ file.name }}", {{ file.name }}]}"#;
            let body = render(Kind::Json, template, &named(name)).unwrap();
            let body: Json = serde_json::from_str(&body).unwrap();
            let expected = json!({
                "bare": name,
                "quoted": format!("<{name}>"),
                "list": [name, name],
            });
            assert_eq!(body, expected, "{name:?}");
        }
    }

    #[test]
    fn quotes_and_escapes_of_the_template_itself_are_understood() {
        let template = r#"{"a\"b": "\\{{ file.name }}", "c": "\u0041{{ file.name }}\"", "d": {{ file.name }}}"#;
        for name in HOSTILE {
            let body = render(Kind::Json, template, &named(name)).unwrap();
            let body: Json = serde_json::from_str(&body).unwrap();
            assert_eq!(body["a\"b"], format!("\\{name}"));
            assert_eq!(body["c"], format!("A{name}\""));
            assert_eq!(body["d"], name);
        }
    }

    #[test]
    fn branches_and_loops_may_open_a_text_that_is_closed_later() {
        let template = r#"{"t": {% if file.size > 1 %}"big {% else %}"small {% endif %}{{ file.name }}", "l": [{% for l in file.lines %}"{{ l }}"{% if not loop.last %}, {% endif %}{% endfor %}]}"#;
        assert_eq!(
            fill(Kind::Json, template),
            r#"{"t": "big invoice-42.pdf", "l": ["one", "two"]}"#
        );
    }

    #[test]
    fn a_value_right_after_a_backslash_is_refused() {
        for name in ["n", "\"", "u0041"] {
            let error = render(Kind::Json, r#"{"a": "\{{ file.name }}"}"#, &named(name));
            let error = error.unwrap_err();
            assert!(error.message.contains("right after a backslash"), "{error}");
            assert_eq!((error.line, error.column), (1, 12));
        }
    }

    #[test]
    fn tojson_changes_nothing_in_json() {
        let body = fill(
            Kind::Json,
            r#"[{{ file | tojson }}, "{{ file.name | tojson }}"]"#,
        );
        let body: Json = serde_json::from_str(&body).unwrap();
        assert_eq!(body[0], event()["file"]);
        assert_eq!(body[1], "invoice-42.pdf");
    }

    #[test]
    fn what_is_not_json_once_filled_in_is_refused_with_line_and_reason() {
        let cases = [
            (
                "{\n \"a\": 1\n \"b\": 2\n}",
                3,
                "line 3, a comma is missing.",
            ),
            (
                "{\"a\": {{ file.name }}",
                1,
                "line 1, the end comes too early: } is missing.",
            ),
            ("[1, 2", 1, "line 1, the end comes too early: ] is missing."),
            ("[1, 2,]", 1, "there is a comma too many."),
            ("{\"a\" 1}", 1, "a colon is missing."),
            ("{\"a\": }", 1, "a value is missing or lacks its quotes."),
            (
                "{\"a\": hello}",
                1,
                "a value is missing or lacks its quotes.",
            ),
            ("{a: 1}", 1, "a name in quotes is missing."),
            (
                "{\"a\": \"x\ny\"}",
                1,
                "control character stands inside quotes.",
            ),
            ("{} {}", 1, "there is text after the end."),
            ("", 1, "the end comes too early: a value is missing."),
            ("\"abc", 1, "a closing quote is missing."),
            (
                r#""\q""#,
                1,
                "a backslash stands before a character that needs none.",
            ),
        ];
        for (template, line, words) in cases {
            let error = render(Kind::Json, template, &event()).unwrap_err();
            assert!(
                error
                    .message
                    .starts_with("Not valid JSON once filled in: line ")
            );
            assert!(error.message.ends_with(words), "{template:?}: {error}");
            assert_eq!(error.line, line, "{template:?}: {error}");
        }
    }

    #[test]
    fn the_place_of_bad_json_is_the_place_in_the_template() {
        let template = "{% for l in file.lines %}\n{% endfor %}[1\n  {{ file.name }}]";
        let error = render(Kind::Json, template, &event()).unwrap_err();
        assert_eq!((error.line, error.column), (3, 6), "{error}");
        assert!(
            error.message.contains("line 4, a comma is missing"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn any_text_stays_data(name in any::<String>()) {
            let template = r#"{"bare": {{ file.name }}, "quoted": "\"{{ file.name }}\\", {{ file.name }}: 1}"#;
            let body = render(Kind::Json, template, &named(&name)).unwrap();
            let body: Json = serde_json::from_str(&body).unwrap();
            prop_assert_eq!(&body["quoted"], &format!("\"{name}\\"));
            prop_assert!(body.as_object().unwrap().contains_key(&name));
            prop_assert!(body.as_object().unwrap().len() <= 3);
        }

        #[test]
        fn a_template_never_ends_the_program(source in "[a-z0-9 {}%|()\\[\\]\"'#.,:+~-]{0,200}") {
            for kind in [Kind::Json, Kind::Text, Kind::Path, Kind::HeaderValue] {
                let checked = check(kind, &source, &known());
                let rendered = render(kind, &source, &event());
                if let Err(error) = checked.and(rendered.map(drop)) {
                    prop_assert!(!error.message.is_empty());
                    prop_assert!(error.line >= 1 && error.column >= 1);
                }
            }
        }
    }
}

mod other_kinds {
    use super::*;

    #[test]
    fn text_is_written_as_it_is() {
        for name in HOSTILE {
            let text = render(Kind::Text, "<{{ file.name }}>\n", &named(name)).unwrap();
            assert_eq!(text, format!("<{name}>\n"));
        }
        assert_eq!(
            fill(
                Kind::Text,
                "{{ file.size }} {{ file.hidden }} {{ file.previous_path }}."
            ),
            "1536 false ."
        );
        assert_eq!(
            fill(Kind::Text, "{{ file.lines | tojson }}"),
            r#"["one","two"]"#
        );
    }

    #[test]
    fn values_in_a_path_are_percent_encoded_and_the_template_is_not() {
        let data = named("a/b?c#d e%ü&=@:\r\n");
        let path = render(
            Kind::Path,
            "/files/{{ file.name }}?n={{ file.name }}",
            &data,
        );
        let encoded = "a%2Fb%3Fc%23d%20e%25%C3%BC%26%3D%40%3A%0D%0A";
        assert_eq!(path.unwrap(), format!("/files/{encoded}?n={encoded}"));
    }

    #[test]
    fn a_header_takes_no_control_characters() {
        let header = |name: &str| render(Kind::HeaderValue, "file={{ file.name }}", &named(name));
        assert_eq!(header("żółć.pdf").unwrap(), "file=żółć.pdf");
        for bad in [
            "a\r\nSet-Cookie: x",
            "a\nb",
            "a\0b",
            "\u{7f}",
            "a\tb",
            "\u{85}",
        ] {
            let error = header(bad).unwrap_err();
            assert!(error.message.contains("control character"), "{error}");
            assert_eq!((error.line, error.column), (1, 9));
        }
        let own = render(Kind::HeaderValue, "a: {{ file.name }}\r\nb: c", &named("x"));
        assert!(own.unwrap_err().message.contains("control character"));
    }
}

mod filters {
    use super::*;

    fn text(source: &str) -> String {
        fill(Kind::Text, source)
    }

    #[test]
    fn names_are_taken_apart() {
        let cases = [
            ("/home/ada/a.tar.gz", "a.tar.gz", "a.tar", "gz"),
            ("a.pdf", "a.pdf", "a", "pdf"),
            ("/home/ada/.bashrc", ".bashrc", ".bashrc", ""),
            ("README", "README", "README", ""),
            ("/a/b/", "b", "b", ""),
            (r"C:\docs\a b.txt", "a b.txt", "a b", "txt"),
            (r"a\b.txt", r"a\b.txt", r"a\b", "txt"),
            ("", "", "", ""),
        ];
        for (path, base, stem, ext) in cases {
            let template =
                "{{ file.name | basename }}|{{ file.name | stem }}|{{ file.name | ext }}";
            let filled = render(Kind::Text, template, &named(path)).unwrap();
            assert_eq!(filled, format!("{base}|{stem}|{ext}"), "{path:?}");
        }
    }

    #[test]
    fn sizes_are_readable() {
        let cases = [
            ("0", "0 bytes"),
            ("1", "1 byte"),
            ("999", "999 bytes"),
            ("1000", "1.0 KB"),
            ("1536", "1.5 KB"),
            ("999949", "999.9 KB"),
            ("999950", "1.0 MB"),
            ("5000000000", "5.0 GB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text(&format!("{{{{ {bytes} | filesize }}}}")), expected);
        }
        assert!(refusal(Kind::Text, "{{ file.name | filesize }}").contains("isn't a size"));
    }

    #[test]
    fn dates_are_written_in_a_time_zone() {
        assert_eq!(
            text("{{ '2026-03-28T01:30:00Z' | date }}"),
            "2026-03-28 01:30:00"
        );
        assert_eq!(
            text("{{ 1760000000 | date('%H:%M', 'Europe/Berlin') }}"),
            "10:53"
        );
        assert_eq!(text("{{ 1760000000123 | date('%Y') }}"), "2025");
        for (wrong, words) in [
            ("{{ 'soon' | date }}", "‘soon’ isn't a date"),
            ("{{ 1 | date('%') }}", "isn't a date format"),
            (
                "{{ 1 | date('%Y', 'Mars/Olympus') }}",
                "‘Mars/Olympus’ isn't a time zone",
            ),
        ] {
            assert!(refusal(Kind::Text, wrong).contains(words), "{wrong}");
        }
    }

    #[test]
    fn texts_are_hashed_and_encoded() {
        assert_eq!(
            text("{{ 'abc' | sha256 }}"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(text("{{ 'a b/ü' | urlencode }}"), "a%20b%2F%C3%BC");
        assert_eq!(text("{{ 'żółć' | b64 }}"), "xbzDs8WCxIc=");
        assert_eq!(text("{{ file.size | b64 }}"), "MTUzNg==");
    }

    #[test]
    fn an_unknown_field_under_a_filter_is_still_named() {
        for filter in [
            "basename",
            "ext",
            "stem",
            "filesize",
            "date",
            "sha256",
            "urlencode",
            "b64",
            "tojson",
        ] {
            let message = refusal(Kind::Text, &format!("{{{{ file.nmae | {filter} }}}}"));
            assert!(
                message.contains("‘file.nmae’ isn't known. Did you mean file.name?"),
                "{message}"
            );
        }
    }
}

mod checks {
    use super::*;

    fn check_text(source: &str) -> Result<(), TemplateError> {
        check(Kind::Text, source, &known())
    }

    #[test]
    fn an_unknown_field_is_named_with_its_place_and_what_was_meant() {
        let error = check_text("file.nmae is\n  {{ file.name }} or {{ file.nmae }}").unwrap_err();
        assert_eq!(
            error.message,
            "‘file.nmae’ isn't known. Did you mean file.name?"
        );
        assert_eq!((error.line, error.column), (2, 25));
        assert_eq!(
            check_text("{{ weather.rain }}").unwrap_err().message,
            "‘weather.rain’ isn't known. There is file.name, file.path, file.size, file.hidden, file.previous_path, for example."
        );
    }

    #[test]
    fn known_fields_functions_and_own_variables_pass() {
        for source in [
            "{{ file.name }} {{ file }} {{ file.previous_path.anything }} {{ file.lines[0] }}",
            "{% for i in range(3) %}{{ i }}{{ loop.index }}{% endfor %}",
            "{% set n = file.name %}{{ n | upper }}",
            "{% raw %}{{ not.known | nofilter }}{% endraw %}{# {{ not.known | nofilter }} #}",
            "{{ 'a | nofilter' }}{{ \"}} | nofilter {{ x }}\" }}{{ {'a': {'b': 1}} | tojson }}",
            "no tags } } at all { {",
        ] {
            assert_eq!(check_text(source), Ok(()), "{source}");
        }
    }

    #[test]
    fn a_filter_that_does_not_exist_is_found_in_every_branch() {
        let error = check_text("{% if false %}{{ file.name | uper }}{% endif %}").unwrap_err();
        assert_eq!(error.message, "There is no filter ‘uper’.");
        assert_eq!((error.line, error.column), (1, 30));
    }

    #[test]
    fn mistakes_are_explained() {
        let cases = [
            ("{{ file.name", "‘{{’ is never closed. Add ‘}}’."),
            ("{% if file %}x", "ends too early"),
            ("{{ 1 + }}", "can't be read"),
            ("{% include 'x' %}", "There is no tag ‘{% include %}’."),
            (
                "{% macro x() %}{% endmacro %}",
                "There is no tag ‘{% macro %}’.",
            ),
            ("{% set x %}a{% endset %}", "can't be captured"),
            ("{% filter upper %}a{% endfilter %}", "can't be filtered"),
            (
                "{% autoescape false %}{% endautoescape %}",
                "always written safely",
            ),
            ("{{ x\u{2} }}", "invisible control character"),
            ("{{ file.name | safe }}", "There is no filter ‘safe’."),
        ];
        for (source, words) in cases {
            let error = check_text(source).unwrap_err();
            assert!(error.message.contains(words), "{source}: {error}");
            assert!(render(Kind::Text, source, &event()).is_err(), "{source}");
        }
    }

    #[test]
    fn mistakes_that_show_only_on_rendering_are_explained() {
        let cases = [
            ("{{ file.name.upper() }}", "Use a filter instead"),
            ("{{ nofunction(1) }}", "There is no function ‘nofunction’."),
            ("{{ file is sunny }}", "There is no test ‘sunny’."),
            ("{{ namespace() }}", "There is no function ‘namespace’."),
            ("{{ range }}", "can't be placed"),
            ("{{ file['nmae'] }}", "‘file['nmae']’ isn't known."),
            (
                "{{ file | round }}",
                "can't be filled in: cannot round value (map).",
            ),
        ];
        for (source, words) in cases {
            let message = refusal(Kind::Text, source);
            assert!(message.contains(words), "{source}: {message}");
        }
    }
}

mod limits {
    use super::*;

    #[test]
    fn endless_work_stops() {
        for source in [
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
            "{{ 'x' * 999999999 }}",
            "{{ range(9999) | list | tojson | b64 | b64 | b64 * 1000 }}",
        ] {
            let message = refusal(Kind::Text, source);
            assert!(message.contains("too much work"), "{source}: {message}");
        }
    }

    #[test]
    fn a_text_over_one_mebibyte_is_refused() {
        let exact = json!({"x": "y".repeat(MAX_FILLED_BYTES)});
        assert!(render(Kind::Text, "{{ x }}", &exact).is_ok());
        let error = render(Kind::Text, "{{ x }}!", &exact).unwrap_err();
        assert!(error.message.contains("more than 1048576 bytes"), "{error}");
    }

    #[test]
    fn a_loop_over_long_texts_is_stopped_where_it_writes() {
        for kind in [
            Kind::Text,
            Kind::Path,
            Kind::HeaderValue,
            Kind::Json,
            Kind::Xml,
        ] {
            let source = "{% for a in range(9999) %}\n{{ 'x' * 10000 }}{% endfor %}";
            let error = render(kind, source, &json!({})).unwrap_err();
            assert!(error.message.contains("more than 1048576 bytes"), "{error}");
            assert_eq!((error.line, error.column), (2, 4), "{error}");
        }
    }

    #[test]
    fn a_template_over_64_kibibytes_is_refused() {
        let source = "x".repeat(MAX_TEMPLATE_BYTES + 1);
        assert!(refusal(Kind::Text, &source).contains("64 KiB"));
    }

    #[test]
    fn chains_that_would_overflow_the_stack_are_refused() {
        let n = 9_000;
        let chains = [
            format!("{{{{ 1{} }}}}", "~1".repeat(n)),
            format!("{{{{ 1{} }}}}", "|abs".repeat(n)),
            format!("{{{{ file{} }}}}", ".a".repeat(n)),
            format!("{{{{ {}1 }}}}", "not ".repeat(n)),
            format!("{{{{ {{'}}}}': {{}}}} {} }}}}", "~1".repeat(n)),
            format!("{{{{- \"\\\"}}}}\" {} }}}}", "~1".repeat(n)),
            format!("{{% if 1{} %}}{{% endif %}}", "~1".repeat(n)),
            format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(n / 2)),
            format!(
                "{{% set x=1 %}}{}{{{{ x ~ '' }}}}",
                "{%set x=[x]%}".repeat(n / 2)
            ),
            format!(
                "{{# {{% raw %}} #}}{{% set x=1 %}}{}{{{{ x }}}}",
                "{%-set x=(x,)-%}".repeat(n / 3)
            ),
            format!(
                "{{%- raw -%}}{{%- endraw %}}{}",
                "{%+ elif 0 %}".repeat(n / 2)
            ),
        ];
        for source in chains {
            let start: String = source.chars().take(40).collect();
            assert!(
                source.len() <= MAX_TEMPLATE_BYTES,
                "{start}: {}",
                source.len()
            );
            let message = refusal(Kind::Text, &source);
            assert!(
                message.contains("Split it up") || message.contains("Make it simpler"),
                "{start}: {message}"
            );
        }
    }

    #[test]
    fn what_the_limits_allow_fits_on_the_stack() {
        let chains = [
            format!("{{{{ 1{} }}}}", "~1".repeat(298)),
            format!("{{{{ {}1 }}}}", "-".repeat(598)),
            format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(100)),
            format!(
                "{{% set x=1 %}}{}{{{{ x ~ '' }}}}",
                "{%set x=[x]%}".repeat(100)
            ),
        ];
        for source in chains {
            assert!(render(Kind::Text, &source, &event()).is_ok(), "{source}");
        }
    }
}

#[test]
fn a_text_without_tags_is_written_as_it_stands() {
    for text in [
        "",
        "plain",
        "two\nlines\r\n",
        "{ \"a\": 1 }\n",
        "100 %} }} #}",
    ] {
        assert!(is_plain(text), "{text:?}");
        assert_eq!(render(Kind::Text, text, &Json::Null).unwrap(), text);
        let engine = environment().template_from_str(text).unwrap();
        assert_eq!(engine.render(()).unwrap(), text, "the engine agrees");
    }
    for text in ["{{ a }}", "{% if a %}{% endif %}", "{# a #}"] {
        assert!(!is_plain(text), "{text:?}");
    }
}
