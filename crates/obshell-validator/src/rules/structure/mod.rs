//! Rules about single values: what the JSON Schema and the forms of numbers demand.

super::rule_files! {
    double_rounded_integer,
    integer_not_plain,
    integer_out_of_range,
    invalid_date_time,
    missing_field,
    null_value,
    number_out_of_range,
    schema_violation,
    unknown_field,
    wrong_payload_shape,
    wrong_type,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::RULES;
    use crate::document::read;
    use crate::rules::{Context, FindingSink};
    use crate::severity::Severity;

    /// What is said of the field `f` by a schema of it.
    fn said(field: &Value, value: &str) -> Vec<String> {
        let schema = json!({
            "properties": {"f": field},
            "$defs": {"small": {"maximum": 9}, "dynamic": {"$dynamicAnchor": "here", "maximum": 9}},
        });
        let text = format!("{{\"f\":{value}}}");
        let (root, errors) = read(text.as_bytes());
        assert!(errors.is_empty(), "{text}");
        let root = root.expect("it is JSON");
        let cx = Context::of_schema(&schema, text.as_bytes(), &root);
        let mut found = Vec::new();
        for implementation in RULES {
            let rule = &implementation.rule;
            let mut findings = FindingSink::new(&cx, rule, Severity::Error, &mut found);
            implementation.check_document(&cx, &mut findings);
        }
        let found = found.iter().map(|finding| {
            let (rule, at) = (finding.rule().id(), finding.pointer());
            format!("{rule} {at}: {}", finding.message())
        });
        found.collect()
    }

    /// A schema, a value that it refuses, and the finding.
    const REFUSED: &[(&str, &str, &str)] = &[
        (
            r#"{"type":"integer"}"#,
            r#""x""#,
            "wrong-type /f: expected integer, found string",
        ),
        (
            r#"{"type":"integer"}"#,
            "null",
            "null-value /f: expected integer, found null",
        ),
        (
            r#"{"type":["integer","null"]}"#,
            r#""x""#,
            "wrong-type /f: expected null or integer, found string",
        ),
        (
            r#"{"type":"string","format":"date-time"}"#,
            r#""today""#,
            r#"invalid-date-time /f: expected RFC 3339 date-time, found "today""#,
        ),
        (
            r#"{"format":"ipv4"}"#,
            r#""x""#,
            r#"schema-violation /f: expected value of the format ipv4 (`format`), found "x""#,
        ),
        (
            r#"{"enum":["a"]}"#,
            r#""b""#,
            r#"schema-violation /f: expected "a" (`enum`), found "b""#,
        ),
        (
            r#"{"enum":["a",1,null]}"#,
            r#""b""#,
            r#"schema-violation /f: expected "a", 1 or null (`enum`), found "b""#,
        ),
        (
            r#"{"enum":[]}"#,
            "1",
            "schema-violation /f: expected one of no values (`enum`), found 1",
        ),
        (
            r#"{"const":1}"#,
            "2",
            "schema-violation /f: expected 1 (`const`), found 2",
        ),
        (
            r#"{"const":"a"}"#,
            r#""b""#,
            r#"schema-violation /f: expected "a" (`const`), found "b""#,
        ),
        (
            r#"{"const":true}"#,
            "false",
            "schema-violation /f: expected true (`const`), found false",
        ),
        (
            r#"{"const":true}"#,
            "1",
            "wrong-type /f: expected boolean, found number",
        ),
        (
            r#"{"const":{"a":1}}"#,
            "{}",
            r#"schema-violation /f: expected {"a":1} (`const`), found 0 fields"#,
        ),
        (
            r#"{"multipleOf":5}"#,
            "7",
            "schema-violation /f: expected multiple of 5 (`multipleOf`), found 7",
        ),
        (
            r#"{"multipleOf":0.5}"#,
            "0.7",
            "schema-violation /f: expected multiple of 0.5 (`multipleOf`), found 0.7",
        ),
        (
            r#"{"maximum":9}"#,
            "10",
            "schema-violation /f: expected 9 or less (`maximum`), found 10",
        ),
        (
            r#"{"exclusiveMaximum":9}"#,
            "9",
            "schema-violation /f: expected less than 9 (`exclusiveMaximum`), found 9",
        ),
        (
            r#"{"minimum":9}"#,
            "8",
            "schema-violation /f: expected 9 or more (`minimum`), found 8",
        ),
        (
            r#"{"exclusiveMinimum":9}"#,
            "9",
            "schema-violation /f: expected more than 9 (`exclusiveMinimum`), found 9",
        ),
        (
            r#"{"maxLength":1}"#,
            r#""ab""#,
            r#"schema-violation /f: expected at most 1 character (`maxLength`), found "ab""#,
        ),
        (
            r#"{"maxLength":2}"#,
            r#""abc""#,
            r#"schema-violation /f: expected at most 2 characters (`maxLength`), found "abc""#,
        ),
        (
            r#"{"minLength":2}"#,
            r#""a""#,
            r#"schema-violation /f: expected at least 2 characters (`minLength`), found "a""#,
        ),
        (
            r#"{"pattern":"^a"}"#,
            r#""b""#,
            r#"schema-violation /f: expected string that matches ^a (`pattern`), found "b""#,
        ),
        (
            r#"{"maxItems":1}"#,
            "[1,2]",
            "schema-violation /f: expected at most 1 item (`maxItems`), found 2 items",
        ),
        (
            r#"{"minItems":2}"#,
            "[1]",
            "schema-violation /f: expected at least 2 items (`minItems`), found 1 item",
        ),
        (
            r#"{"uniqueItems":true}"#,
            "[1,1]",
            "schema-violation /f: expected items that differ (`uniqueItems`), found 2 items",
        ),
        (
            r#"{"contains":{"type":"integer"}}"#,
            r#"["a"]"#,
            "schema-violation /f: expected item that fits the schema (`contains`), found 1 item",
        ),
        (
            r#"{"contains":{"type":"integer"},"minContains":2}"#,
            "[1]",
            "schema-violation /f: expected more items that fit `contains` (`minContains`), found 1 item",
        ),
        (
            r#"{"contains":{"type":"integer"},"maxContains":1}"#,
            "[1,2]",
            "schema-violation /f: expected fewer items that fit `contains` (`maxContains`), found 2 items",
        ),
        (
            r#"{"prefixItems":[{"type":"integer"}]}"#,
            r#"["a"]"#,
            "wrong-type /f/0: expected integer, found string",
        ),
        (
            r#"{"prefixItems":[{}],"items":false}"#,
            "[1,2]",
            "schema-violation /f/1: expected no value (`false`), found 2",
        ),
        (
            r#"{"items":{"type":"integer"}}"#,
            r#"[1,"a"]"#,
            "wrong-type /f/1: expected integer, found string",
        ),
        (
            r#"{"items":false}"#,
            "[1]",
            "schema-violation /f/0: expected no value (`false`), found 1",
        ),
        (
            r#"{"unevaluatedItems":false}"#,
            "[1]",
            "schema-violation /f: expected no further items (`unevaluatedItems`), found 1 item",
        ),
        (
            r#"{"maxProperties":1}"#,
            r#"{"a":1,"b":2}"#,
            "schema-violation /f: expected at most 1 field (`maxProperties`), found 2 fields",
        ),
        (
            r#"{"minProperties":1}"#,
            "{}",
            "schema-violation /f: expected at least 1 field (`minProperties`), found 0 fields",
        ),
        (
            r#"{"required":["a/b"]}"#,
            "{}",
            "missing-field /f/a~1b: missing field `a/b` in /f",
        ),
        (
            r#"{"dependentRequired":{"a":["b"]}}"#,
            r#"{"a":1}"#,
            "missing-field /f/b: missing field `b` in /f",
        ),
        (
            r#"{"properties":{"a":{"maximum":1}}}"#,
            r#"{"a":2}"#,
            "schema-violation /f/a: expected 1 or less (`maximum`), found 2",
        ),
        (
            r#"{"properties":{"a":false}}"#,
            r#"{"a":2}"#,
            "schema-violation /f/a: expected no value (`false`), found 2",
        ),
        (
            r#"{"patternProperties":{"^a":{"maximum":1}}}"#,
            r#"{"ab":2}"#,
            "schema-violation /f/ab: expected 1 or less (`maximum`), found 2",
        ),
        (
            r#"{"additionalProperties":false}"#,
            r#"{"a":2,"b":1}"#,
            "schema-violation /f: expected no other field (`additionalProperties`), found 2 fields",
        ),
        (
            r#"{"properties":{"a":{}},"additionalProperties":false}"#,
            r#"{"a":1,"b c":2}"#,
            r#"schema-violation /f: expected no field "b c" (`additionalProperties`), found 2 fields"#,
        ),
        (
            r#"{"additionalProperties":{"maximum":1}}"#,
            r#"{"a":2}"#,
            "schema-violation /f/a: expected 1 or less (`maximum`), found 2",
        ),
        (
            r#"{"propertyNames":{"maxLength":1}}"#,
            r#"{"ab":2}"#,
            "schema-violation /f: expected each key to be at most 1 character (`propertyNames`), found 1 field",
        ),
        (
            r#"{"propertyNames":{"type":"integer"}}"#,
            r#"{"ab":2}"#,
            "schema-violation /f: expected only keys that the schema allows (`propertyNames`), found 1 field",
        ),
        (
            r#"{"propertyNames":false}"#,
            r#"{"ab":2}"#,
            "schema-violation /f: expected no field (`propertyNames`), found 1 field",
        ),
        (
            r#"{"unevaluatedProperties":false}"#,
            r#"{"a":2}"#,
            r#"schema-violation /f: expected no field "a" (`unevaluatedProperties`), found 1 field"#,
        ),
        (
            r#"{"dependentSchemas":{"a":{"required":["b"]}}}"#,
            r#"{"a":1}"#,
            "missing-field /f/b: missing field `b` in /f",
        ),
        (
            r#"{"allOf":[{"maximum":1}]}"#,
            "2",
            "schema-violation /f: expected 1 or less (`maximum`), found 2",
        ),
        (
            r#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#,
            "2",
            "wrong-type /f: expected string or null, found number",
        ),
        (
            r#"{"anyOf":[{"maximum":1},{"type":"null"}]}"#,
            "2",
            "schema-violation /f: expected 1 or less (`maximum`), found 2",
        ),
        (
            r#"{"anyOf":[{"const":1},{"const":2}]}"#,
            "3",
            "schema-violation /f: expected 1 or 2 (`anyOf`), found 3",
        ),
        (
            r#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#,
            "2",
            "wrong-type /f: expected string or null, found number",
        ),
        (
            r#"{"oneOf":[{"maximum":3},{"minimum":1}]}"#,
            "2",
            "schema-violation /f: expected value that fits one alternative, not several (`oneOf`), found 2",
        ),
        (
            r#"{"oneOf":[{"maximum":1},{"type":"null"}]}"#,
            "2",
            "schema-violation /f: expected 1 or less (`maximum`), found 2",
        ),
        (
            r#"{"not":{"type":"integer"}}"#,
            "2",
            r#"schema-violation /f: expected anything but {"type":"integer"} (`not`), found 2"#,
        ),
        (
            r#"{"if":{"minimum":1},"then":{"maximum":3}}"#,
            "4",
            "schema-violation /f: expected 3 or less (`maximum`), found 4",
        ),
        (
            r#"{"if":{"minimum":5},"else":{"maximum":3}}"#,
            "4",
            "schema-violation /f: expected 3 or less (`maximum`), found 4",
        ),
        (
            r##"{"$ref":"#/$defs/small"}"##,
            "10",
            "schema-violation /f: expected 9 or less (`maximum`), found 10",
        ),
        (
            r##"{"$dynamicRef":"#here"}"##,
            "10",
            "schema-violation /f: expected 9 or less (`maximum`), found 10",
        ),
        (
            "false",
            "1",
            "schema-violation /f: expected no value (`false`), found 1",
        ),
    ];

    /// Keywords of the vocabularies of draft 2020-12 that can refuse a value, alone or with others.
    const KEYWORDS: &[&str] = &[
        "$dynamicRef",
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "contains",
        "dependentRequired",
        "dependentSchemas",
        "else",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "if",
        "items",
        "maxContains",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minContains",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "not",
        "oneOf",
        "pattern",
        "patternProperties",
        "prefixItems",
        "properties",
        "propertyNames",
        "required",
        "then",
        "type",
        "unevaluatedItems",
        "unevaluatedProperties",
        "uniqueItems",
    ];

    #[test]
    fn every_keyword_has_its_message() {
        let mut tried = BTreeSet::new();
        for (field, value, wanted) in REFUSED {
            let schema: Value = serde_json::from_str(field).expect("a schema is JSON");
            assert_eq!(said(&schema, value), [*wanted], "{field} {value}");
            if let Value::Object(keywords) = schema {
                tried.extend(keywords.into_iter().map(|(keyword, _)| keyword));
            }
        }
        assert_eq!(Vec::from_iter(&tried), KEYWORDS);
    }

    #[test]
    fn annotations_refuse_nothing() {
        let annotations = json!({
            "title": "x", "description": "x", "$comment": "x", "default": "x", "examples": ["x"],
            "deprecated": true, "readOnly": true, "writeOnly": true, "contentEncoding": "base64",
            "contentMediaType": "application/json", "contentSchema": {"type": "object"},
        });
        assert!(said(&annotations, r#""?""#).is_empty());
    }
}
