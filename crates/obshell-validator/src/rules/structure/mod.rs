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
