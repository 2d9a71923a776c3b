use obshell_types::{NamedError, NumericError};

use super::context::quoted;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unknown-error-code",
    category: Category::Drift,
    severity: Severity::Warning,
    summary: "the code of an error is none that this route answers",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Error,
            facts: &[Fact::Text("errCode"), Fact::Integer("code")],
            test: |error| match (error.text(0), error.integer(1)) {
                (Some(name), _) => {
                    str::from_utf8(name).is_ok_and(|name| NamedError::of(name).is_some())
                }
                (None, Some(code)) => NumericError::of(code).is_some(),
                (None, None) => true,
            },
        }]),
        page: include_str!("unknown_error_code.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(error) = cx.error() else {
        return;
    };
    if let Some((name, place)) = error.string("errCode").zip(error.place("errCode")) {
        if NamedError::of(name).is_none() {
            findings.at(
                place,
                format!(
                    "{} is no error that this route is known to answer",
                    quoted(name)
                ),
                "handle it by the HTTP status; it may be new in obshell",
            );
        }
    } else if let Some((code, place)) = error.integer("code").zip(error.place("code"))
        && NumericError::of(code).is_none()
    {
        findings.at(
            place,
            format!("{code} is no error that agents up to 4.3.0.0 answer on this route"),
            "handle it by the HTTP status",
        );
    }
}
