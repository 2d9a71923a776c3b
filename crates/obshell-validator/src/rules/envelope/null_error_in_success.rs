use crate::layout::ENVELOPE;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "null-error-in-success",
        (Category::Consistency, Severity::Error),
        "`error` of a success is null where the server omits it",
        include_str!("null_error_in_success.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<NullErrorInSuccess>()]),
};

struct NullErrorInSuccess;

impl ObjectRule for NullErrorInSuccess {
    const OF: &'static [&'static str] = &[ENVELOPE];
    const READS: &'static [Read] = &[Read::Null("error")];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        // In a failure it breaks the schema.
        if envelope.is_success() && envelope.is_null(0) {
            sink.report(envelope, 0, || {
                (
                    "expected no `error`, found null",
                    "check what added the field: the server omits it from a success",
                )
            });
        }
    }
}
