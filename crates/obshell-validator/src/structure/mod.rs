//! The JSON Schema pass: which keywords fail, and where.

mod compiled;
mod json;
mod keyword;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use crate::document::{Node, escape_token};

pub(crate) use compiled::{Contract, EnvelopeVariant};
pub(crate) use keyword::Failed;

/// A keyword of the schema that fails.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// The value, or where the missing one should be.
    pub(crate) pointer: String,
    pub(crate) failed: Failed,
}

impl EnvelopeVariant {
    /// Returns the violations, at most one for each value.
    pub(crate) fn violations(&self, root: &Node<'_>) -> Vec<Violation> {
        let mut violations = Vec::new();
        for error in self.schema.iter_errors(root) {
            collect(&error, root, &mut violations);
        }
        // The same value can fail several keywords, of which the first one explains the others.
        violations.sort();
        violations.dedup_by(|again, first| again.pointer == first.pointer);
        violations
    }
}

fn collect(error: &ValidationError<'_>, root: &Node<'_>, violations: &mut Vec<Violation>) {
    let at = error.instance_path().as_str();
    match error.kind() {
        // The branch that the value was meant for says what is wrong with it.
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let is_meant = |branch: &&Vec<ValidationError<'static>>| {
                !branch.iter().any(|error| {
                    error.instance_path().as_str() == at
                        && matches!(error.kind(), ValidationErrorKind::Type { .. })
                })
            };
            if let Some(branch) = context.iter().find(is_meant) {
                branch
                    .iter()
                    .for_each(|error| collect(error, root, violations));
                return;
            }
            let types = context
                .iter()
                .flatten()
                .filter_map(|error| match error.kind() {
                    ValidationErrorKind::Type { kind } => Some(keyword::types(kind)),
                    _ => None,
                });
            let types: Vec<String> = types.collect();
            if !types.is_empty() {
                add(
                    at.to_owned(),
                    Failed::Type(types.join(" or ")),
                    root,
                    violations,
                );
                return;
            }
        }
        ValidationErrorKind::Required { property } => {
            let name = escape_token(property.as_str().unwrap_or_default());
            add(format!("{at}/{name}"), Failed::Missing, root, violations);
            return;
        }
        _ => {}
    }
    add(
        at.to_owned(),
        keyword::failed(error.kind()),
        root,
        violations,
    );
}

fn add(pointer: String, failed: Failed, root: &Node<'_>, violations: &mut Vec<Violation>) {
    let failed = if contradicts_outcome(&pointer, &failed, root) {
        Failed::Contradiction
    } else {
        failed
    };
    violations.push(Violation { pointer, failed });
}

/// Checks whether a field that decides between success and failure contradicts `successful`:
/// `status` is of the other, or a payload or error is missing or present that should not be.
fn contradicts_outcome(pointer: &str, failed: &Failed, root: &Node<'_>) -> bool {
    match (pointer, failed) {
        ("/status", Failed::Other { keyword, .. }) => {
            matches!(*keyword, "minimum" | "maximum")
        }
        ("/data" | "/error", Failed::Missing | Failed::Type(_)) => {
            let successful = root.get("successful").and_then(Node::as_bool);
            let is_null = || root.pointer(pointer).is_some_and(Node::is_null);
            successful.is_some()
                && match failed {
                    Failed::Type(expected) => expected == "null" || is_null(),
                    _ => true,
                }
        }
        _ => false,
    }
}
