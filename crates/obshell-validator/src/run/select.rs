//! Which findings are listed when there are too many.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::severity::Severity;

/// How many findings are listed for a document.
pub(super) const LIMIT: usize = 1000;

/// Keeps at most [`LIMIT`] items in their order: the first of each rule, then the
/// second of each, and so on, so that a thousand findings of one rule never hide
/// the only one of another.
pub(super) fn select<T>(
    mut items: Vec<T>,
    describe: impl Fn(&T) -> (&'static str, Severity),
) -> Vec<T> {
    if items.len() <= LIMIT {
        return items;
    }
    let mut seen: HashMap<&'static str, usize> = HashMap::new();
    let mut ranked: Vec<_> = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let (rule, severity) = describe(item);
            let rank = seen.entry(rule).or_default();
            *rank += 1;
            (*rank, Reverse(severity), index)
        })
        .collect();
    ranked.select_nth_unstable(LIMIT - 1);
    let mut kept = vec![false; items.len()];
    for (_, _, index) in &ranked[..LIMIT] {
        kept[*index] = true;
    }
    let mut kept = kept.into_iter();
    items.retain(|_| kept.next() == Some(true));
    items
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, select};
    use crate::severity::Severity;

    #[test]
    fn one_rule_does_not_hide_another() {
        let flood = (0..5000).map(|index| ("flood", Severity::Error, index));
        let few = (0..3).map(|index| ("few", Severity::Note, index));
        let items: Vec<_> = flood.chain(few).collect();
        let kept = select(items, |(rule, severity, _)| (*rule, *severity));
        assert_eq!(kept.len(), LIMIT);
        assert_eq!(
            kept[LIMIT - 4..],
            [
                ("flood", Severity::Error, 996),
                ("few", Severity::Note, 0),
                ("few", Severity::Note, 1),
                ("few", Severity::Note, 2),
            ]
        );
        assert!(kept[..997].iter().zip(0..).all(|((_, _, at), n)| *at == n));
    }
}
