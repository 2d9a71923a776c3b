//! Response bodies to judge: samples, arbitrary valid ones, and each of these
//! with one thing changed. The same seed makes the same bytes.

use std::io;

use serde_json::{Map, Value, json};

#[allow(
    dead_code,
    reason = "what a rule says of its examples is for its own tests"
)]
#[path = "../../../crates/obshell-validator/tests/common/fixtures.rs"]
mod fixtures;

use crate::operation::Operation;
use crate::random::Random;
use crate::samples;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) operation: Operation,
    /// What was changed in it: [`SAMPLE`], [`VALID`], or the name of a change.
    pub(crate) change: &'static str,
    pub(crate) text: String,
}

/// The samples, the examples of the rules, and what the seed makes.
pub(crate) fn documents(seed: u64) -> io::Result<Vec<Document>> {
    let mut documents = committed()?;
    documents.extend(generated(seed));
    Ok(documents)
}

/// The samples, and the examples of the rules.
pub(crate) fn committed() -> io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for operation in Operation::ALL {
        for sample in samples::of(operation.name())? {
            documents.push(Document {
                operation,
                change: SAMPLE,
                text: sample.text,
            });
        }
    }
    documents.extend(examples());
    Ok(documents)
}

/// The examples of the rules about responses that are text.
fn examples() -> impl Iterator<Item = Document> {
    let fixtures = fixtures::fixtures(&crate::root().join("samples"));
    let responses = fixtures.into_iter().filter(|fixture| !fixture.is_request);
    responses.filter_map(|fixture| {
        let mut all = Operation::ALL.into_iter();
        let operation = all.find(|operation| operation.name() == fixture.operation.id())?;
        Some(Document {
            operation,
            change: fixture.rule.id(),
            text: String::from_utf8(fixture.body).ok()?,
        })
    })
}

