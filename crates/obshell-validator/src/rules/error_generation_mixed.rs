use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "error-generation-mixed",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "the codes of an error belong to no generation of agents",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Error,
            facts: &[Fact::Integer("code"), Fact::Presence("errCode")],
            test: |error| match (error.integer(0), error.is_present(1)) {
                (None, named) => named,
                (Some(code), named) => !named || BESIDE_ERR_CODE.contains(&code),
            },
        }]),
        page: include_str!("error_generation_mixed.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(error) = cx.error() else {
        return;
    };
    let (code, err_code) = (error.place("code"), error.place("errCode"));
    match (code, err_code) {
        (None, None) => findings.span(
            "/error/errCode",
            error.node.span,
            "the error has neither `code` nor `errCode`",
            "agents up to 4.3.0.0 always send `code`, later ones always `errCode`",
        ),
        (Some(place), Some(_)) => {
            if let Some(code) = error
                .integer("code")
                .filter(|code| !BESIDE_ERR_CODE.contains(code))
            {
                findings.at(
                    place,
                    format!("`code` is {code} beside an `errCode`"),
                    "agents that send `errCode` send `code` only where it is 1 or 10008",
                );
            }
        }
        _ => {}
    }
}

/// What `code` can be where there is an `errCode`.
const BESIDE_ERR_CODE: [i64; 2] = [1, 10008];
