use super::context::quoted;
use super::{Check, Context, Findings, Quiet, Rule};
use crate::contract::Shape;
use crate::document::token;
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unknown-field",
    category: Category::Drift,
    severity: Severity::Warning,
    summary: "a member is not in the contract",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::NoOtherMember]),
        page: include_str!("unknown_field.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    cx.walk(&mut |trail, node, shape| {
        let (Shape::Object { free_form: false, .. }, Some(found)) = (shape, node.members()) else {
            return;
        };
        for (at, member) in found.iter().enumerate() {
            if shape.member(at, &member.name).is_some() {
                continue;
            }
            findings.span(
                format!("{}/{}", trail.pointer(), token(&member.name)),
                member.name_span,
                format!("the contract has no member {} here", quoted(&member.name)),
                "clients skip what they do not know: look whether the server is newer than this contract",
            );
        }
    });
}
