//! Styles within an SVG: what loads nothing and refers only to the picture itself is kept as
//! written.

use std::collections::BTreeSet;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};

use super::allowed::{FUNCTIONS, SELECTORS};

/// Only the name of what is left out is reported, not the reason.
type Harmful = ParseError<()>;

fn harmful() -> Harmful {
    ParseError::unexpected_token()
}

/// Whether the value of an attribute loads nothing.
pub(super) fn is_harmless(value: &str) -> bool {
    // A shortcut for almost all values, such as long paths: without these characters there are only
    // words and numbers.
    if !value.contains([
        '(', ')', '\\', ':', '"', '\'', '@', '{', '}', '[', ']', ';', '/', '<',
    ]) {
        return true;
    }
    let mut input = Parser::new(value);
    taken(&mut input, harmless).is_ok()
}

/// Whether a text is only the condition of a media query.
pub(super) fn is_condition(value: &str) -> bool {
    taken(&mut Parser::new(value), selecting).is_ok()
}

/// The declarations of a `style` attribute that may stay; the names of the others are added to
/// `left_out`.
pub(super) fn declarations(style: &str, left_out: &mut BTreeSet<String>) -> String {
    body(&mut Parser::new(style), left_out)
}

/// The rules of a style sheet that may stay; the names of the others are added to `left_out`.
pub(super) fn sheet(text: &str, left_out: &mut BTreeSet<String>) -> String {
    let mut input = Parser::new(text);
    let mut rules = Rules { left_out };
    let mut kept = String::new();
    for rule in StyleSheetParser::new(&mut input, &mut rules).flatten() {
        kept += &rule;
    }
    kept
}

/// The text, as written, that a parsing function accepts as a whole.
///
/// # Errors
/// If the function finds something harmful, or if the text could have another meaning beside other
/// text: escapes, comments, and quotes or brackets that are not closed.
fn taken<'i>(
    input: &mut Parser<'i>,
    look: fn(&mut Parser<'_>) -> Result<(), Harmful>,
) -> Result<&'i str, Harmful> {
    let start = input.position();
    look(input)?;
    let written = input.slice_from(start).trim();
    if written.contains('\\') || !is_closed(written) {
        return Err(harmful());
    }
    Ok(written)
}

/// Whether all quotes and brackets are closed at the end of a text without escapes and comments.
fn is_closed(text: &str) -> bool {
    let mut quote = None;
    let mut open = 0_usize;
    for character in text.chars() {
        match (quote, character) {
            (Some(opened), _) if opened == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[') => open += 1,
            (None, ')' | ']') => open = open.saturating_sub(1),
            (None, _) => {}
        }
    }
    quote.is_none() && open == 0
}

/// Checks the value of a declaration: words, numbers, colours, known functions, and references to
/// parts of the picture.
fn harmless(input: &mut Parser<'_>) -> Result<(), Harmful> {
    while let Ok(token) = input.next_including_whitespace_and_comments() {
        match token.clone() {
            Token::UnquotedUrl(address) => own_part(&address)?,
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                input.parse_nested_block(|input| {
                    let address = input.expect_string()?.clone();
                    own_part(&address)?;
                    Ok(input.expect_exhausted()?)
                })?;
            }
            Token::Function(name) => {
                if !FUNCTIONS.contains(&name.to_ascii_lowercase().as_str()) {
                    return Err(harmful());
                }
                input.parse_nested_block(harmless)?;
            }
            Token::ParenthesisBlock => input.parse_nested_block(harmless)?,
            Token::QuotedString(text) if is_plain(&text) => {}
            Token::Ident(_)
            | Token::Hash(_)
            | Token::IDHash(_)
            | Token::Number { .. }
            | Token::Percentage { .. }
            | Token::Dimension { .. }
            | Token::WhiteSpace(_)
            | Token::Comma
            | Token::Delim(_) => {}
            _ => return Err(harmful()),
        }
    }
    Ok(())
}

