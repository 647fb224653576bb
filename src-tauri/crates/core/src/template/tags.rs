//! The tags of a template (`{{ … }}` and `{% … %}`), read as the engine's own lexer reads them.
//!
//! This holds the limits that the engine lacks: its compiler and its values recurse, so a long
//! chain of operators or a list wrapped in itself again and again would overflow the stack. A
//! template may come from somebody else's recipe and must not be able to end the program.

use super::fill::{VALUE_END, VALUE_START};
use super::{MAX_TEMPLATE_BYTES, TemplateError, environment};
use crate::secret_place;

/// Words and signs in one tag. Overflows were seen from 2,000 on, with 2 MiB of stack.
const MAX_TOKENS: usize = 600;
/// Brackets and filters in all tags that assign, which nest values. Seen from 1,000 on.
const MAX_NESTING: usize = 100;
/// `{% elif %}` tags. Seen from 500 on.
const MAX_BRANCHES: usize = 100;

/// One tag.
struct Tag {
    /// Byte of the template where `code` begins.
    start: usize,
    /// The tag's inside, with the contents of quoted texts blanked out.
    code: String,
}

/// Checks the limits of a template.
pub(super) fn check(source: &str) -> Result<(), TemplateError> {
    if source.len() > MAX_TEMPLATE_BYTES {
        let message = format!(
            "This template has {} bytes; at most {MAX_TEMPLATE_BYTES} (64 KiB) are possible.",
            source.len()
        );
        return Err(TemplateError::at(source, 0, message));
    }
    if let Some(offset) = source.find([VALUE_START, VALUE_END]) {
        let message = "There is an invisible control character here. Remove it.";
        return Err(TemplateError::at(source, offset, message));
    }
    check_tags(source)
}

/// Checks an expression without its tag: its length, and the filters and tests that it names.
pub(crate) fn check_expression(expression: &str) -> Result<(), TemplateError> {
    let (code, _) = inside(expression, "");
    let tag = Tag { start: 0, code };
    check_length(expression, &tag)?;
    check_names_in(expression, &tag)
}

/// Checks that the filters and tests exist, also in branches that a sample doesn't reach.
pub(super) fn check_names(source: &str) -> Result<(), TemplateError> {
    tags(source)
        .iter()
        .try_for_each(|tag| check_names_in(source, tag))
}

/// Checks that secrets stand alone: they are written into a request only when it is sent, so what
/// a filter or a condition would see of one is not the secret.
pub(super) fn check_secrets(source: &str) -> Result<(), TemplateError> {
    for tag in tags(source) {
        let mut named = words(&tag.code).filter(|(at, word)| {
            *word == secret_place::ROOT && !tag.code[..*at].trim_end().ends_with('.')
        });
        let Some((at, _)) = named.next() else {
            continue;
        };
        let signs = |c: char| c == '-' || c == '+';
        let alone = tag
            .code
            .trim_start_matches(signs)
            .trim_end_matches(signs)
            .trim();
        let name = alone.strip_prefix("secret.");
        if name.is_none_or(|name| secret_place::check_name(name).is_err()) {
            let message = "A secret can only be placed as it is: {{ secret.name }}, without a \
                           filter and outside of conditions.";
            return Err(TemplateError::at(source, tag.start + at, message));
        }
    }
    Ok(())
}

/// The first place where a tag names `path`.
pub(super) fn find_path(source: &str, path: &str) -> Option<usize> {
    tags(source).into_iter().find_map(|tag| {
        let mut found = tag.code.match_indices(path).map(|(offset, _)| offset);
        let alone = |offset: &usize| {
            let before = tag.code[..*offset].chars().next_back();
            let after = tag.code[offset + path.len()..].chars().next();
            !before.is_some_and(|c| is_word(c) || c == '.') && !after.is_some_and(is_word)
        };
        found.find(alone).map(|offset| tag.start + offset)
    })
}

/// The template with each `{{ … }}` as a framed `0` and each comment blank, all as long as they
/// were, so that every place stays where it is. Nothing for a template with `{% … %}`.
pub(super) fn blanked(source: &str) -> Option<String> {
    let mut text = String::with_capacity(source.len());
    let mut offset = 0;
    while let Some(found) = source[offset..].find('{') {
        let open = offset + found;
        text.push_str(&source[offset..open]);
        offset = match source.as_bytes().get(open + 1) {
            Some(b'%') => return None,
            Some(b'#') => {
                let end = find_after(source, open + 2, "#}");
                text.extend(std::iter::repeat_n(' ', end - open));
                end
            }
            Some(b'{') => {
                let end = open + 2 + inside(&source[open + 2..], "}}").1;
                let blanks = (end - open).saturating_sub(3);
                text.extend([VALUE_START, '0']);
                text.extend(std::iter::repeat_n(' ', blanks));
                text.push(VALUE_END);
                end
            }
            _ => {
                text.push('{');
                open + 1
            }
        };
    }
    text.push_str(&source[offset..]);
    Some(text)
}

fn check_tags(source: &str) -> Result<(), TemplateError> {
    let (mut nesting, mut branches) = (0, 0);
    for tag in tags(source) {
        check_length(source, &tag)?;
        match first_word(&tag.code) {
            "set" | "with" | "for" => nesting += tag.code.matches(['[', '{', '(', '|']).count(),
            "elif" => branches += 1,
            _ => {}
        }
        if let Some(message) = refused_tag(&tag.code) {
            return Err(TemplateError::at(source, tag.start, message));
        }
        if nesting > MAX_NESTING || branches > MAX_BRANCHES {
            let message = "This template branches or nests too much. Make it simpler.";
            return Err(TemplateError::at(source, tag.start, message));
        }
    }
    Ok(())
}

