//! Finds the lists in a script, such as `var program = [ … ];`.

/// The first list at or after a byte: where it begins, and where it ends unless it is cut off.
pub(super) fn list(source: &str, from: usize) -> Option<(usize, Option<usize>)> {
    let mut brackets = brackets(source, from);
    let (start, _) = brackets.find(|&(_, bracket)| bracket == b'[')?;
    let mut open = 1_usize;
    let end = brackets.find(|(_, bracket)| {
        match bracket {
            b'[' | b'{' => open += 1,
            _ => open -= 1,
        }
        open == 0
    });
    Some((start, end.map(|(end, _)| end + 1)))
}

/// How deep lists and objects nest.
pub(super) fn depth(source: &str) -> usize {
    let mut open = 0_usize;
    let depths = brackets(source, 0).map(|(_, bracket)| {
        match bracket {
            b'[' | b'{' => open += 1,
            _ => open = open.saturating_sub(1),
        }
        open
    });
    depths.max().unwrap_or_default()
}

/// The brackets and braces from a byte on, outside of comments and texts. A text or a comment that is cut off
/// ends them.
fn brackets(source: &str, from: usize) -> impl Iterator<Item = (usize, u8)> {
    let mut rest = from;
    std::iter::from_fn(move || {
        loop {
            let at = rest;
            let byte = *source.as_bytes().get(at)?;
            rest += match byte {
                b'"' | b'\'' | b'`' => after_text(&source[at..])?,
                b'/' => after_comment(&source[at..])?,
                _ => 1,
            };
            if matches!(byte, b'[' | b']' | b'{' | b'}') {
                return Some((at, byte));
            }
        }
    })
}

/// The length of the text that begins here, with its quotes.
fn after_text(source: &str) -> Option<usize> {
    let mut bytes = source.bytes().enumerate();
    let (_, quote) = bytes.next()?;
    let mut is_escaped = false;
    let (end, _) = bytes.find(|&(_, byte)| {
        let is_end = byte == quote && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })?;
    Some(end + 1)
}

/// The length of the comment that begins here; 1 if none does.
fn after_comment(source: &str) -> Option<usize> {
    if source.starts_with("//") {
        Some(source.find('\n').unwrap_or(source.len()))
    } else if source.starts_with("/*") {
        Some(source.find("*/")? + 2)
    } else {
        Some(1)
    }
}