/// Whether an address refers to a part of the picture itself.
fn own_part(address: &str) -> Result<(), Harmful> {
    if is_own_part(address) {
        Ok(())
    } else {
        Err(harmful())
    }
}

/// Whether an address is a fragment: `#`, and the id of something in the same file.
pub(super) fn is_own_part(address: &str) -> bool {
    address.strip_prefix('#').is_some_and(|id| {
        !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\')
    })
}

/// Whether a quoted text is a word, such as a font's name, or a path: not an address, a rule or a
/// function.
fn is_plain(text: &str) -> bool {
    !text.contains(['@', ':', '(', '<'])
}

/// Checks a selector or the conditions of a media query.
fn selecting(input: &mut Parser<'_>) -> Result<(), Harmful> {
    while let Ok(token) = input.next_including_whitespace_and_comments() {
        match token.clone() {
            Token::Function(name) if !SELECTORS.contains(&name.to_ascii_lowercase().as_str()) => {
                return Err(harmful());
            }
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                input.parse_nested_block(selecting)?;
            }
            Token::QuotedString(text) if is_plain(&text) => {}
            Token::QuotedString(_)
            | Token::UnquotedUrl(_)
            | Token::BadUrl(_)
            | Token::BadString(_)
            | Token::Comment(_)
            | Token::AtKeyword(_)
            | Token::CurlyBracketBlock
            | Token::CloseCurlyBracket
            | Token::CloseParenthesis
            | Token::CloseSquareBracket
            | Token::Semicolon
            | Token::CDO
            | Token::CDC => return Err(harmful()),
            _ => {}
        }
    }
    Ok(())
}

fn body(input: &mut Parser<'_>, left_out: &mut BTreeSet<String>) -> String {
    let mut declarations = Declarations { left_out };
    let kept: Vec<String> = RuleBodyParser::new(input, &mut declarations)
        .flatten()
        .collect();
    kept.join(";")
}

/// The declarations of a rule or of a `style` attribute.
struct Declarations<'l> {
    left_out: &'l mut BTreeSet<String>,
}

impl<'i> DeclarationParser<'i> for Declarations<'_> {
    type Declaration = String;
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<String, Harmful> {
        let is_name = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        // Old browsers executed what these name.
        let runs = ["behavior", "-moz-binding"].contains(&name.to_ascii_lowercase().as_str());
        let value = taken(input, harmless);
        match value {
            Ok(value) if is_name && !runs => Ok(format!("{name}:{value}")),
            _ => {
                self.left_out.insert(format!("the style \"{name}\""));
                Err(harmful())
            }
        }
    }
}

impl<'i> AtRuleParser<'i> for Declarations<'_> {
    type Prelude = ();
    type AtRule = String;
    type Error = ();
}

impl<'i> QualifiedRuleParser<'i> for Declarations<'_> {
    type Prelude = ();
    type QualifiedRule = String;
    type Error = ();
}

impl RuleBodyItemParser<'_, String, ()> for Declarations<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

/// The rules of a style sheet, or of a media query within it.
struct Rules<'l> {
    left_out: &'l mut BTreeSet<String>,
}

impl<'i> QualifiedRuleParser<'i> for Rules<'_> {
    type Prelude = &'i str;
    type QualifiedRule = String;
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<&'i str, Harmful> {
        taken(input, selecting).inspect_err(|_| {
            self.left_out.insert("a rule of its style sheet".into());
        })
    }

    fn parse_block(
        &mut self,
        selector: &'i str,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, Harmful> {
        Ok(format!("{selector}{{{}}}", body(input, self.left_out)))
    }
}

