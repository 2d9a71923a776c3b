//! One finding as rustc would draw it.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

use crate::listing::ReportedFinding;
use crate::severity::Severity;

/// How many columns of a line are shown: bodies are long lines.
const WIDTH: usize = 90;
/// How many columns are left before the span if the line is cut.
const LEADING_COLUMNS: usize = 30;
/// Stands for what is cut off.
const ELLIPSIS: &str = "...";

/// The escape sequences of a style; empty without colours.
pub(super) struct Style {
    pub(super) colours: bool,
}

impl Style {
    fn painted(&self, code: &str, text: &str) -> String {
        if self.colours {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn bold(&self, text: &str) -> String {
        self.painted("1", text)
    }

    fn frame(&self, text: &str) -> String {
        self.painted("1;34", text)
    }

    pub(super) fn severity(&self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;32",
        };
        self.painted(code, text)
    }
}

pub(super) fn draw(finding: &ReportedFinding, style: &Style) -> String {
    let excerpt = &finding.excerpt;
    // The text of an encoded body has no line in the file.
    let (line, position) = match finding.span {
        Some(span) => (
            span.line.to_string(),
            format!(":{}:{}", span.line, span.column),
        ),
        None => (" ".to_owned(), String::new()),
    };
    let margin = " ".repeat(line.len());
    let level = format!("{}[{}]", finding.severity, finding.rule);
    let bar = style.frame("|");
    let label = if finding.pointer.is_empty() {
        String::new()
    } else {
        format!(" at {}", visible(&finding.pointer))
    };

    let mut before = visible(&excerpt.text[..excerpt.span.start]);
    let mut shown = visible(&excerpt.text[excerpt.span.clone()]);
    let mut after = visible(&excerpt.text[excerpt.span.end..]);
    if width(&before) + width(&shown) + width(&after) > WIDTH {
        before = last_columns(&before, LEADING_COLUMNS).into();
        shown = first_columns(&shown, WIDTH - LEADING_COLUMNS).into();
        let rest = WIDTH.saturating_sub(width(&before) + width(&shown));
        after = if rest < ELLIPSIS.len() {
            Cow::Borrowed("")
        } else {
            first_columns(&after, rest).into()
        };
    }

    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{}{}",
        style.severity(finding.severity, &level),
        style.bold(&format!(": {}", visible(&finding.message))),
    );
    let _ = writeln!(
        text,
        "{margin}{} {}{position}",
        style.frame("-->"),
        visible(&finding.document.source),
    );
    // A parameter of a request, or an empty document, has nothing to show.
    if !excerpt.text.is_empty() {
        let _ = writeln!(text, "{margin} {bar}");
        let _ = writeln!(text, "{} {bar} {before}{shown}{after}", style.frame(&line));
        let carets = "^".repeat(width(&shown).max(1)) + &label;
        let _ = writeln!(
            text,
            "{margin} {bar} {}{}",
            " ".repeat(width(&before)),
            style.severity(finding.severity, &carets),
        );
        let _ = writeln!(text, "{margin} {bar}");
    }
    let mut label = |name: &str, value: &str| {
        let (mark, name) = (style.frame("="), style.bold(name));
        let _ = writeln!(text, "{margin} {mark} {name}: {}", visible(value));
    };
    label("help", &finding.help);
    if let Some(entry) = finding.document.entry_text() {
        label("request", &entry);
    }
    text
}

/// The text without what would move the cursor or turn the text around.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Whether each byte is a character of one column, as in most texts.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

fn first_columns(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(ELLIPSIS.len());
    let kept = text.chars().take_while(|c| {
        let width = c.width().unwrap_or(0);
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    });
    kept.collect::<String>() + ELLIPSIS
}

fn last_columns(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let reversed: String = text.chars().rev().collect();
    first_columns(&reversed, columns).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{first_columns, last_columns, visible, width};

    #[test]
    fn columns_are_those_of_a_terminal() {
        assert_eq!(width("租户 a"), 6);
        assert_eq!(first_columns("租户租户租户", 8), "租户...");
        assert_eq!(last_columns("abcdefghij", 6), "...hij");
        assert_eq!(first_columns("short", 6), "short");
    }

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(visible("a\x1b[31m\tb\u{202e}"), "a\u{fffd}[31m b\u{fffd}");
    }
}
