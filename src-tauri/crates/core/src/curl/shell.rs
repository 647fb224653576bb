//! Text as a shell takes it.

/// Text as one word of a POSIX shell. Where `{{ secret.token }}` stands, the shell puts in what is in
/// `$SECRET_TOKEN`.
pub(super) fn quoted(text: &str) -> String {
    let mut word = String::new();
    let mut rest = text;
    while let Some((before, name, after)) = secret_in(rest) {
        word += &before.replace('\'', "'\\''");
        word += &format!("'\"$SECRET_{}\"'", variable(name));
        rest = after;
    }
    word += &rest.replace('\'', "'\\''");
    format!("'{word}'")
}

/// The first place of a secret: what stands before it, its name, what stands after it.
fn secret_in(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once("{{ secret.")?;
    let (name, after) = after.split_once(" }}")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    name.chars().all(plain).then_some((before, name, after))
}

/// Text inside of double quotes, where `$`, backquotes and backslashes would mean something.
pub(super) fn inside_quotes(text: &str) -> String {
    let special = |c: char| "$`\"\\".contains(c);
    let escaped = |c: char| special(c).then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escaped).collect()
}

/// The variable that stands for a credential of the destination's own: `$AUTHORIZATION`.
pub(super) fn variable(header: &str) -> String {
    let letter = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_uppercase(),
        false => '_',
    };
    header.chars().map(letter).collect()
}

/// A `printf` with that format and these variables.
pub(super) fn printf(format: &str, arguments: &[&str]) -> String {
    let arguments = arguments.iter().map(|name| format!(" \"{name}\""));
    format!("printf {}{}", quoted(format), arguments.collect::<String>())
}
