//! Tells words between angle brackets from markup: `Vec<T>` and `<your name>` are words.

use std::borrow::Cow;

use super::elements;

/// The text with `&lt;` in place of each `<` that does not begin markup, so that a reader of HTML
/// keeps it as a character.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return text.into();
    }
    let ends = Ends::of(text);
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        escaped.push_str(before);
        let before = &text[..text.len() - after.len() - 1];
        escaped.push_str(if is_markup(before, after, &ends) {
            "<"
        } else {
            "&lt;"
        });
        rest = after;
    }
    escaped.push_str(rest);
    escaped.into()
}

/// How far the end of a tag is searched, in bytes: the time would grow with the square of a text
/// of many `<` otherwise.
const LONGEST_TAG: usize = 4_000;

/// The elements that a text has end tags for, in lower case.
struct Ends(std::collections::HashSet<String>);

impl Ends {
    fn of(text: &str) -> Self {
        let ends = text
            .split("</")
            .skip(1)
            .map(|after| name(after).to_ascii_lowercase());
        Self(ends.collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains(&name.to_ascii_lowercase())
    }
}

/// The name of the element at the start of a text.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != ':');
    &text[..end.unwrap_or(text.len())]
}

/// Whether the `<` between the two texts begins markup.
fn is_markup(before: &str, after: &str, ends: &Ends) -> bool {
    if after.starts_with("!--")
        || after
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("!doctype"))
    {
        return true;
    }
    if let Some(after) = after.strip_prefix('/') {
        return elements::is_known(name(after));
    }
    let name = name(after);
    if !elements::is_known(name) {
        return false;
    }
    let inner = &after[name.len()..];
    let Some(end) = inner
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == b'>')
    else {
        // The text is cut off in the middle of a tag, or this is a comparison.
        return false;
    };
    let attributes = inner[..end].trim_end_matches('/');
    if !attributes.is_empty()
        && !attributes.starts_with(char::is_whitespace)
        && !attributes.starts_with('/')
    {
        return false;
    }
    let may_lack_end = match attributes.trim() {
        "" => elements::may_be_bare(name),
        attributes => attributes.contains('='),
    };
    if !may_lack_end && !ends.has(name) {
        return false;
    }
    // Right behind a name, as in `Vec<a>`, it is an element only if it is one without doubt.
    let follows_name = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let is_open = elements::needs_no_end(name) && !name.contains(|c: char| c.is_ascii_uppercase());
    !follows_name || ends.has(name) || is_open
}