impl<'i> AtRuleParser<'i> for Rules<'_> {
    type Prelude = &'i str;
    type AtRule = String;
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<&'i str, Harmful> {
        let condition = taken(input, selecting);
        match condition {
            Ok(condition) if name.eq_ignore_ascii_case("media") => Ok(condition),
            _ => {
                self.left_out.insert(format!("the rule @{name}"));
                Err(harmful())
            }
        }
    }

    fn parse_block(
        &mut self,
        condition: &'i str,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<String, Harmful> {
        let rules: String = RuleBodyParser::new(input, self).flatten().collect();
        Ok(format!("@media {condition}{{{rules}}}"))
    }
}

impl DeclarationParser<'_> for Rules<'_> {
    type Declaration = String;
    type Error = ();
}

impl RuleBodyItemParser<'_, String, ()> for Rules<'_> {
    fn parse_declarations(&self) -> bool {
        false
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_styles_stay_as_they_are() {
        for style in [
            "fill:#a0b;stroke:rgb(1, 2,3);stroke-width:.26458332px",
            "fill:url(#a);filter:url(\"#b-1\")",
            "-inkscape-font-specification:'Sans, Bold';font-family:'Noto Sans'",
            "font:bold 12px/1.5 sans-serif",
            "transform:translate(calc(1px + 2em)) rotate(45deg)",
            "fill:red !important",
        ] {
            let mut left_out = BTreeSet::new();
            assert_eq!(declarations(style, &mut left_out), style);
            assert!(left_out.is_empty(), "{left_out:?}");
        }
        let sheets = ".a,.b>path{fill:red;stroke:none}#c:not(.d){opacity:.5}\
                      @media (prefers-color-scheme: dark){path{fill:#fff}}";
        assert_eq!(sheet(sheets, &mut BTreeSet::new()), sheets);
    }

    #[test]
    fn what_loads_or_runs_goes_and_its_neighbours_stay() {
        for harmful in [
            "fill:url(https://example.org/a#b)",
            "fill:url('https://example.org/a#b')",
            "fill:url( \"javascript:alert(1)\" )",
            "fill:url(#a b)",
            "fill:u\\72l(https://example.org)",
            "fill:\\75 rl(x)",
            "background:image-set('https://example.org/a' 1x)",
            "background:-webkit-image-set(url(x) 1x)",
            "background:image(\"https://example.org/a\")",
            "background:src(\"https://example.org/a\")",
            "width:expression(alert(1))",
            "filter:progid:DXImageTransform.Microsoft.Alpha()",
            "behavior:url(#a)",
            "-moz-binding:url(#a)",
            "fill:rgb(1,2,url(https://example.org))",
            "fill:a/**/b",
            "fill:{}",
            "fill:a)",
        ] {
            let mut left_out = BTreeSet::new();
            let style = format!("stroke:red;{harmful};opacity:.5");
            assert_eq!(
                declarations(&style, &mut left_out),
                "stroke:red;opacity:.5",
                "{harmful}"
            );
            assert_eq!(left_out.len(), 1, "{harmful}: {left_out:?}");
        }
        for harmful in [
            "@import 'https://example.org/a.css';",
            "@import url(//example.org/a.css);",
            "@font-face{font-family:x;src:url(https://example.org/a)}",
            "@namespace x url(https://example.org);",
            "@\\69mport 'x';",
            "@media screen{@import 'x';}",
            "a{}\\{x{fill:red}",
        ] {
            let kept = sheet(&format!("{harmful}b{{fill:red}}"), &mut BTreeSet::new());
            assert!(kept.ends_with("b{fill:red}"), "{harmful}: {kept}");
            assert!(
                !kept.contains("example.org") && !kept.contains("import"),
                "{kept}"
            );
        }
    }

    #[test]
    fn what_stays_open_goes() {
        for open in [
            "fill:rgb(1,2,3",
            "fill:url(#a",
            "font-family:\"a",
            "fill:(a",
        ] {
            assert_eq!(declarations(open, &mut BTreeSet::new()), "", "{open}");
            assert_eq!(
                sheet(&format!("a{{{open}"), &mut BTreeSet::new()),
                "a{}",
                "{open}"
            );
        }
    }
}