fn refused_tag(code: &str) -> Option<&'static str> {
    match first_word(code) {
        "set" if !code.contains('=') => {
            Some("Text can't be captured. Write {% set name = value %} instead.")
        }
        "filter" => Some("Text can't be filtered. Put the filter on a value: {{ value | upper }}."),
        "autoescape" => Some("Values are always written safely; remove {% autoescape %}."),
        _ => None,
    }
}

fn check_length(source: &str, tag: &Tag) -> Result<(), TemplateError> {
    let signs = tag
        .code
        .chars()
        .filter(|c| !is_word(*c) && !c.is_whitespace());
    if words(&tag.code).count() + signs.count() > MAX_TOKENS {
        let message = format!("This has more than {MAX_TOKENS} words and signs. Split it up.");
        return Err(TemplateError::at(source, tag.start, message));
    }
    Ok(())
}

fn check_names_in(source: &str, tag: &Tag) -> Result<(), TemplateError> {
    let bars = tag.code.match_indices('|');
    let filters = bars.map(|(bar, _)| (bar + 1, "filter"));
    let tests = words(&tag.code)
        .filter(|(is, word)| *word == "is" && !tag.code[..*is].ends_with('.'))
        .map(|(is, _)| (is + 2, "test"));
    for (after, what) in filters.chain(tests) {
        if let Some((start, name)) = name_after(&tag.code, after)
            && !exists(name, what)
        {
            let message = format!("There is no {what} ‘{name}’.");
            return Err(TemplateError::at(source, tag.start + start, message));
        }
    }
    Ok(())
}

fn tags(source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut offset = 0;
    while let Some(found) = source[offset..].find('{') {
        let start = offset + found + 2;
        let skip = match source.as_bytes().get(start - 1) {
            Some(b'#') => find_after(source, start, "#}"),
            Some(b'%') if is_tag(&source[start..], "raw") => end_of_raw(source, start),
            Some(b'%') => read_tag(source, start, "%}", &mut tags),
            Some(b'{') => read_tag(source, start, "}}", &mut tags),
            _ => start - 1,
        };
        offset = skip;
    }
    tags
}

fn read_tag(source: &str, start: usize, end: &str, tags: &mut Vec<Tag>) -> usize {
    let (code, length) = inside(&source[start..], end);
    tags.push(Tag { start, code });
    start + length
}

/// The code up to `end` (or all of it), and the length including `end`. Inside brackets and quotes
/// `end` doesn't count.
fn inside(rest: &str, end: &str) -> (String, usize) {
    let mut code = String::new();
    let (mut quote, mut escaped, mut depth) = (None, false, 0isize);
    for (offset, c) in rest.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(closing) if c == closing => quote = None,
            Some(_) => {}
            None if depth == 0 && !end.is_empty() && rest[offset..].starts_with(end) => {
                return (code, offset + end.len());
            }
            None => match c {
                '"' | '\'' => quote = Some(c),
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            },
        }
        // Blanks keep the byte offsets right.
        match quote {
            Some(_) => code.extend(std::iter::repeat_n(' ', c.len_utf8())),
            None => code.push(c),
        }
    }
    (code, rest.len())
}

fn find_after(source: &str, start: usize, end: &str) -> usize {
    source[start..]
        .find(end)
        .map_or(source.len(), |found| start + found + end.len())
}

fn end_of_raw(source: &str, start: usize) -> usize {
    let mut ends = source[start..].match_indices("{%");
    let end = ends.find(|(found, _)| is_tag(&source[start + found + 2..], "endraw"));
    end.map_or(source.len(), |(found, _)| {
        find_after(source, start + found, "%}")
    })
}

/// Whether `rest`, which follows `{%`, is the tag `name` without anything else.
fn is_tag(rest: &str, name: &str) -> bool {
    let signs = |c: char| c == '-' || c == '+';
    let rest = rest.strip_prefix(signs).unwrap_or(rest).trim_start();
    rest.strip_prefix(name).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.strip_prefix(signs).unwrap_or(rest).starts_with("%}")
    })
}

fn first_word(code: &str) -> &str {
    let code = code.trim_start_matches(['-', '+']).trim_start();
    &code[..code.find(|c| !is_word(c)).unwrap_or(code.len())]
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The words of a piece of code, each with its place.
fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = code.split(|c| !is_word(c));
    words
        .map(|word| (word.as_ptr().addr() - code.as_ptr().addr(), word))
        .filter(|(_, word)| !word.is_empty())
}

/// The name that stands right after the byte `after`, or behind a `not` there.
fn name_after(code: &str, after: usize) -> Option<(usize, &str)> {
    let (start, name) = words(&code[after..]).find(|(_, word)| *word != "not")?;
    let between = code[after..after + start].replacen("not", "", 1);
    between.trim().is_empty().then_some((after + start, name))
}

fn exists(name: &str, what: &str) -> bool {
    let question = format!("'{name}' is {what}");
    environment()
        .compile_expression(&question)
        .and_then(|question| question.eval(()))
        .is_ok_and(|answer| answer.is_true())
}
