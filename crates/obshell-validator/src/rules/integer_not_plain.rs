use super::{Check, Context, Findings, Rule};
use crate::contract::Shape;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "integer-not-plain",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "an integer is written with a fraction or an exponent",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("integer_not_plain.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    cx.walk(&mut |trail, node, shape| {
        let (Shape::Integer, None, Some(text)) = (shape, trail.integer(), node.number()) else {
            return;
        };
        if text == "-0" || text.contains(['.', 'e', 'E']) {
            findings.span(
                trail.pointer(),
                node.span,
                format!("{text} where the contract holds an integer in plain digits"),
                "the server writes 64-bit integers as digits: something turned this one into a double",
            );
        }
    });
}