fn generated(seed: u64) -> Vec<Document> {
    let mut random = Random::new(seed);
    let mut documents = Vec::new();
    for _ in 0..UNCHANGED {
        let (operation, body) = body(&mut random, Outcome::Any);
        documents.push(Document {
            operation,
            change: VALID,
            text: text(&body),
        });
    }
    for (name, change) in changes() {
        for _ in 0..change.times() {
            let (operation, mut body) = body(&mut random, change.outcome());
            let text = change.make(&mut random, operation, &mut body);
            documents.push(Document {
                operation,
                change: name,
                text,
            });
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

// What a valid body is made of.

#[derive(Clone, Copy)]
enum Outcome {
    Any,
    Success,
    Failure,
}

fn body(random: &mut Random, outcome: Outcome) -> (Operation, Value) {
    let operation = random.pick(&Operation::ALL);
    let successful = match outcome {
        Outcome::Any => random.one_in(2),
        Outcome::Success => true,
        Outcome::Failure => false,
    };
    let mut body = Map::new();
    body.insert("successful".into(), successful.into());
    body.insert("timestamp".into(), timestamp(random).into());
    body.insert("duration".into(), integer(random).into());
    let statuses: &[u16] = if successful {
        &[200, 200, 204, 299]
    } else {
        &[400, 401, 404, 500, 599]
    };
    body.insert("status".into(), random.pick(statuses).into());
    body.insert("traceId".into(), string(random).into());
    if successful {
        body.insert("data".into(), data(random, operation));
    } else {
        if random.one_in(3) {
            body.insert("data".into(), Value::Null);
        }
        body.insert("error".into(), error(random));
    }
    (operation, body.into())
}

fn data(random: &mut Random, operation: Operation) -> Value {
    match operation {
        Operation::Tenant => json!({"status": task(random)}),
        Operation::Cluster => {
            let tasks: Vec<Value> = (0..=random.below(2)).map(|_| task(random)).collect();
            json!({"statuses": tasks})
        }
    }
}

/// The integer members of a task.
const INTEGERS: [&str; 19] = [
    "tenant_id",
    "task_id",
    "job_id",
    "incarnation",
    "backup_set_id",
    "start_scn",
    "end_scn",
    "user_ls_start_scn",
    "input_bytes",
    "output_bytes",
    "extra_meta_bytes",
    "tablet_count",
    "finish_tablet_count",
    "macro_block_count",
    "finish_macro_block_count",
    "file_count",
    "meta_turn_id",
    "data_turn_id",
    "result",
];
const STRINGS: [&str; 4] = ["status", "encryption_mode", "comment", "path"];
const TIMESTAMPS: [&str; 2] = ["start_timestamp", "end_timestamp"];

fn task(random: &mut Random) -> Value {
    let mut task = Map::new();
    for name in INTEGERS {
        task.insert(name.into(), integer(random).into());
    }
    for name in TIMESTAMPS {
        task.insert(name.into(), timestamp(random).into());
    }
    let status = random.pick(&[
        "COMPLETED",
        "FAILED",
        "BACKUP_DATA_MINOR",
        "UNKNOWN",
        "",
        "备份中",
    ]);
    task.insert("status".into(), status.into());
    let mode = random.pick(&[
        "NONE",
        "PASSWORD",
        "DUAL_MODE_ENCRYPTION",
        "",
        "None",
        "SM4",
    ]);
    task.insert("encryption_mode".into(), mode.into());
    let rate = random.pick(&[0.0, 144_225.650_3, 5_817_899.888_9, 1e21, 1e-7, -0.5]);
    let rate = if rate == 0.0 { json!(0) } else { json!(rate) };
    task.insert("output_rate_bytes".into(), rate);
    task.insert("comment".into(), string(random).into());
    task.insert("path".into(), string(random).into());
    task.into()
}

fn error(random: &mut Random) -> Value {
    let mut error = Map::new();
    if random.one_in(2) {
        error.insert("code".into(), integer(random).into());
    }
    if random.one_in(2) {
        error.insert("errCode".into(), string(random).into());
    }
    error.insert("message".into(), string(random).into());
    if random.one_in(4) {
        let field = json!({"tag": string(random), "field": "name", "message": string(random)});
        let other = json!({"error": random.pick(&[Value::Null, json!({}), json!([1, "x"])])});
        let forms = [
            json!([]),
            json!([field]),
            json!([other]),
            json!([field, other, {}]),
        ];
        error.insert("subErrors".into(), random.pick(&forms));
    }
    error.into()
}

fn integer(random: &mut Random) -> i64 {
    match random.below(8) {
        0 => 0,
        1 => 1,
        2 => -4072,
        3 => random.pick(&[i64::MAX, i64::MIN, (1 << 53) + 1]),
        4 | 5 => random.pick(&[1_722_236_939_903_501_364, 1_658_739_252_505_427_433]),
        _ => i64::from_ne_bytes(random.next().to_ne_bytes()) >> random.below(60),
    }
}

fn timestamp(random: &mut Random) -> String {
    if random.one_in(8) {
        return "0001-01-01T00:00:00Z".into();
    }
    let day = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        1970 + random.below(130),
        1 + random.below(12),
        1 + random.below(28),
        random.below(24),
        random.below(60),
        random.below(60),
    );
    let fraction = random.pick(&["", ".5", ".723714", ".54002369", ".123456789"]);
    let offset = random.pick(&["Z", "+08:00", "-03:30", "+14:00", "+05:45"]);
    format!("{day}{fraction}{offset}")
}

fn string(random: &mut Random) -> String {
    random
        .pick(&[
            "",
            "11ae266d93f6e7c7",
            "Task.NotFound",
            "未找到任务：no backup task",
            "oss://bucket/backup?host=a&b=<c>",
            "\"quoted\" \\ / \u{8}\u{c}\n\r\t",
            "\u{2028}\u{2029}\u{fffd}\u{7f}\0",
            "😀",
        ])
        .into()
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
    /// A timestamp is this text.
    Timestamp(&'static str),
    /// An integer of 64 bits is spelled like this.
    Integer(&'static str),
    /// The rate is spelled like this.
    Rate(&'static str),
    /// A text is spelled like this.
    Text(&'static str),
    /// One member of one object changes.
    Member(fn(&mut Map<String, Value>, &str)),
    /// Members of the body change.
    Body(Outcome, fn(&mut Random, Operation, &mut Value)),
    /// The finished text changes.
    Whole(fn(&mut Random, &str) -> String),
}

impl Change {
    fn times(self) -> usize {
        match self {
            Self::Member(_) => CHANGED_MEMBERS,
            _ => CHANGED,
        }
    }

    fn outcome(self) -> Outcome {
        match self {
            Self::Rate(_) => Outcome::Success,
            Self::Body(outcome, _) => outcome,
            _ => Outcome::Any,
        }
    }

    fn make(self, random: &mut Random, operation: Operation, body: &mut Value) -> String {
        match self {
            Self::Timestamp(new) => set(random, body, &TIMESTAMPS, &["/timestamp"], new.into()),
            Self::Integer(new) => {
                set(
                    random,
                    body,
                    &INTEGERS,
                    &["/duration", "/error/code"],
                    raw(new),
                );
            }
            Self::Rate(new) => set(random, body, &["output_rate_bytes"], &[], raw(new)),
            Self::Text(new) => {
                let others = ["/traceId", "/error/errCode", "/error/message"];
                set(random, body, &STRINGS, &others, raw(new));
            }
            Self::Member(change) => {
                let (object, name) = member(random, body);
                change(object, &name);
            }
            Self::Body(_, change) => change(random, operation, body),
            Self::Whole(change) => return change(random, &text(body)),
        }
        text(body)
    }
}

fn changes() -> impl Iterator<Item = (&'static str, Change)> {
    let timestamps = TIMESTAMP_CHANGES
        .iter()
        .map(|&(name, text)| (name, Change::Timestamp(text)));
    let integers = INTEGER_CHANGES
        .iter()
        .map(|&(name, text)| (name, Change::Integer(text)));
    let rates = RATE_CHANGES
        .iter()
        .map(|&(name, text)| (name, Change::Rate(text)));
    let texts = TEXT_CHANGES
        .iter()
        .map(|&(name, text)| (name, Change::Text(text)));
    let members = MEMBER_CHANGES
        .iter()
        .map(|&(name, change)| (name, Change::Member(change)));
    let bodies = BODY_CHANGES
        .iter()
        .map(|&(name, outcome, change)| (name, Change::Body(outcome, change)));
    let wholes = WHOLE_CHANGES
        .iter()
        .map(|&(name, change)| (name, Change::Whole(change)));
    timestamps
        .chain(integers)
        .chain(rates)
        .chain(texts)
        .chain(members)
        .chain(bodies)
        .chain(wholes)
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

type BodyChange = (
    &'static str,
    Outcome,
    fn(&mut Random, Operation, &mut Value),
);

const BODY_CHANGES: &[BodyChange] = &[
    ("member-unknown", Outcome::Any, |random, _, body| {
        let value = random.pick(&[json!(1), Value::Null, json!({"a": [1, {"b": 2}]})]);
        object(random, body).insert("added_later".into(), value);
    }),
    ("member-unknown-twice", Outcome::Any, |random, _, body| {
        let object = object(random, body);
        object.insert("added_later".into(), json!(1));
        object.insert(format!("added_later{TWIN}"), json!(2));
    }),
    ("members-in-reverse", Outcome::Any, |random, _, body| {
        let object = object(random, body);
        *object = std::mem::take(object).into_iter().rev().collect();
    }),
    ("successful-flipped", Outcome::Any, |_, _, body| {
        body["successful"] = json!(body["successful"] == json!(false));
    }),
    ("successful-as-text", Outcome::Any, |random, _, body| {
        body["successful"] = random.pick(&[json!("true"), json!("false")]);
    }),
    ("successful-as-number", Outcome::Any, |random, _, body| {
        body["successful"] = random.pick(&[json!(0), json!(1)]);
    }),
    ("success-with-error", Outcome::Success, |random, _, body| {
        body["error"] = error(random);
    }),
    ("success-with-error-null", Outcome::Success, |_, _, body| {
        body["error"] = Value::Null;
    }),
    ("success-with-error-text", Outcome::Success, |_, _, body| {
        body["error"] = json!("");
    }),
    ("success-data-null", Outcome::Success, |_, _, body| {
        body["data"] = Value::Null;
    }),
    ("success-data-array", Outcome::Success, |_, _, body| {
        let data = body["data"].take();
        body["data"] = json!([data]);
    }),
    ("success-data-empty", Outcome::Success, |_, _, body| {
        body["data"] = json!({});
    }),
    (
        "success-data-bare-task",
        Outcome::Success,
        |random, _, body| {
            body["data"] = task(random);
        },
    ),
    (
        "success-data-of-the-other-operation",
        Outcome::Success,
        |random, operation, body| {
            let other = match operation {
                Operation::Tenant => Operation::Cluster,
                Operation::Cluster => Operation::Tenant,
            };
            body["data"] = data(random, other);
        },
    ),
    (
        "success-status-of-a-failure",
        Outcome::Success,
        |random, _, body| {
            body["status"] = random.pick(&[199, 300, 404, 500]).into();
        },
    ),
    (
        "failure-status-of-a-success",
        Outcome::Failure,
        |random, _, body| {
            body["status"] = random.pick(&[200, 299, 399, 600]).into();
        },
    ),
    ("status-not-an-int32", Outcome::Any, |random, _, body| {
        body["status"] =
            random.pick(&[json!(-1), json!(0), json!(65_736), json!(4_294_967_496_i64)]);
    }),
    ("status-fraction", Outcome::Any, |_, _, body| {
        body["status"] = raw(&format!("{}.5", body["status"]));
    }),
    ("status-with-point", Outcome::Any, |_, _, body| {
        body["status"] = raw(&format!("{}.0", body["status"]));
    }),
    ("failure-without-error", Outcome::Failure, |_, _, body| {
        if let Some(body) = body.as_object_mut() {
            body.shift_remove("error");
        }
    }),
    ("failure-error-null", Outcome::Failure, |_, _, body| {
        body["error"] = Value::Null;
    }),
    ("failure-error-text", Outcome::Failure, |_, _, body| {
        body["error"] = json!("Task.NotFound");
    }),
    ("failure-error-empty", Outcome::Failure, |_, _, body| {
        body["error"] = json!({});
    }),
    (
        "failure-with-data",
        Outcome::Failure,
        |random, operation, body| {
            body["data"] = data(random, operation);
        },
    ),
    (
        "failure-with-empty-data",
        Outcome::Failure,
        |random, _, body| {
            body["data"] = random.pick(&[json!({}), json!([]), json!(""), json!(false)]);
        },
    ),
    ("error-code-null", Outcome::Failure, |_, _, body| {
        body["error"]["code"] = Value::Null;
    }),
    ("error-name-null", Outcome::Failure, |_, _, body| {
        body["error"]["errCode"] = Value::Null;
    }),
    ("sub-errors-empty", Outcome::Failure, |_, _, body| {
        body["error"]["subErrors"] = json!([]);
    }),
    ("sub-errors-null", Outcome::Failure, |_, _, body| {
        body["error"]["subErrors"] = Value::Null;
    }),
    ("sub-errors-object", Outcome::Failure, |_, _, body| {
        body["error"]["subErrors"] = json!({});
    }),
    ("sub-errors-of-texts", Outcome::Failure, |_, _, body| {
        body["error"]["subErrors"] = json!(["name is required"]);
    }),
    (
        "sub-errors-wrong-tag",
        Outcome::Failure,
        |random, _, body| {
            let tag = random.pick(&[json!(1), Value::Null, json!({})]);
            body["error"]["subErrors"] = json!([{"tag": tag}]);
        },
    ),
    ("statuses-empty", Outcome::Success, |_, _, body| {
        body["data"] = json!({"statuses": []});
    }),
    ("statuses-null", Outcome::Success, |_, _, body| {
        body["data"] = json!({"statuses": null});
    }),
    ("statuses-with-null", Outcome::Success, |random, _, body| {
        body["data"] = json!({"statuses": [task(random), null]});
    }),
    ("body-array", Outcome::Any, |_, _, body| {
        *body = json!([body.take()]);
    }),
    ("body-scalar", Outcome::Any, |random, _, body| {
        *body = random.pick(&[Value::Null, json!(true), json!(200), json!(""), json!([])]);
    }),
];

type WholeChange = (&'static str, fn(&mut Random, &str) -> String);

const WHOLE_CHANGES: &[WholeChange] = &[
    ("text-indented", |_, text| {
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        format!("\t{body:#}\r\n ")
    }),
    ("text-name-escaped", |random, text| {
        let name = random.pick(&["timestamp", "duration", "status", "traceId"]);
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

/// Puts a value at one of the members of a task or one of the other places,
/// whichever the body has.
fn set(random: &mut Random, body: &mut Value, members: &[&str], others: &[&str], value: Value) {
    let mut places: Vec<String> = Vec::new();
    for task in tasks(body) {
        places.extend(members.iter().map(|member| format!("{task}/{member}")));
    }
    places.extend(others.iter().map(|&other| other.to_owned()));
    places.retain(|place| body.pointer(place).is_some());
    let place = random.pick(&places);
    if let Some(old) = body.pointer_mut(&place) {
        *old = value;
    }
}

/// Where the body's tasks are.
fn tasks(body: &Value) -> Vec<String> {
    let mut tasks = Vec::new();
    if body.pointer("/data/status").is_some() {
        tasks.push("/data/status".to_owned());
    }
    if let Some(Value::Array(statuses)) = body.pointer("/data/statuses") {
        tasks.extend((0..statuses.len()).map(|at| format!("/data/statuses/{at}")));
    }
    tasks
}

/// One of the body's objects: the envelope, its payload, a task or the error.
fn object<'a>(random: &mut Random, body: &'a mut Value) -> &'a mut Map<String, Value> {
    let mut places = tasks(body);
    places.extend([String::new(), "/data".into(), "/error".into()]);
    places.retain(|place| body.pointer(place).is_some_and(Value::is_object));
    let place = random.pick(&places);
    body.pointer_mut(&place)
        .and_then(Value::as_object_mut)
        .expect("only places that are objects were kept")
}

/// One of the body's objects and the name of one of its members.
fn member<'a>(random: &mut Random, body: &'a mut Value) -> (&'a mut Map<String, Value>, String) {
    let object = object(random, body);
    let names: Vec<String> = object.keys().cloned().collect();
    let name = random.pick(&names);
    (object, name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{UNCHANGED, changes, generated, names};

    #[test]
    fn the_same_seed_makes_the_same_documents_and_another_seed_others() {
        assert_eq!(generated(1), generated(1));
        assert_ne!(generated(1), generated(2));
    }

    #[test]
    fn there_are_enough_documents_and_each_change_has_its_own_name() {
        let distinct: BTreeSet<_> = names().collect();
        assert_eq!(distinct.len(), names().count());
        let count = generated(1).len();
        let changed: usize = changes().map(|(_, change)| change.times()).sum();
        assert_eq!(count, UNCHANGED + changed);
        assert!(count >= 2000, "{count}");
    }

    #[test]
    fn no_marker_is_left_in_a_text() {
        for document in generated(1) {
            let marked = document.text.contains(['\u{e000}', '\u{e001}']);
            assert!(!marked, "{}: {}", document.change, document.text);
        }
    }
}
