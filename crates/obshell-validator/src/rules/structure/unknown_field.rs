use crate::document::escape_token;
use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Context, FindingSink, Implementation, nearly};
use crate::severity::{Category, Severity};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-field",
        (Category::Drift, Severity::Warning),
        "a field is not in the contract",
        include_str!("unknown_field.md"),
    ),
    check: Check::UnknownFields(run),
};

fn run(cx: &Context<'_>, findings: &mut FindingSink<'_, '_>) {
    let values = cx.values();
    let objects = values.objects();
    for (number, object) in objects.filter(|(_, object)| !object.allows_unknown_fields) {
        let mut pointer = None;
        for member in values.unknown(number) {
            let pointer = pointer.get_or_insert_with(|| cx.pointer_of_container(number));
            let known = object.fields.iter().map(|field| field.name);
            let help = nearly::help(&member.name, known).unwrap_or_else(|| {
                "ignore unknown fields, and check whether the server is newer than this contract"
                    .to_owned()
            });
            findings.report_span(
                format!("{pointer}/{}", escape_token(&member.name)),
                member.name_span,
                format!("unknown field {}", quoted(&member.name)),
                help,
            );
        }
    }
}
