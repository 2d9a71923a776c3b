use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "page-too-long",
        (Category::Consistency, Severity::Error),
        "a page has more elements than its `size`",
        include_str!("page_too_long.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<PageTooLong>()]),
};

struct PageTooLong;

impl ObjectRule for PageTooLong {
    const OF: &'static [&'static str] = &["PaginatedBackupJobResponse"];
    const READS: &'static [Read] = &[
        Read::Length("contents"),
        Read::Items("page", &[Read::Integer("size")]),
    ];

    fn check<V: View>(list: V, sink: &mut impl Sink<V>) {
        let size = list.items(1).next().and_then(|page| page.integer(0));
        let (Some(length), Some(size)) = (list.length(0), size) else {
            return;
        };
        // Another rule is about a size of 0.
        if size > 0 && i64::try_from(length).is_ok_and(|length| length > size) {
            sink.report(list, 0, || {
                (
                    format!("`contents` has {length} elements, but `size` is {size}"),
                    "check what joined several pages: the server cuts each at its `size`",
                )
            });
        }
    }
}
