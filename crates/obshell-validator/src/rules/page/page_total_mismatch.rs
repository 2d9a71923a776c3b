use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "page-total-mismatch",
        (Category::Consistency, Severity::Error),
        "`total_pages` does not follow from `total_elements` and `size`",
        include_str!("page_total_mismatch.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<PageTotalMismatch>()]),
};

struct PageTotalMismatch;

impl ObjectRule for PageTotalMismatch {
    const OF: &'static [&'static str] = &["CustomPage"];
    const READS: &'static [Read] = &[
        Read::Integer("total_pages"),
        Read::Integer("total_elements"),
        Read::Integer("size"),
    ];

    fn check<V: View>(page: V, sink: &mut impl Sink<V>) {
        let (Some(pages), Some(elements), Some(size)) =
            (page.integer(0), page.integer(1), page.integer(2))
        else {
            return;
        };
        let Some(expected) = total_pages(elements, size) else {
            return;
        };
        if pages != expected {
            sink.report(page, 0, || {
                (
                    format!(
                        "expected `total_pages` {expected} (`total_elements` {elements}, `size` \
                         {size}), found {pages}"
                    ),
                    "check which of the numbers was changed: the server computes `total_pages` \
                     from the other two",
                )
            });
        }
    }
}

/// The number of pages as the server computes it: with doubles.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "as in the server"
)]
fn total_pages(elements: i64, size: i64) -> Option<i64> {
    // Another rule is about a size of 0.
    (elements >= 0 && size > 0).then(|| (elements as f64 / size as f64).ceil() as i64)
}
