//! Writes a text as Markdown (CommonMark), the format of abstracts in frab and pretalx. It is easy
//! to read without a parser too, since many apps show it as plain text.

use hallway_programme::text::{Block, Inline};

/// A text as Markdown.
pub(crate) fn markdown(text: &[Block]) -> String {
    let mut lines = Vec::new();
    blocks(text, &mut lines);
    lines.join("\n")
}

/// Adds a text's lines, with an empty line between blocks.
fn blocks(text: &[Block], lines: &mut Vec<String>) {
    let mut before: Option<&Block> = None;
    let mut other_mark = false;
    for block in text {
        if before.is_some() {
            lines.push(String::new());
        }
        // Markdown joins two lists in a row, unless their markers differ.
        let is_list = |block: &Block| matches!(block, Block::List(_) | Block::Numbered(_));
        other_mark = before.is_some_and(is_list) && is_list(block) && !other_mark;
        match block {
            Block::Paragraph(inlines) => paragraph(inlines, lines),
            Block::List(entries) => list(
                entries,
                |_| if other_mark { "* " } else { "- " }.into(),
                lines,
            ),
            Block::Numbered(entries) => {
                let mark = if other_mark { ')' } else { '.' };
                list(entries, |at| format!("{}{mark} ", at + 1), lines);
            }
            Block::Code(code) => fenced(code, lines),
        }
        before = Some(block);
    }
}

fn paragraph(inlines: &[Inline], lines: &mut Vec<String>) {
    let mut line = String::new();
    self::inlines(inlines, &mut line);
    for line in line.split('\n') {
        lines.push(start_escaped(line.trim_start()));
    }
}

fn list(entries: &[Vec<Block>], mark: impl Fn(usize) -> String, lines: &mut Vec<String>) {
    for (at, entry) in entries.iter().enumerate() {
        let mark = mark(at);
        let mut inner = Vec::new();
        blocks(entry, &mut inner);
        for (number, line) in inner.into_iter().enumerate() {
            lines.push(match (number, line.is_empty()) {
                (0, _) => format!("{mark}{line}"),
                (_, true) => line,
                (_, false) => format!("{}{line}", " ".repeat(mark.len())),
            });
        }
    }
}

fn fenced(code: &str, lines: &mut Vec<String>) {
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    lines.push(fence.clone());
    lines.extend(code.lines().map(str::to_owned));
    lines.push(fence);
}

fn longest_run(code: &str) -> usize {
    let runs = code.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

fn inlines(inlines: &[Inline], line: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => escaped(text, line),
            Inline::Emphasis(inner) => wrapped("*", inner, line),
            Inline::Strong(inner) => wrapped("**", inner, line),
            Inline::Code(code) => {
                let fence = "`".repeat(longest_run(code) + 1);
                let pad = if code.starts_with('`') || code.ends_with('`') {
                    " "
                } else {
                    ""
                };
                line.extend([&fence, pad, &code.replace('\n', " "), pad, &fence]);
            }
            Inline::Link { to, text } => link(to.as_str(), text, line),
            Inline::Break => line.push_str("  \n"),
        }
    }
}

/// Puts marks around words; white space at the ends stays outside the marks.
fn wrapped(mark: &str, inner: &[Inline], line: &mut String) {
    let mut words = String::new();
    inlines(inner, &mut words);
    let trimmed = words.trim();
    if trimmed.is_empty() {
        line.push_str(&words);
        return;
    }
    let start = &words[..words.len() - words.trim_start().len()];
    let end = &words[words.trim_end().len()..];
    line.extend([start, mark, trimmed, mark, end]);
}

fn link(to: &str, text: &[Inline], line: &mut String) {
    let is_address = |words: &str| words == to || to.strip_prefix("mailto:") == Some(words);
    if let [Inline::Text(words)] = text
        && is_address(words)
        && !to.contains(['<', '>'])
    {
        line.extend(["<", words, ">"]);
        return;
    }
    if line.ends_with('!') {
        // Right before a link, `!` would make it an image.
        line.insert(line.len() - 1, '\\');
    }
    line.push('[');
    inlines(text, line);
    line.extend(["](<", &to.replace('<', "%3C").replace('>', "%3E"), ">)"]);
}

fn escaped(text: &str, line: &mut String) {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let is_markup = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Within a word, `_` is not markup.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            _ => false,
        };
        if is_markup {
            line.push('\\');
        }
        line.push(if letter == '\n' { ' ' } else { letter });
        before = letter;
    }
}

/// Escapes the start of a line that would become a heading, a list, a quotation or a rule.
fn start_escaped(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '>', '+', '-', '=', '~']) {
        return format!("\\{line}");
    }
    line.to_owned()
}
