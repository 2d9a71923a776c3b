//! Letters in upper and lower case as Go maps them: one character to one.
//!
//! Rust's mapping can give several characters, and looks at the neighbours of a final sigma.

pub(super) fn to_lower(text: &str) -> String {
    // The one lower case of several characters is that of U+0130, and begins with Go's.
    text.chars()
        .filter_map(|c| c.to_lowercase().next())
        .collect()
}

pub(super) fn to_upper(text: &str) -> String {
    text.chars().map(upper).collect()
}

fn upper(c: char) -> char {
    let mut mapped = c.to_uppercase();
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        // Letters with an iota below have a title case; the others of several characters have
        // nothing.
        _ => match c {
            '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => {
                char::from_u32(u32::from(c) + 8).unwrap_or(c)
            }
            '\u{1fb3}' => '\u{1fbc}',
            '\u{1fc3}' => '\u{1fcc}',
            '\u{1ff3}' => '\u{1ffc}',
            _ => c,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{to_lower, to_upper};

    // What `strings.ToUpper` and `strings.ToLower` of Go 1.24 give.
    #[test]
    fn letters_are_mapped_one_by_one() {
        for (text, expected) in [
            ("optional", "OPTIONAL"),
            ("opt\u{131}onal", "OPTIONAL"),
            ("stra\u{df}e", "STRA\u{df}E"),
            ("\u{fb01}le", "\u{fb01}LE"),
            ("\u{149}", "\u{149}"),
            ("\u{1f80}\u{1ff3}", "\u{1f88}\u{1ffc}"),
            ("\u{17f}top", "STOP"),
        ] {
            assert_eq!(to_upper(text), expected);
        }
        for (text, expected) in [
            ("FULL", "full"),
            ("\u{130}NCREMENTAL", "incremental"),
            ("\u{39f}\u{3a3}", "\u{3bf}\u{3c3}"),
            ("1\u{212a}", "1k"),
        ] {
            assert_eq!(to_lower(text), expected);
        }
    }
}
