//! Response bodies to judge: samples, arbitrary valid ones, and each of these
//! with one thing changed. The same seed makes the same bytes.

mod arbitrary;
mod random;

use serde_json::{Map, Value, json};

pub(crate) use self::arbitrary::Arbitrary;
pub(crate) use self::random::Random;
use crate::contract::schema::{Kind, Place, members, places, resolved};
use crate::contract::{Contract, Operation, samples};
use crate::workshop::Outcome;

#[allow(
    dead_code,
    reason = "what a rule says of its examples is for its own tests"
)]
#[path = "../../../../crates/obshell-validator/tests/common/fixtures.rs"]
mod fixtures;

/// How many bodies are left as they are.
const UNCHANGED: usize = 600;
/// How many bodies a change is made to.
const CHANGED: usize = 20;
/// How many bodies a change is made to that can meet any member.
const CHANGED_MEMBERS: usize = 100;

/// The names of bodies that nothing was changed in.
pub(crate) const SAMPLE: &str = "sample";
pub(crate) const VALID: &str = "valid";

/// One body to judge.
#[derive(Clone, Debug)]
pub(crate) struct Document<'c> {
    pub(crate) operation: &'c Operation,
    /// What was changed in it: [`SAMPLE`], [`VALID`], or the name of a change.
    pub(crate) change: &'static str,
    pub(crate) text: String,
}

/// The samples, the examples of the rules, and what the seed makes.
pub(crate) fn documents(contract: &Contract, seed: u64) -> Outcome<Vec<Document<'_>>> {
    let mut documents = committed(contract)?;
    documents.extend(generated(contract, seed));
    Ok(documents)
}

/// The samples, and the examples of the rules.
pub(crate) fn committed(contract: &Contract) -> Outcome<Vec<Document<'_>>> {
    let mut documents = Vec::new();
    for operation in &contract.operations {
        let samples = samples::of(&operation.id)?.into_iter();
        for sample in samples.filter(|sample| !sample.is_request) {
            documents.push(Document {
                operation,
                change: SAMPLE,
                text: sample.text,
            });
        }
    }
    documents.extend(examples(contract)?);
    Ok(documents)
}

/// The examples of the rules about responses that are text.
fn examples(contract: &Contract) -> Outcome<Vec<Document<'_>>> {
    let mut checked = Vec::new();
    for operation in &contract.operations {
        checked.push((operation.checked()?, operation));
    }
    let mut documents = Vec::new();
    let fixtures = fixtures::fixtures(&crate::workshop::committed("samples")?).into_iter();
    for fixture in fixtures.filter(|fixture| !fixture.is_request) {
        let mut operations = checked.iter();
        let operation = operations.find(|(checked, _)| *checked == fixture.operation);
        if let (Some((_, operation)), Ok(text)) = (operation, String::from_utf8(fixture.body)) {
            documents.push(Document {
                operation,
                change: fixture.rule.id(),
                text,
            });
        }
    }
    Ok(documents)
}

fn generated(contract: &Contract, seed: u64) -> Vec<Document<'_>> {
    let mut random = Random::new(seed);
    let mut documents = Vec::new();
    for _ in 0..UNCHANGED {
        let body = Body::arbitrary(contract, &mut random, Form::Any);
        documents.push(Document {
            operation: body.operation,
            change: VALID,
            text: text(&body.value),
        });
    }
    for (name, change) in changes() {
        let mut made = 0;
        while made < change.times() {
            let body = Body::arbitrary(contract, &mut random, change.form());
            let operation = body.operation;
            // A body may have nothing that the change is about.
            if let Some(text) = change.make(&mut random, body) {
                documents.push(Document {
                    operation,
                    change: name,
                    text,
                });
                made += 1;
            }
        }
    }
    documents
}

/// The names of all changes, and of the rules that have examples.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let rules = obshell_validator::rules().map(obshell_validator::Rule::id);
    changes().map(|(name, _)| name).chain(rules)
}

/// Which alternative of the envelope a body is.
#[derive(Clone, Copy)]
enum Form {
    Any,
    Success,
    Failure,
}

/// A valid body, before it is changed.
struct Body<'c> {
    contract: &'c Contract,
    operation: &'c Operation,
    value: Value,
}

