//! Text and JSON as HTML.

use std::fmt::Write as _;

use serde_json::Value;

/// Returns text for between tags and in double quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
    html
}

/// Code in a line of text.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// A line of text in which backquotes enclose code.
pub(super) fn phrase(text: &str) -> String {
    let mut html = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            html.push_str(&escaped(part));
        } else {
            html.push_str(&code(part));
        }
    }
    html
}

/// Paragraphs of such text.
pub(super) fn prose(text: &str) -> String {
    let mut html = String::new();
    for paragraph in text.split("\n\n").filter(|text| !text.is_empty()) {
        // Writing to a string does not fail.
        let _ = writeln!(html, "<p>{}</p>", phrase(paragraph));
    }
    html
}

/// A document, indented, with its member names marked. Numbers keep their digits.
pub(super) fn json(value: &Value) -> String {
    let mut html = String::new();
    write_json(&mut html, value, "\n");
    html
}

/// `line` starts a new line at the depth of the value.
fn write_json(html: &mut String, value: &Value, line: &str) {
    let deeper = format!("{line}  ");
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut before = '{';
            for (name, member) in members {
                let name = escaped(&Value::from(name.as_str()).to_string());
                // Writing to a string does not fail.
                let _ = write!(html, "{before}{deeper}<b>{name}</b>: ");
                write_json(html, member, &deeper);
                before = ',';
            }
            html.push_str(line);
            html.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            let mut before = '[';
            for item in items {
                html.push(before);
                html.push_str(&deeper);
                write_json(html, item, &deeper);
                before = ',';
            }
            html.push_str(line);
            html.push(']');
        }
        Value::String(_) => {
            let text = escaped(&value.to_string());
            let _ = write!(html, "<i>{text}</i>");
        }
        _ => html.push_str(&escaped(&value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{json, phrase, prose};

    #[test]
    fn markup_in_text_stays_text() {
        assert_eq!(
            phrase("<b> & `\"x\" < y`"),
            "&lt;b&gt; &amp; <code>&quot;x&quot; &lt; y</code>"
        );
        assert_eq!(prose("a\n\nb"), "<p>a</p>\n<p>b</p>\n");
    }

    #[test]
    fn numbers_keep_their_digits() {
        let html = json(&json!({"scn": 1_722_236_939_903_501_364_i64, "rate": 144_225.650_3}));
        assert!(html.contains(": 1722236939903501364,"), "{html}");
        assert!(html.contains(": 144225.6503\n"), "{html}");
    }
}
