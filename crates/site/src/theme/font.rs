//! Font stacks, as CSS writes them.

/// Whether a text is a list of fonts (CSS Fonts 4, "font-family"): names separated by commas,
/// quoted or of unquoted words. Browsers would drop anything else, or it could end the rule.
pub(super) fn is_stack(text: &str) -> bool {
    families(text).is_some_and(|families| {
        families
            .iter()
            .all(|family| is_quoted(family) || is_bare(family))
    })
}

/// The parts between unquoted commas; `None` if a quote is not closed.
fn families(text: &str) -> Option<Vec<&str>> {
    let mut families = Vec::new();
    let (mut from, mut open) = (0, None);
    for (at, character) in text.char_indices() {
        match (open, character) {
            (Some(quote), _) if quote == character => open = None,
            (None, '"' | '\'') => open = Some(character),
            (None, ',') => {
                families.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    families.push(text[from..].trim());
    open.is_none().then_some(families)
}

fn is_quoted(family: &str) -> bool {
    let within = ['"', '\''].iter().find_map(|quote| {
        let within = family.strip_prefix(*quote)?.strip_suffix(*quote)?;
        (!within.contains(*quote)).then_some(within)
    });
    within.is_some_and(|name| {
        let has_letters = !name.trim().is_empty();
        // The rule is also in a page's `style` element, which `<` could end.
        has_letters && !name.contains(|c: char| c.is_control() || matches!(c, '<' | '\\'))
    })
}

fn is_bare(family: &str) -> bool {
    let mut words = family.split_ascii_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            let after_hyphen = word.strip_prefix('-').unwrap_or(word);
            let begins = |c: char| c.is_alphabetic() || c == '_';
            after_hyphen.starts_with(begins)
                && word
                    .chars()
                    .all(|c| c.is_alphanumeric() || "-_".contains(c))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacks_are_told_from_what_is_none() {
        for stack in [
            "Georgia, serif",
            "system-ui, -apple-system, \"Segoe UI\", sans-serif",
            "'Noto Sans', Noto Sans CJK JP",
            "\"O'Reilly Sans\"",
            "\"3270 Nerd; Font\", monospace",
            "Schrift_ä",
        ] {
            assert!(is_stack(stack), "{stack}");
        }
        for none in [
            "",
            "Georgia,",
            ", serif",
            "\"Georgia, serif",
            "Georgia\", serif",
            "'Georgia\", serif",
            "\"Georgia\" serif",
            "\"\", serif",
            "\"a\"b\"",
            "3270 Nerd, monospace",
            "x;} body {display:none",
            "url(x)",
            "a/b",
            "a\\",
            "\"a\\\", serif",
            "\"</style>\"",
            "\"a\nb\"",
        ] {
            assert!(!is_stack(none), "{none}");
        }
    }
}
