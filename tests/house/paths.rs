//! The paths that a Rust source names: `use` lines taken apart, and paths written in full.

use std::iter::Peekable;
use std::vec::IntoIter;

/// A path such as `std::fs::File`, and the line it stands on.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// Counted from 1.
    pub line: usize,
    /// With `crate`, `self` and `super` resolved, so that `crate::` starts every path of the
    /// file's own crate. The keyword `async` counts as a path, too.
    pub path: String,
}

/// Reads a source. `module` is the file's own, as in `["triggers", "file"]`.
///
/// A module written inside the file counts as the file itself.
pub fn named(source: &str, module: &[&str]) -> Vec<Named> {
    let mut tokens = tokens(source).into_iter().peekable();
    let mut found = Vec::new();
    while let Some((line, token)) = tokens.next() {
        let mut push = |path: &str| {
            let path = resolved(path, module);
            found.push(Named { line, path });
        };
        match token.as_str() {
            // `impl Trait + use<'a>` says what a type captures and names no path.
            "use" if tokens.peek().is_none_or(|(_, next)| next != "<") => {
                for path in use_tree(&mut tokens, "") {
                    push(&path);
                }
            }
            "crate" if tokens.peek().is_some_and(|(_, next)| is_word(next)) => {
                // `extern crate name`
                push(&tokens.next().unwrap().1);
            }
            "async" => push("async"),
            word if is_word(word) => {
                let path = rest_of_path(word, &mut tokens);
                if path.contains("::") {
                    push(&path);
                }
            }
            _ => {}
        }
    }
    found
}

type Tokens = Peekable<IntoIter<(usize, String)>>;

/// `a::{b, c::d}` → `a::b`, `a::c::d`. Stops before what ends the tree.
fn use_tree(tokens: &mut Tokens, prefix: &str) -> Vec<String> {
    let mut path = prefix.to_owned();
    while let Some((_, token)) = tokens.peek() {
        match token.as_str() {
            ";" | "," | "}" => break,
            "{" => {
                tokens.next();
                return use_group(tokens, &path);
            }
            "as" => {
                // The new name is none of the path.
                tokens.next();
                tokens.next();
            }
            "self" if path.ends_with("::") => {
                tokens.next();
                path.truncate(path.len() - 2);
            }
            _ => path.push_str(&tokens.next().unwrap().1),
        }
    }
    vec![path]
}

fn use_group(tokens: &mut Tokens, prefix: &str) -> Vec<String> {
    let mut paths = Vec::new();
    loop {
        match tokens.peek().map(|(_, token)| token.as_str()) {
            None => return paths,
            Some("}") => {
                tokens.next();
                return paths;
            }
            Some(",") => {
                tokens.next();
            }
            Some(_) => paths.extend(use_tree(tokens, prefix)),
        }
    }
}

fn rest_of_path(first: &str, tokens: &mut Tokens) -> String {
    let mut path = first.to_owned();
    while tokens.next_if(|(_, token)| token == "::").is_some() {
        path.push_str("::");
        match tokens.next_if(|(_, token)| is_word(token)) {
            Some((_, word)) => path.push_str(&word),
            None => break,
        }
    }
    path
}

fn resolved(path: &str, module: &[&str]) -> String {
    let path = path.trim_start_matches("::");
    let mut place = module.to_vec();
    let mut rest = path;
    if let Some(inner) = rest.strip_prefix("self::") {
        rest = inner;
    }
    while let Some(outer) = rest.strip_prefix("super::") {
        place.pop();
        rest = outer;
    }
    if rest == path {
        return path.into();
    }
    let parts = ["crate"].into_iter().chain(place).chain([rest]);
    parts.collect::<Vec<_>>().join("::")
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single signs with their lines; comments and literals are left out.
fn tokens(source: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let left_out = literal_or_comment(rest);
        let length = match first {
            _ if left_out > 0 => left_out,
            _ if rest.starts_with("::") => 2,
            _ if is_word(rest) => word_length(rest),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        if left_out == 0 && !first.is_whitespace() {
            tokens.push((line, token.into()));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

fn word_length(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    end.unwrap_or(text.len())
}

/// The length of the comment, string or character that a text starts with; otherwise 0.
fn literal_or_comment(text: &str) -> usize {
    let until = |end: &str, from: usize| match text[from..].find(end) {
        Some(at) => from + at + end.len(),
        None => text.len(),
    };
    if text.starts_with("//") {
        return until("\n", 0);
    }
    if text.starts_with("/*") {
        return until("*/", 2);
    }
    if let Some(hashes) = raw_string(text) {
        let opening = text.find('"').unwrap() + 1;
        return until(&format!("\"{hashes}"), opening);
    }
    match text.as_bytes() {
        [b'b', b'"', ..] => 1 + quoted(&text[1..], '"'),
        [b'"', ..] => quoted(text, '"'),
        // A lifetime has no closing quote after its first letter.
        [b'\'', b'\\', ..] => quoted(text, '\''),
        [b'\'', ..] if text.chars().nth(2) == Some('\'') => quoted(text, '\''),
        _ => 0,
    }
}

/// The hashes of a raw string's ends, if a raw string starts here.
fn raw_string(text: &str) -> Option<&str> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = &after[..after.find(|c| c != '#')?];
    after[hashes.len()..].starts_with('"').then_some(hashes)
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

fn paths_of(source: &str) -> Vec<String> {
    let found = named(source, &["triggers", "file"]);
    found.into_iter().map(|named| named.path).collect()
}

#[test]
fn a_use_line_is_taken_apart() {
    let paths = paths_of("use std::{fs::{self, File}, io as words};\nuse tauri;");
    assert_eq!(paths, ["std::fs", "std::fs::File", "std::io", "tauri"]);
}

#[test]
fn a_path_written_in_full_is_found_with_its_line() {
    let found = named("fn a() {\n    let b = ::std::fs::read(c);\n}", &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].line, found[0].path.as_str()),
        (2, "std::fs::read")
    );
}

#[test]
fn relative_paths_are_resolved() {
    let paths = paths_of("use super::super::delivery::Sender; use self::settle::Wait;");
    assert_eq!(
        paths,
        [
            "crate::delivery::Sender",
            "crate::triggers::file::settle::Wait"
        ]
    );
}

#[test]
fn comments_and_literals_name_nothing() {
    let source = r####"
        //! tauri::Builder
        /* rusqlite::Connection */
        const A: &str = "a \" reqwest::Client";
        const B: &str = r#"std::fs " "#;
        const C: (char, char) = ('"', '\'');
        fn f<'a>(x: &'a str) -> &'a str { x }
        use kept::path;
    "####;
    assert_eq!(paths_of(source), ["kept::path"]);
}

#[test]
fn what_a_type_captures_is_no_import() {
    let source = "fn f(&self) -> impl Iterator<Item = u8> + use<'_> { g(); }\nuse kept::path;";
    assert_eq!(paths_of(source), ["kept::path"]);
}

#[test]
fn attributes_and_async_are_seen() {
    let paths = paths_of("#[tokio::main]\nasync fn main() {}");
    assert_eq!(paths, ["tokio::main", "async"]);
}
