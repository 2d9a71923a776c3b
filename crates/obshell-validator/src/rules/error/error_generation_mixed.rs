use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "error-generation-mixed",
        (Category::Consistency, Severity::Error),
        "`code` and `errCode` match no agent version",
        include_str!("error_generation_mixed.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<ErrorGenerationMixed>()]),
};

struct ErrorGenerationMixed;

impl ObjectRule for ErrorGenerationMixed {
    const OF: &'static [&'static str] = &["ApiError"];
    const READS: &'static [Read] = &[
        Read::Integer("code"),
        Read::Presence("errCode"),
        Read::Presence("code"),
    ];

    fn check<V: View>(error: V, sink: &mut impl Sink<V>) {
        match (error.integer(0), error.contains(1)) {
            (None, false) if !error.contains(2) => sink.report(error, 1, || {
                (
                    "expected `errCode` or `code`, found neither".to_owned(),
                    "check what removed the code: agents up to 4.3.0.0 always send `code`, later \
                     agents always send `errCode`",
                )
            }),
            (Some(code), true) if !BESIDE_ERR_CODE.contains(&code) => sink.report(error, 0, || {
                (
                    format!("expected `code` 1 or 10008 beside `errCode`, found {code}"),
                    "use `errCode`: agents that send it send no `code` other than 1 and 10008",
                )
            }),
            _ => {}
        }
    }
}

/// What `code` can be beside an `errCode`.
const BESIDE_ERR_CODE: [i64; 2] = [1, 10008];
