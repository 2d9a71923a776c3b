use crate::rules::context::quoted;

use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-error-code",
        (Category::Drift, Severity::Warning),
        "the error code is not in the catalogue",
        include_str!("unknown_error_code.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownErrorCode>()]),
};

struct UnknownErrorCode;

impl ObjectRule for UnknownErrorCode {
    const OF: &'static [&'static str] = &["ApiError"];
    const READS: &'static [Read] = &[Read::String("errCode"), Read::Integer("code")];

    fn check<V: View>(error: V, sink: &mut impl Sink<V>) {
        let info = error.operation().info();
        match (error.string(0), error.integer(1)) {
            (Some(name), _) => {
                if !info.errors().any(|known| known.err_code.as_bytes() == name) {
                    sink.report(error, 0, || {
                        let code = error.written(0);
                        let known = info.errors().map(|known| known.err_code);
                        let help = nearly::help(&code, known).unwrap_or_else(|| {
                            "use the HTTP status to handle it: the code may be new in obshell"
                                .to_owned()
                        });
                        (format!("unknown error code {}", quoted(&code)), help)
                    });
                }
            }
            (None, Some(code)) => {
                if !info.numeric_errors().any(|known| known.code == code) {
                    sink.report(error, 1, || {
                        (
                            format!("unknown error code {code} for agents up to 4.3.0.0"),
                            "use the HTTP status to handle it".to_owned(),
                        )
                    });
                }
            }
            (None, None) => {}
        }
    }
}
