//! Values and keys that are unknown, or almost known ones.

use super::context::quoted;
use crate::view::{Sink, View};

/// Reports an enumeration of which the value is unknown.
pub(super) fn report_unknown<V: View>(
    object: V,
    read: usize,
    (what, otherwise): (&str, &'static str),
    sink: &mut impl Sink<V>,
) {
    if object.is_known(read) {
        return;
    }
    sink.report(object, read, || {
        let value = object.written(read);
        let known = object.known(read).iter().copied();
        let help = help(&value, known).unwrap_or_else(|| otherwise.to_owned());
        (format!("unknown {what} {}", quoted(&value)), help)
    });
}

/// What to do about an unknown value or key that differs from a known one only in case or white
/// space.
pub(super) fn help<'k>(value: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let value_words = words(value);
    let found = known
        .into_iter()
        .find(|known| !known.is_empty() && known.eq_ignore_ascii_case(&value_words))?;
    let difference = match (value == value_words, value_words == found) {
        (true, _) => "case",
        (false, true) => "white space",
        (false, false) => "case and white space",
    };
    Some(format!(
        "check what rewrote it: it differs from {found} in {difference} only"
    ))
}

#[cfg(test)]
mod tests {
    use super::help;

    #[test]
    fn case_and_white_space_are_told_apart() {
        for (value, difference) in [
            ("completed", "case"),
            ("Completed", "case"),
            (" COMPLETED", "white space"),
            ("COMPLETED\n", "white space"),
            ("completed ", "case and white space"),
        ] {
            let help = help(value, ["DOING", "COMPLETED"]).expect(value);
            let end = format!("differs from COMPLETED in {difference} only");
            assert!(help.ends_with(&end), "{help}");
        }
    }

    #[test]
    fn other_values_are_not_near() {
        for value in ["", " ", "COMPLETE", "COMPLETED_", "COM PLETED"] {
            assert_eq!(help(value, ["DOING", "COMPLETED"]), None, "{value}");
        }
    }
}
