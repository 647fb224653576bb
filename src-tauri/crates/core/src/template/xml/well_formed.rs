//! Whether a text is one XML document, in plain words. After the grammar of XML 1.0, without
//! document types: what they can declare (entities, other files) is what readers are attacked with.

use super::is_char;

/// How deeply elements may be nested: what XML readers commonly accept.
const DEEPEST: usize = 200;

/// Where it goes wrong, and how.
type Refusal = (usize, String);

/// Whether `text` is one XML document; otherwise where it goes wrong, and how.
pub(in super::super) fn check(text: &str) -> Result<(), Refusal> {
    let mut reading = Reading {
        text,
        at: 0,
        open: Vec::new(),
        has_root: false,
    };
    reading.document().map_err(|(offset, what)| {
        let line = text[..offset.min(text.len())].matches('\n').count() + 1;
        (
            offset,
            format!("Not valid XML once filled in: line {line}, {what}."),
        )
    })
}

struct Reading<'a> {
    text: &'a str,
    at: usize,
    /// The elements that are open, with the places where they begin.
    open: Vec<(&'a str, usize)>,
    has_root: bool,
}

impl<'a> Reading<'a> {
    fn document(&mut self) -> Result<(), Refusal> {
        while self.at < self.text.len() {
            match self.rest().find('<') {
                Some(0) => self.markup()?,
                Some(length) => self.characters(length)?,
                None => self.characters(self.rest().len())?,
            }
        }
        match self.open.last() {
            Some((name, start)) => Err((*start, format!("<{name}> is never closed"))),
            None if !self.has_root => Err((0, "there is no element in it".to_owned())),
            None => Ok(()),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn wrong<T>(&self, what: impl Into<String>) -> Result<T, Refusal> {
        Err((self.at, what.into()))
    }

    fn take(&mut self, what: &str) -> bool {
        let there = self.rest().starts_with(what);
        self.at += if there { what.len() } else { 0 };
        there
    }

    fn markup(&mut self) -> Result<(), Refusal> {
        if self.take("<!--") {
            let comment = self.until("-->", "the comment is never closed")?;
            return match comment.contains("--") || comment.ends_with('-') {
                true => self.wrong("-- can't stand in a comment"),
                false => Ok(()),
            };
        }
        if self.rest().starts_with("<![CDATA[") {
            if self.open.is_empty() {
                return self.wrong("there is text outside of the element that holds all others");
            }
            self.at += "<![CDATA[".len();
            let text = self.until("]]>", "the CDATA is never closed")?;
            return self.only_characters(text);
        }
        if self.rest().starts_with("<?") {
            return self.instruction();
        }
        if self.rest().starts_with("<!") {
            return self.wrong("a document type isn't possible here");
        }
        match self.rest().starts_with("</") {
            true => self.end_tag(),
            false => self.start_tag(),
        }
    }

    fn until(&mut self, end: &str, missing: &str) -> Result<&'a str, Refusal> {
        let Some(length) = self.rest().find(end) else {
            return self.wrong(missing);
        };
        let inside = &self.rest()[..length];
        self.at += length + end.len();
        Ok(inside)
    }

    /// `<?xml …?>` stands at the very beginning or nowhere.
    fn instruction(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        self.at += "<?".len();
        let name = self.name()?;
        if name.eq_ignore_ascii_case("xml") && (start > 0 || name != "xml") {
            return Err((
                start,
                "<?xml … ?> can only stand at the very beginning".to_owned(),
            ));
        }
        self.until("?>", "<? is never closed by ?>").map(drop)
    }

    fn start_tag(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        self.at += "<".len();
        let name = self.name()?;
        if self.open.is_empty() && self.has_root {
            let what = format!("<{name}> stands beside the element that holds all others");
            return Err((start, what));
        }
        self.attributes(name)?;
        self.has_root = true;
        if self.take("/>") {
            return Ok(());
        }
        if !self.take(">") {
            return self.wrong(format!("the tag <{name}> is never closed by >"));
        }
        if self.open.len() >= DEEPEST {
            return self.wrong("it is nested too deeply");
        }
        self.open.push((name, start));
        Ok(())
    }

    fn attributes(&mut self, tag: &str) -> Result<(), Refusal> {
        let mut names = Vec::new();
        loop {
            let apart = self.spaces();
            if self.rest().is_empty() || self.rest().starts_with(['>', '/']) {
                return Ok(());
            }
            if !apart {
                return self.wrong(format!("a space is missing in the tag <{tag}>"));
            }
            let name = self.name()?;
            if names.contains(&name) {
                return self.wrong(format!("the attribute {name} stands twice in <{tag}>"));
            }
            names.push(name);
            self.attribute_value(name)?;
        }
    }

    fn attribute_value(&mut self, name: &str) -> Result<(), Refusal> {
        self.spaces();
        let equals = self.take("=");
        self.spaces();
        let quote = match self.rest().as_bytes().first() {
            Some(b'"') if equals => "\"",
            Some(b'\'') if equals => "'",
            _ => return self.wrong(format!("the attribute {name} needs a value in quotes")),
        };
        self.at += quote.len();
        let start = self.at;
        let value = self.until(quote, "a closing quote is missing")?;
        if let Some(found) = value.find('<') {
            return Err((
                start + found,
                "< in an attribute is written &lt;".to_owned(),
            ));
        }
        self.references(value, start)
    }

    fn end_tag(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        self.at += "</".len();
        let name = self.name()?;
        self.spaces();
        if !self.take(">") {
            return self.wrong(format!("the tag </{name}> is never closed by >"));
        }
        match self.open.pop() {
            Some((open, _)) if open == name => Ok(()),
            Some((open, _)) => Err((start, format!("</{name}> closes <{open}>"))),
            None => Err((start, format!("</{name}> closes nothing"))),
        }
    }

    fn characters(&mut self, length: usize) -> Result<(), Refusal> {
        let (start, text) = (self.at, &self.rest()[..length]);
        let blank = |c: char| c.is_ascii_whitespace() || (start == 0 && c == '\u{feff}');
        if self.open.is_empty() && !text.chars().all(blank) {
            return self.wrong("there is text outside of the element that holds all others");
        }
        if let Some(found) = text.find("]]>") {
            return Err((start + found, "]]> in a text is written ]]&gt;".to_owned()));
        }
        self.references(text, start)?;
        self.at += length;
        Ok(())
    }

    /// Checks each `&…;` of a piece that begins at `start`, and its characters.
    fn references(&self, text: &str, start: usize) -> Result<(), Refusal> {
        self.only_characters(text)?;
        for (at, _) in text.match_indices('&') {
            let name = text[at + 1..].split_once(';').map(|(name, _)| name);
            if !name.is_some_and(is_reference) {
                return Err((start + at, "& in a text is written &amp;".to_owned()));
            }
        }
        Ok(())
    }

    fn only_characters(&self, text: &str) -> Result<(), Refusal> {
        match text.chars().all(is_char) {
            true => Ok(()),
            false => self.wrong("there is a control character, which XML can't carry"),
        }
    }

    fn spaces(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        self.at += length;
        length > 0
    }

    fn name(&mut self) -> Result<&'a str, Refusal> {
        let rest = self.rest();
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let name = &rest[..end];
        match name.starts_with(|c: char| is_name(c) && !(c.is_ascii_digit() || "-.·".contains(c)))
        {
            true => {
                self.at += end;
                Ok(name)
            }
            false => self.wrong("a name is missing; write < in a text as &lt;"),
        }
    }
}

