//! JSON that can be bent: members keep their order, scalars their text, and any
//! of them may be wrong.

use std::fmt::Write as _;

#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Scalar(String),
    Array(Vec<Tree>),
    /// Names with their quotation marks.
    Object(Vec<(String, Tree)>),
}

/// How a tree is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout {
    Compact,
    Pretty,
    /// A space wherever one can stand.
    Spaced,
}

impl Tree {
    /// Reads a text that is known to be JSON.
    pub(crate) fn read(text: &str) -> Self {
        let mut rest = text;
        Self::value(&mut rest)
    }

    fn value(rest: &mut &str) -> Self {
        *rest = rest.trim_start();
        let (first, close) = (rest.as_bytes()[0], rest.as_bytes()[0] + 2);
        if !b"[{".contains(&first) {
            return Self::Scalar(Self::scalar(rest));
        }
        *rest = rest[1..].trim_start();
        let (mut items, mut members) = (Vec::new(), Vec::new());
        while rest.as_bytes()[0] != close {
            *rest = rest.trim_start_matches(',').trim_start();
            if first == b'{' {
                let name = Self::scalar(rest);
                *rest = rest.trim_start().trim_start_matches(':');
                members.push((name, Self::value(rest)));
            } else {
                items.push(Self::value(rest));
            }
            *rest = rest.trim_start();
        }
        *rest = &rest[1..];
        if first == b'{' {
            Self::Object(members)
        } else {
            Self::Array(items)
        }
    }

    fn scalar(rest: &mut &str) -> String {
        let mut escaped = false;
        let quoted = rest.starts_with('"');
        let end = rest[1..].find(|c: char| {
            if quoted {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            } else {
                ",]} \r\n\t".contains(c)
            }
        });
        let end = end.map_or(rest.len(), |end| 1 + end + usize::from(quoted));
        let (scalar, behind) = rest.split_at(end);
        *rest = behind;
        scalar.to_owned()
    }

    pub(crate) fn write(&self, layout: Layout) -> String {
        let mut text = String::new();
        self.append(&mut text, layout, 0);
        text
    }

    fn append(&self, text: &mut String, layout: Layout, depth: usize) {
        let (open, close, length) = match self {
            Self::Scalar(scalar) => return text.push_str(scalar),
            Self::Array(items) => ('[', ']', items.len()),
            Self::Object(members) => ('{', '}', members.len()),
        };
        let line = |text: &mut String, depth: usize| match layout {
            Layout::Compact => {}
            Layout::Pretty => {
                let _ = write!(text, "\n{}", "  ".repeat(depth));
            }
            Layout::Spaced => text.push(' '),
        };
        text.push(open);
        for at in 0..length {
            if at > 0 {
                text.push(',');
            }
            line(text, depth + 1);
            match self {
                Self::Object(members) => {
                    let (name, value) = &members[at];
                    text.push_str(name);
                    text.push_str(match layout {
                        Layout::Compact => ":",
                        Layout::Pretty => ": ",
                        Layout::Spaced => " : ",
                    });
                    value.append(text, layout, depth + 1);
                }
                Self::Array(items) => items[at].append(text, layout, depth + 1),
                Self::Scalar(_) => {}
            }
        }
        if length > 0 {
            line(text, depth);
        }
        text.push(close);
    }

    /// All values in it, itself first.
    pub(crate) fn values(&mut self, visit: &mut dyn FnMut(&mut Tree)) {
        visit(self);
        match self {
            Self::Scalar(_) => {}
            Self::Array(items) => items.iter_mut().for_each(|item| item.values(visit)),
            Self::Object(members) => {
                for (_, value) in members {
                    value.values(visit);
                }
            }
        }
    }

    /// Changes one of the values, counted around.
    pub(crate) fn change(&mut self, which: usize, change: impl Fn(&mut Tree)) {
        let mut count = 0;
        self.values(&mut |_| count += 1);
        let mut at = 0;
        self.values(&mut |value| {
            at += 1;
            if at - 1 == which % count {
                change(value);
            }
        });
    }
}
