//! The JSON Schema pass: which keywords fail, and where.

mod compiled;
mod json;
mod keyword;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use crate::document::{Node, Span, escape_token};

use compiled::Schema;
pub(crate) use compiled::{Contract, EnvelopeVariant, is_success};
pub(crate) use keyword::Failed;

/// A keyword of the schema that fails.
#[derive(Debug)]
pub(crate) struct Violation<'d> {
    /// The value, or where the missing one should be.
    pub(crate) pointer: String,
    pub(crate) failed: Failed,
    /// The value, unless it is missing.
    pub(crate) value: Option<&'d Node<'d>>,
    /// Its bytes, or those of the object that lacks it.
    pub(crate) span: Span,
}

impl EnvelopeVariant {
    /// Returns the violations of an envelope, at most one for each value.
    pub(crate) fn violations<'d>(&self, root: &'d Node<'d>) -> Vec<Violation<'d>> {
        let mut failures = failures(&self.schema, root);
        for (pointer, failed) in &mut failures {
            if contradicts_outcome(pointer, failed, root) {
                *failed = Failed::Contradiction;
            }
        }
        resolved(failures, root, "")
    }
}

impl Contract {
    /// Returns the violations of a value that is of this definition, which stands at the pointer.
    pub(crate) fn violations<'d>(
        &self,
        definition: &str,
        pointer: &str,
        node: &'d Node<'d>,
    ) -> Vec<Violation<'d>> {
        match self.definition(definition) {
            Some(schema) => resolved(failures(schema, node), node, pointer),
            None => Vec::new(),
        }
    }
}

/// The violations of any schema.
#[cfg(test)]
pub(crate) fn violations_of<'d>(
    schema: &serde_json::Value,
    root: &'d Node<'d>,
) -> Vec<Violation<'d>> {
    let schemas = compiled::compile(schema).expect("the schema compiles");
    resolved(failures(&schemas["#"], root), root, "")
}

/// What fails, with its pointer: at most one failure for each value.
fn failures(schema: &Schema, root: &Node<'_>) -> Vec<(String, Failed)> {
    let mut failures = Vec::new();
    for error in schema.iter_errors(root) {
        collect(&error, &mut failures);
    }
    // The same value can fail several keywords, of which the first one explains the others.
    failures.sort();
    failures.dedup_by(|again, first| again.0 == first.0);
    failures
}

/// Looks up the values. Sorted pointers share their beginnings, so each step is made once.
fn resolved<'d>(
    failures: Vec<(String, Failed)>,
    root: &'d Node<'d>,
    base: &str,
) -> Vec<Violation<'d>> {
    // The values on the way to the last one, by where their pointers end.
    let mut way: Vec<(usize, &Node<'_>)> = vec![(0, root)];
    let mut last = String::new();
    let mut violations = Vec::with_capacity(failures.len());
    for (pointer, failed) in failures {
        let is_on_way = |end: usize| {
            let same = pointer.as_bytes().get(..end) == last.as_bytes().get(..end);
            same && matches!(pointer.as_bytes().get(end), None | Some(b'/'))
        };
        way.retain(|(end, _)| is_on_way(*end));
        let mut value = None;
        while let Some(&(end, node)) = way.last() {
            value = Some(node);
            let Some(rest) = pointer.get(end + 1..) else {
                break;
            };
            let token = rest.split('/').next().unwrap_or_default();
            value = node.child(token);
            match value {
                Some(child) => way.push((end + 1 + token.len(), child)),
                None => break,
            }
        }
        let nearest = way.last().map_or(root, |(_, node)| *node);
        violations.push(Violation {
            pointer: format!("{base}{pointer}"),
            failed,
            value,
            span: value.unwrap_or(nearest).span,
        });
        last = pointer;
    }
    violations
}

fn collect(error: &ValidationError<'_>, failures: &mut Vec<(String, Failed)>) {
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
            let mut meant = context.iter().filter(is_meant);
            if let Some(branch) = meant.next() {
                let alternatives = std::iter::once(branch).chain(meant);
                let expected = alternatives.map(|branch| only_expected(branch, at));
                let expected: Option<Vec<String>> = expected.collect();
                match expected {
                    Some(expected) if expected.len() > 1 => {
                        let keyword = match error.kind() {
                            ValidationErrorKind::AnyOf { .. } => "anyOf",
                            _ => "oneOf",
                        };
                        let expected = expected.join(" or ");
                        failures.push((at.to_owned(), Failed::Other { keyword, expected }));
                    }
                    _ => branch.iter().for_each(|error| collect(error, failures)),
                }
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
                failures.push((at.to_owned(), Failed::Type(types.join(" or "))));
                return;
            }
        }
        ValidationErrorKind::Required { property } => {
            let name = escape_token(property.as_str().unwrap_or_default());
            failures.push((format!("{at}/{name}"), Failed::Missing));
            return;
        }
        _ => {}
    }
    failures.push((at.to_owned(), keyword::failed(error)));
}

/// What an alternative expects, if one keyword of the value itself is all that fails.
fn only_expected(branch: &[ValidationError<'_>], at: &str) -> Option<String> {
    let [error] = branch else { return None };
    let mut failures = Vec::new();
    collect(error, &mut failures);
    match failures.pop() {
        Some((pointer, Failed::Other { expected, .. })) if pointer == at => Some(expected),
        _ => None,
    }
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
