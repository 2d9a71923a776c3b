//! Rules about what should not be shared.

use super::context::quoted;
use crate::secrets::SecretKind;

super::rule_files! {
    credentials_in_path,
    credentials_in_text,
}

/// What a field contains, as a message says it.
fn message(field: &str, secret: &SecretKind) -> String {
    let what = match secret {
        SecretKind::Parameter(name) => {
            format!("the parameter {}, which may be secret", quoted(name))
        }
        SecretKind::Bare => "a parameter without a name, which may be secret".to_owned(),
        SecretKind::User => "user information before the host".to_owned(),
        SecretKind::Fragment => "a fragment, which may be secret".to_owned(),
        SecretKind::Password => "the password of an SQL statement".to_owned(),
    };
    format!("`{field}` contains {what}")
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::Operation;
    use crate::layout::{EnvelopeLayout, ValueKind};
    use crate::rules::Check;

    /// Texts that the agent itself makes of names, numbers and words of its own.
    const OWN_TEXTS: [&str; 8] = [
        "backup_type",
        "errCode",
        "field",
        "ip",
        "maintenance_key",
        "name",
        "tag",
        "tenant_name",
    ];

    /// A new text is searched, or said here to be none to search.
    #[test]
    fn every_text_is_searched() {
        let is_searched = |definition: &str, field: &str| {
            RULES.iter().any(|rule| match rule.check {
                Check::Objects(checks) => checks.iter().any(|check| {
                    check.of.contains(&definition)
                        && check.reads.iter().any(|read| read.field() == field)
                }),
                _ => false,
            })
        };
        for operation in Operation::all() {
            let EnvelopeLayout { success, failure } = EnvelopeLayout::of(operation);
            for layout in [success, failure] {
                for object in layout
                    .objects
                    .iter()
                    .filter(|object| !object.pointer.is_empty())
                {
                    for field in object.fields {
                        let is_text = match layout.non_null(field.kind) {
                            ValueKind::String => true,
                            ValueKind::Array(items) => {
                                matches!(layout.arrays[items], ValueKind::String)
                            }
                            _ => false,
                        };
                        let known = OWN_TEXTS.contains(&field.name)
                            || is_searched(object.definition, field.name);
                        assert!(!is_text || known, "{}.{}", object.definition, field.name);
                    }
                }
            }
        }
    }
}
