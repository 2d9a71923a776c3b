//! The JSON Schemas of requests' fields. What the server takes in any case has a pattern that
//! spells the letters out: ECMA 262 has no other way that all validators take.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// One of the texts in any case, or an empty one.
fn any_case(texts: &[&str]) -> Schema {
    let spelled: Vec<String> = texts
        .iter()
        .map(|text| {
            text.chars()
                .flat_map(|c| ['[', c.to_ascii_uppercase(), c.to_ascii_lowercase(), ']'])
                .collect()
        })
        .collect();
    pattern(&format!("^({})?$", spelled.join("|")))
}

fn pattern(pattern: &str) -> Schema {
    json_schema!({"type": "string", "pattern": pattern})
}

macro_rules! schemas {
    ($($name:ident: $schema:expr;)+) => {$(
        pub(super) struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+};
}

schemas! {
    Uri: pattern("^(oss|cos|s3|file)://");
    OptionalUri: pattern("^((oss|cos|s3|file)://|$)");
    Mode: any_case(&["full", "incremental"]);
    BackupStatusText: any_case(&["canceled"]);
    ArchiveLogStatusText: any_case(&["STOP", "DOING", "SUSPEND"]);
    Binding: any_case(&["OPTIONAL", "MANDATORY"]);
    Policy: any_case(&["default"]);
    Duration: pattern("^([0-9]+([NnUuMm]?[Ss]|[MmHhDd]))?$");
    Percentage: json_schema!({"type": "integer", "minimum": 0, "maximum": 100});
}