impl<'c> Body<'c> {
    fn arbitrary(contract: &'c Contract, random: &mut Random, form: Form) -> Self {
        let operations: Vec<&Operation> = contract.operations.iter().collect();
        let operation = random.pick(&operations);
        let successful = match form {
            Form::Any => random.one_in(2),
            Form::Success => true,
            Form::Failure => false,
        };
        let value =
            Arbitrary::new(&operation.schema, random).value(envelope(operation, successful));
        Self {
            contract,
            operation,
            value,
        }
    }

    fn places(&self) -> Vec<Place<'c>> {
        let schema = &self.operation.schema;
        places(schema, schema, &self.value)
    }

    /// One of the places that are meant.
    fn place(&self, random: &mut Random, is_meant: fn(&Place<'_>) -> bool) -> Option<Place<'c>> {
        let mut places = self.places();
        places.retain(is_meant);
        if places.is_empty() {
            return None;
        }
        let at = random.below(places.len());
        Some(places.swap_remove(at))
    }

    fn set(&mut self, place: &Place<'_>, value: Value) {
        *self.value.pointer_mut(&place.pointer).expect("it is there") = value;
    }

    /// One of the objects that are not empty.
    fn object(&mut self, random: &mut Random) -> &mut Map<String, Value> {
        let mut places = self.places();
        places.retain(|place| {
            let members = self
                .value
                .pointer(&place.pointer)
                .and_then(Value::as_object);
            members.is_some_and(|members| !members.is_empty())
        });
        let at = random.below(places.len());
        let object = self.value.pointer_mut(&places[at].pointer);
        let object = object.and_then(Value::as_object_mut);
        object.expect("only objects were kept")
    }

    /// An arbitrary value of a field of one of the envelope's alternatives.
    fn field(&self, random: &mut Random, successful: bool, name: &str) -> Value {
        field(self.operation, random, successful, name)
    }
}

/// The alternative of an operation's envelope that a success, or a failure, has.
fn envelope(operation: &Operation, successful: bool) -> &Value {
    let branches = operation.schema["oneOf"].as_array().into_iter().flatten();
    let mut branches = branches.map(|branch| resolved(&operation.schema, branch));
    branches
        .find(|branch| branch["properties"]["successful"]["const"] == successful)
        .expect("an envelope has two alternatives, told apart by `successful`")
}

fn field(operation: &Operation, random: &mut Random, successful: bool, name: &str) -> Value {
    let schema = &envelope(operation, successful)["properties"][name];
    Arbitrary::new(&operation.schema, random).value(schema)
}

// How a body becomes text.

/// Stands around text that is put into the body as it is.
const RAW: char = '\u{e000}';
/// Tells two members of the same name apart until the body is text.
const TWIN: char = '\u{e001}';

fn raw(text: &str) -> Value {
    format!("{RAW}{text}{RAW}").into()
}

fn text(body: &Value) -> String {
    let mut text = body.to_string().replace(TWIN, "");
    let open = format!("\"{RAW}");
    let close = format!("{RAW}\"");
    while let Some(start) = text.find(&open) {
        let Some(length) = text[start..].find(&close) else {
            break;
        };
        let end = start + length + close.len();
        let inner: String = serde_json::from_str(&text[start..end]).unwrap_or_default();
        text.replace_range(start..end, inner.trim_matches(RAW));
    }
    text
}

// What is changed.

#[derive(Clone, Copy)]
enum Change {
    /// A timestamp has this text.
    Timestamp(&'static str),
    /// A value that the schema knows is spelled like this.
    Spelling(fn(&Place<'_>) -> bool, &'static str),
    /// One member of one object changes.
    Member(fn(&mut Map<String, Value>, &str)),
    /// Members of the body change, if it has what the change is about.
    Body(Form, BodyChange),
    /// The finished text changes.
    Whole(fn(&mut Random, &str) -> String),
}

type BodyChange = fn(&mut Random, &mut Body<'_>) -> Option<()>;

impl Change {
    fn times(self) -> usize {
        match self {
            Self::Member(_) => CHANGED_MEMBERS,
            _ => CHANGED,
        }
    }

    fn form(self) -> Form {
        match self {
            Self::Body(form, _) => form,
            _ => Form::Any,
        }
    }

    fn make(self, random: &mut Random, mut body: Body<'_>) -> Option<String> {
        match self {
            Self::Timestamp(new) => {
                let place = body.place(random, |place| place.kind == Kind::Time)?;
                body.set(&place, new.into());
            }
            Self::Spelling(is_meant, new) => {
                let place = body.place(random, is_meant)?;
                body.set(&place, raw(new));
            }
            Self::Member(change) => {
                let object = body.object(random);
                let names: Vec<String> = object.keys().cloned().collect();
                change(object, &random.pick(&names));
            }
            Self::Body(_, change) => change(random, &mut body)?,
            Self::Whole(change) => return Some(change(random, &text(&body.value))),
        }
        Some(text(&body.value))
    }
}

fn changes() -> impl Iterator<Item = (&'static str, Change)> {
    let timestamps = TIMESTAMP_CHANGES
        .iter()
        .map(|&(name, text)| (name, Change::Timestamp(text)));
    let spellings = SPELLINGS.iter().flat_map(|&(is_meant, changes)| {
        let changes = changes.iter();
        changes.map(move |&(name, text)| (name, Change::Spelling(is_meant, text)))
    });
    let members = MEMBER_CHANGES
        .iter()
        .map(|&(name, change)| (name, Change::Member(change)));
    let bodies = BODY_CHANGES
        .iter()
        .map(|&(name, form, change)| (name, Change::Body(form, change)));
    let wholes = WHOLE_CHANGES
        .iter()
        .map(|&(name, change)| (name, Change::Whole(change)));
    timestamps
        .chain(spellings)
        .chain(members)
        .chain(bodies)
        .chain(wholes)
}

type Spellings = (
    fn(&Place<'_>) -> bool,
    &'static [(&'static str, &'static str)],
);

const SPELLINGS: &[Spellings] = &[
    (is_int64, INTEGER_CHANGES),
    (|place| place.kind == Kind::Number, RATE_CHANGES),
    (|place| place.kind == Kind::Text, TEXT_CHANGES),
];

fn is_int64(place: &Place<'_>) -> bool {
    place.kind == Kind::Integer && place.schema["format"] == "int64"
}

const TIMESTAMP_CHANGES: &[(&str, &str)] = &[
    ("time-lower-case-t", "2026-05-09t10:11:12Z"),
    ("time-lower-case-z", "2026-05-09T10:11:12z"),
    ("time-blank-for-t", "2026-05-09 10:11:12Z"),
    ("time-underscore-for-t", "2026-05-09_10:11:12Z"),
    ("time-offset-without-colon", "2026-05-09T10:11:12+0800"),
    ("time-offset-hours-only", "2026-05-09T10:11:12+08"),
    ("time-offset-unknown", "2026-05-09T10:11:12-00:00"),
    ("time-offset-23-59", "2026-05-09T10:11:12+23:59"),
    ("time-offset-24-00", "2026-05-09T10:11:12+24:00"),
    ("time-offset-minute-60", "2026-05-09T10:11:12+08:60"),
    ("time-offset-missing", "2026-05-09T10:11:12"),
    (
        "time-minus-sign-of-unicode",
        "2026-05-09T10:11:12\u{2212}08:00",
    ),
    (
        "time-ten-fraction-digits",
        "2026-05-09T10:11:12.1234567891+08:00",
    ),
    (
        "time-thirty-fraction-digits",
        "2026-05-09T10:11:12.123456789123456789123456789123Z",
    ),
    ("time-empty-fraction", "2026-05-09T10:11:12.Z"),
    ("time-comma-fraction", "2026-05-09T10:11:12,5Z"),
    ("time-date-only", "2026-05-09"),
    ("time-without-seconds", "2026-05-09T10:11Z"),
    ("time-week-date", "2026-W19-6T10:11:12Z"),
    ("time-month-13", "2026-13-09T10:11:12Z"),
    ("time-month-0", "2026-00-09T10:11:12Z"),
    ("time-day-0", "2026-05-00T10:11:12Z"),
    ("time-february-30", "2026-02-30T10:11:12Z"),
    ("time-february-29-in-a-leap-year", "2024-02-29T10:11:12Z"),
    ("time-february-29-in-another-year", "2026-02-29T10:11:12Z"),
    ("time-february-29-of-1900", "1900-02-29T10:11:12Z"),
    ("time-hour-24", "2026-05-09T24:00:00Z"),
    ("time-minute-60", "2026-05-09T10:60:12Z"),
    ("time-second-60-in-utc", "2016-12-31T23:59:60Z"),
    ("time-second-60-at-an-offset", "2017-01-01T07:59:60+08:00"),
    ("time-second-60-with-fraction", "2016-12-31T23:59:60.5Z"),
    ("time-second-60-in-the-day", "2026-05-09T10:11:60Z"),
    ("time-second-60-local-midnight", "2016-12-31T23:59:60+01:00"),
    ("time-second-61", "2016-12-31T23:59:61Z"),
    ("time-year-0", "0000-05-09T10:11:12Z"),
    ("time-year-9999", "9999-12-31T23:59:59.999999999Z"),
    ("time-year-10000", "10000-05-09T10:11:12Z"),
    ("time-year-signed", "+2026-05-09T10:11:12Z"),
    ("time-one-digit-month", "2026-5-09T10:11:12Z"),
    (
        "time-digits-of-other-scripts",
        "2026-05-0\u{0669}T10:11:12Z",
    ),
    ("time-blank-before", " 2026-05-09T10:11:12Z"),
    ("time-line-end-after", "2026-05-09T10:11:12Z\n"),
    ("time-empty", ""),
];

const INTEGER_CHANGES: &[(&str, &str)] = &[
    ("integer-fraction", "1002.5"),
    ("integer-tiny-fraction", "0.0001"),
    ("integer-with-point", "1002.0"),
    ("integer-with-exponent", "1e3"),
    ("integer-fraction-below-double", "99999999999999999999999.5"),
    ("integer-minus-zero", "-0"),
    ("integer-2-to-the-63", "9223372036854775808"),
    ("integer-below-64-bits", "-9223372036854775809"),
    ("integer-2-to-the-64", "18446744073709551616"),
    ("integer-30-digits", "100000000000000000000000000000"),
    ("integer-1e400", "1e400"),
    ("integer-1e-400", "1e-400"),
    ("integer-as-text", "\"1002\""),
    ("integer-as-boolean", "true"),
    ("integer-as-null", "null"),
    ("integer-as-array", "[1002]"),
    ("integer-as-object", "{}"),
    ("integer-leading-zero", "0123"),
    ("integer-plus-sign", "+1"),
    ("integer-hexadecimal", "0x10"),
    ("integer-without-digits-after-point", "1."),
];

const RATE_CHANGES: &[(&str, &str)] = &[
    ("rate-exponent", "1.442256503E+5"),
    ("rate-17-digits", "144225.65030000001"),
    ("rate-1e400", "1e400"),
    ("rate-1e-400", "1e-400"),
    ("rate-30-digits", "100000000000000000000000000000"),
    ("rate-as-text", "\"144225.6503\""),
    ("rate-as-null", "null"),
    ("rate-as-boolean", "false"),
    ("rate-nan", "NaN"),
    ("rate-infinity", "-Infinity"),
    ("rate-without-leading-digit", ".5"),
];

const TEXT_CHANGES: &[(&str, &str)] = &[
    ("text-as-number", "7"),
    ("text-as-null", "null"),
    ("text-as-boolean", "true"),
    ("text-as-array", "[\"COMPLETED\"]"),
    ("text-as-object", "{\"text\":\"COMPLETED\"}"),
    ("text-empty", "\"\""),
    ("text-not-known", "\"BACKUP_TO_THE_MOON\""),
    ("text-escaped", "\"\\u0043OMPLETED\\/\\u00e9\""),
    ("text-surrogate-pair", "\"\\ud83d\\ude00\""),
    ("text-lone-surrogate", "\"\\ud800\""),
    ("text-bad-escape", "\"\\x41\""),
    ("text-raw-line-end", "\"a\nb\""),
    ("text-single-quotes", "'COMPLETED'"),
];

type MemberChange = (&'static str, fn(&mut Map<String, Value>, &str));

const MEMBER_CHANGES: &[MemberChange] = &[
    ("member-missing", |object, name| {
        object.shift_remove(name);
    }),
    ("member-null", |object, name| object[name] = Value::Null),
    ("member-in-other-case", |object, name| {
        if let Some(value) = object.shift_remove(name) {
            object.insert(name.to_uppercase(), value);
        }
    }),
    ("member-twice-alike", |object, name| {
        let value = object[name].clone();
        object.insert(format!("{name}{TWIN}"), value);
    }),
    ("member-twice-last-wrong", |object, name| {
        object.insert(format!("{name}{TWIN}"), json!([]));
    }),
    ("member-twice-last-right", |object, name| {
        object.shift_insert(0, format!("{name}{TWIN}"), json!([]));
    }),
];

const BODY_CHANGES: &[(&str, Form, BodyChange)] = &[
    ("member-unknown", Form::Any, |random, body| {
        let value = random.pick(&[json!(1), Value::Null, json!({"a": [1, {"b": 2}]})]);
        body.object(random).insert("added_later".into(), value);
        Some(())
    }),
    ("member-unknown-twice", Form::Any, |random, body| {
        let object = body.object(random);
        object.insert("added_later".into(), json!(1));
        object.insert(format!("added_later{TWIN}"), json!(2));
        Some(())
    }),
    ("members-in-reverse", Form::Any, |random, body| {
        let object = body.object(random);
        *object = std::mem::take(object).into_iter().rev().collect();
        Some(())
    }),
    ("optional-member-null", Form::Any, |random, body| {
        let place = body.place(random, |place| optional(place).next().is_some())?;
        let names: Vec<&String> = optional(&place).collect();
        let name = random.pick(&names);
        let object = body.value.pointer_mut(&place.pointer)?;
        object.as_object_mut()?.insert(name.clone(), Value::Null);
        Some(())
    }),
    ("list-empty", Form::Any, |random, body| {
        set_list(random, body, &json!([]))
    }),
    ("list-null", Form::Any, |random, body| {
        set_list(random, body, &Value::Null)
    }),
    ("list-as-object", Form::Any, |random, body| {
        set_list(random, body, &json!({}))
    }),
    ("list-of-texts", Form::Any, |random, body| {
        set_list(random, body, &json!(["name is required"]))
    }),
    ("list-with-null", Form::Any, |random, body| {
        let place = body.place(random, |place| place.kind == Kind::List)?;
        let list = body.value.pointer_mut(&place.pointer)?.as_array_mut()?;
        list.push(Value::Null);
        Some(())
    }),
    ("successful-flipped", Form::Any, |_, body| {
        body.value["successful"] = json!(body.value["successful"] == json!(false));
        Some(())
    }),
    ("successful-as-text", Form::Any, |random, body| {
        body.value["successful"] = random.pick(&[json!("true"), json!("false")]);
        Some(())
    }),
    ("successful-as-number", Form::Any, |random, body| {
        body.value["successful"] = random.pick(&[json!(0), json!(1)]);
        Some(())
    }),
    ("success-with-error", Form::Success, |random, body| {
        body.value["error"] = body.field(random, false, "error");
        Some(())
    }),
    ("success-with-error-null", Form::Success, |_, body| {
        body.value["error"] = Value::Null;
        Some(())
    }),
    ("success-with-error-text", Form::Success, |_, body| {
        body.value["error"] = json!("");
        Some(())
    }),
    ("success-data-null", Form::Success, |_, body| {
        body.value["data"] = Value::Null;
        Some(())
    }),
    ("success-data-array", Form::Success, |_, body| {
        let data = body.value["data"].take();
        body.value["data"] = json!([data]);
        Some(())
    }),
    ("success-data-empty", Form::Success, |_, body| {
        body.value["data"] = json!({});
        Some(())
    }),
    ("success-data-unwrapped", Form::Success, |random, body| {
        let values: Vec<Value> = members(&body.value["data"])
            .map(|(_, value)| value.clone())
            .collect();
        if values.is_empty() {
            return None;
        }
        body.value["data"] = random.pick(&values);
        Some(())
    }),
    (
        "success-data-of-another-operation",
        Form::Success,
        |random, body| {
            let others = body.contract.operations.iter();
            let others: Vec<&Operation> = others
                .filter(|other| other.id != body.operation.id)
                .collect();
            let other = random.pick(&others);
            body.value["data"] = field(other, random, true, "data");
            Some(())
        },
    ),
    (
        "success-status-of-a-failure",
        Form::Success,
        |random, body| {
            body.value["status"] = random.pick(&[199, 300, 404, 500]).into();
            Some(())
        },
    ),
    (
        "failure-status-of-a-success",
        Form::Failure,
        |random, body| {
            body.value["status"] = random.pick(&[200, 299, 399, 600]).into();
            Some(())
        },
    ),
    ("status-not-an-int32", Form::Any, |random, body| {
        let integers = [json!(-1), json!(0), json!(65_736), json!(4_294_967_496_i64)];
        body.value["status"] = random.pick(&integers);
        Some(())
    }),
    ("status-fraction", Form::Any, |_, body| {
        body.value["status"] = raw(&format!("{}.5", body.value["status"]));
        Some(())
    }),
    ("status-with-point", Form::Any, |_, body| {
        body.value["status"] = raw(&format!("{}.0", body.value["status"]));
        Some(())
    }),
    ("failure-without-error", Form::Failure, |_, body| {
        body.value.as_object_mut()?.shift_remove("error");
        Some(())
    }),
    ("failure-error-null", Form::Failure, |_, body| {
        body.value["error"] = Value::Null;
        Some(())
    }),
    ("failure-error-text", Form::Failure, |_, body| {
        body.value["error"] = json!("Task.NotFound");
        Some(())
    }),
    ("failure-error-empty", Form::Failure, |_, body| {
        body.value["error"] = json!({});
        Some(())
    }),
    ("failure-with-data", Form::Failure, |random, body| {
        body.value["data"] = body.field(random, true, "data");
        Some(())
    }),
    ("failure-with-empty-data", Form::Failure, |random, body| {
        body.value["data"] = random.pick(&[json!({}), json!([]), json!(""), json!(false)]);
        Some(())
    }),
    ("body-array", Form::Any, |_, body| {
        body.value = json!([body.value.take()]);
        Some(())
    }),
    ("body-scalar", Form::Any, |random, body| {
        body.value = random.pick(&[Value::Null, json!(true), json!(200), json!(""), json!([])]);
        Some(())
    }),
];

/// The fields of an object that it can do without.
fn optional<'s>(place: &Place<'s>) -> impl Iterator<Item = &'s String> {
    let required = place.schema["required"].as_array().into_iter().flatten();
    let required: Vec<&str> = required.filter_map(Value::as_str).collect();
    members(&place.schema["properties"])
        .map(|(name, _)| name)
        .filter(move |name| !required.contains(&name.as_str()))
}

/// Replaces a list.
fn set_list(random: &mut Random, body: &mut Body<'_>, value: &Value) -> Option<()> {
    let place = body.place(random, |place| place.kind == Kind::List)?;
    body.set(&place, value.clone());
    Some(())
}

type WholeChange = (&'static str, fn(&mut Random, &str) -> String);

const WHOLE_CHANGES: &[WholeChange] = &[
    ("text-indented", |_, text| {
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        format!("\t{body:#}\r\n ")
    }),
    ("text-name-escaped", |random, text| {
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        let names: Vec<&String> = members(&body).map(|(name, _)| name).collect();
        let name = random.pick(&names);
        let (first, rest) = name.split_at(1);
        let code = u32::from(first.as_bytes()[0]);
        text.replacen(
            &format!("\"{name}\":"),
            &format!("\"\\u{code:04x}{rest}\":"),
            1,
        )
    }),
    ("text-empty-document", |_, _| String::new()),
    ("text-cut-off", |random, text| {
        let mut end = text.len() - 1 - random.below(text.len() - 1);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text[..end].into()
    }),
    ("text-trailing-comma", |_, text| {
        format!("{},}}", &text[..text.len() - 1])
    }),
    ("text-two-documents", |_, text| format!("{text}\n{text}")),
    ("text-trailing-letter", |_, text| format!("{text}x")),
    ("text-comment", |_, text| {
        format!("/* from the agent */{text}")
    }),
    ("text-byte-order-mark", |_, text| format!("\u{feff}{text}")),
    ("text-no-break-space", |_, text| format!("\u{a0}{text}")),
    ("text-150-levels-deep", |_, text| {
        let (open, close) = ("[".repeat(150), "]".repeat(150));
        format!("{{\"added_later\":{open}{close},{}", &text[1..])
    }),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{UNCHANGED, changes, generated, names};
    use crate::contract::Contract;

    #[test]
    fn the_same_seed_makes_the_same_documents_and_another_seed_others() {
        let contract = Contract::read().unwrap();
        let texts = |seed| {
            let documents = generated(&contract, seed).into_iter();
            documents.map(|document| document.text).collect::<Vec<_>>()
        };
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
    }

    #[test]
    fn there_are_enough_documents_and_each_change_has_its_own_name() {
        let distinct: BTreeSet<_> = names().collect();
        assert_eq!(distinct.len(), names().count());
        let contract = Contract::read().unwrap();
        let count = generated(&contract, 1).len();
        let changed: usize = changes().map(|(_, change)| change.times()).sum();
        assert_eq!(count, UNCHANGED + changed);
        assert!(count >= 2000, "{count}");
    }

    #[test]
    fn no_marker_is_left_in_a_text() {
        let contract = Contract::read().unwrap();
        for document in generated(&contract, 1) {
            let marked = document.text.contains(['\u{e000}', '\u{e001}']);
            assert!(!marked, "{}: {}", document.change, document.text);
        }
    }
}
