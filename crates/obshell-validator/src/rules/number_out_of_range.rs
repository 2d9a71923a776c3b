use super::{Check, Context, Findings, Rule};
use crate::contract::Shape;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "number-out-of-range",
    category: Category::Structure,
    severity: Severity::Error,
    summary: "a number does not fit a double",
    check: Check::Code {
        run,
        quiet: Some(&[]),
        page: include_str!("number_out_of_range.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    cx.walk(&mut |trail, node, shape| {
        let (Shape::Number, Some(text)) = (shape, node.number()) else {
            return;
        };
        if text.parse::<f64>().is_ok_and(f64::is_infinite) {
            findings.span(
                trail.pointer(),
                node.span,
                format!("{text} does not fit a double"),
                "the server holds the rate in a double, and the database in 28 digits",
            );
        }
    });
}