/// `amp`, `#10` or `#xA`: the five names that every reader knows, or a number of a character.
fn is_reference(name: &str) -> bool {
    let number = match name.strip_prefix('#') {
        None => return ["amp", "lt", "gt", "apos", "quot"].contains(&name),
        Some(number) => number,
    };
    let digits = |text: &str, radix| {
        let plain = !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
        plain
            .then(|| u32::from_str_radix(text, radix).ok())
            .flatten()
    };
    let code = match number.strip_prefix('x') {
        Some(hex) => digits(hex, 16),
        None => digits(number, 10),
    };
    code.and_then(char::from_u32).is_some_and(is_char)
}

/// Whether a name may hold a character (section 2.3).
fn is_name(char: char) -> bool {
    match char {
        char if char.is_ascii() => char.is_ascii_alphanumeric() || ":_-.".contains(char),
        '\u{b7}' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{37d}' => true,
        '\u{37f}'..='\u{1fff}' | '\u{200c}' | '\u{200d}' | '\u{203f}' | '\u{2040}' => true,
        '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' => true,
        '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn documents_are_taken() {
        for text in [
            "<a/>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n</a>\n",
            "<!-- one --><a b='1' c = \"2\"><b>text &amp; &#10;&#xA;</b><![CDATA[<x> & ]]></a><!-- two -->",
            "<s:Envelope xmlns:s=\"http://x\"><s:Body/></s:Envelope>",
            "<größe>1 > 0</größe>",
            "<a><?pi x?></a>",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_is_none_is_said_with_its_place() {
        for (text, offset, word) in [
            ("", 0, "no element"),
            ("hello", 0, "outside"),
            ("<a>", 0, "<a> is never closed"),
            ("<a>\n<b></a>", 7, "line 2, </a> closes <b>"),
            ("<a/>\n</b>", 5, "</b> closes nothing"),
            ("<a/><b/>", 4, "beside"),
            ("<a>1 & 2</a>", 5, "&amp;"),
            ("<a>&nbsp;</a>", 3, "&amp;"),
            ("<a>&#0;</a>", 3, "&amp;"),
            ("<a>1 < 2</a>", 6, "&lt;"),
            ("<a b=1/>", 5, "in quotes"),
            ("<a b=\"1\"c=\"2\"/>", 8, "a space is missing"),
            ("<a b=\"1\" b=\"2\"/>", 10, "twice"),
            ("<a b=\"<\"/>", 6, "&lt;"),
            ("<a b=\"1/>", 6, "closing quote"),
            ("<a", 2, "never closed"),
            ("<a>]]></a>", 3, "]]&gt;"),
            ("<!DOCTYPE a><a/>", 0, "document type"),
            ("<!-- a -- b --><a/>", 15, "--"),
            ("<!-- a", 4, "comment"),
            (" <?xml version=\"1.0\"?><a/>", 1, "very beginning"),
            ("<1a/>", 1, "name"),
        ] {
            let (at, message) = check(text).unwrap_err();
            assert!(message.contains(word), "{text}: {message}");
            assert_eq!(at, offset, "{text}: {message}");
        }
        let deep = "<a>".repeat(300);
        assert!(check(&deep).unwrap_err().1.contains("deeply"));
    }
}
