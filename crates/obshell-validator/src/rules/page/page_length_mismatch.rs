use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "page-length-mismatch",
        (Category::Consistency, Severity::Warning),
        "the number of elements on a page does not follow from the page",
        include_str!("page_length_mismatch.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<PageLengthMismatch>()]),
};

struct PageLengthMismatch;

impl ObjectRule for PageLengthMismatch {
    const OF: &'static [&'static str] = &["PaginatedBackupJobResponse"];
    const READS: &'static [Read] = &[
        Read::Length("contents"),
        Read::Items(
            "page",
            &[
                Read::Integer("total_elements"),
                Read::Integer("size"),
                Read::Integer("number"),
            ],
        ),
    ];

    fn check<V: View>(list: V, sink: &mut impl Sink<V>) {
        let length = list.length(0).and_then(|length| i64::try_from(length).ok());
        let Some((length, page)) = length.zip(list.items(1).next()) else {
            return;
        };
        let (Some(elements), Some(size), Some(number)) =
            (page.integer(0), page.integer(1), page.integer(2))
        else {
            return;
        };
        // More than `size` is another rule's.
        let expected = length_of(elements, size, number).filter(|_| length <= size);
        if let Some(expected) = expected.filter(|expected| *expected != length) {
            sink.report(list, 0, || {
                (
                    format!(
                        "expected `contents` of length {expected} (`total_elements` {elements}, \
                         `size` {size}, `number` {number}), found {length}"
                    ),
                    "read the page again: the server counts after it has read, so a job that \
                     started or ended in between makes a difference",
                )
            });
        }
    }
}

/// How many elements the page has. `None` for numbers with which the server does not count right.
fn length_of(elements: i64, size: i64, number: i64) -> Option<i64> {
    let before = number.checked_sub(1)?.checked_mul(size)?;
    let numbers = elements >= 0 && size > 0 && before >= 0;
    numbers.then(|| (elements - before).clamp(0, size))
}
