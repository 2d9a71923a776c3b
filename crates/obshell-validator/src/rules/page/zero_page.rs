use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "zero-page",
        (Category::Consistency, Severity::Error),
        "`number` or `size` of a page is 0",
        include_str!("zero_page.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<ZeroPage>()]),
};

struct ZeroPage;

impl ObjectRule for ZeroPage {
    const OF: &'static [&'static str] = &["CustomPage"];
    const READS: &'static [Read] = &[Read::Integer("size"), Read::Integer("number")];

    fn check<V: View>(page: V, sink: &mut impl Sink<V>) {
        for read in 0..Self::READS.len() {
            if page.integer(read) == Some(0) {
                sink.report(page, read, || {
                    let field = Self::READS[read].field();
                    (
                        format!("expected `{field}` of 1 or more, found 0"),
                        "check what changed the page: the server replaces a requested 0 by its \
                         default, 1 or 2147483647",
                    )
                });
            }
        }
    }
}
