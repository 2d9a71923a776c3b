use super::{Check, Context, Findings, Rule};
use crate::contract::Shape;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "integer-out-of-range",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "an integer does not fit 64 bits",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("integer_out_of_range.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    cx.walk(&mut |trail, node, shape| {
        let (Shape::Integer, None, Some(text)) = (shape, trail.integer(), node.number()) else {
            return;
        };
        if !text.contains(['.', 'e', 'E']) && text.parse::<i64>().is_err() {
            findings.span(
                trail.pointer(),
                node.span,
                format!("{text} does not fit a signed 64-bit integer"),
                "the server holds integers in 64 bits: it answers 500 where the database has more",
            );
        }
    });
}
