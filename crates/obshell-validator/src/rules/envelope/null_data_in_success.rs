use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "null-data-in-success",
        (Category::Consistency, Severity::Error),
        "`data` of a success is null where the server omits it",
        include_str!("null_data_in_success.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<NullDataInSuccess>()]),
};

struct NullDataInSuccess;

impl ObjectRule for NullDataInSuccess {
    /// The success of the operations without a payload.
    const OF: &'static [&'static str] = &["Success"];
    const READS: &'static [Read] = &[Read::Null("data")];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        if envelope.is_null(0) {
            sink.report(envelope, 0, || {
                (
                    "expected no `data`, found null",
                    "check what added the field: the server omits it from a success without a \
                     payload",
                )
            });
        }
    }
}
