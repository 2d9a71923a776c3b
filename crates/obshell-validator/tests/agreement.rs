//! The typed reader, the published schema and the validator judge alike.
//!
//! Where they differ on purpose:
//!
//! | document | schema | typed reader and validator | reason |
//! |---|---|---|---|
//! | an integer as `1002.0`, `1e3` or `-0` | takes it | refuse it | JSON Schema sees the value, not its text; the server writes digits |
//! | an integer beyond 64 bits | takes it | refuse it | `format` does not bound it |
//! | a known member twice | cannot see it | refuse it | the schema judges what a parser made of the text |

mod common;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use common::{Sample, samples};
use obshell_types::operations::{self, Visitor};
use obshell_types::{Envelope, TenantBackupOverview, wire};
use obshell_validator::{Category, Operation, Report, SCHEMAS, Validator};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(samples);

/// A document whose scalars are raw text, so that any spelling can be tried.
#[derive(Clone, Debug)]
enum Tree {
    Raw(String),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl From<&Value> for Tree {
    fn from(value: &Value) -> Self {
        match value {
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::from(value)))
                    .collect(),
            ),
            scalar => Self::Raw(scalar.to_string()),
        }
    }
}

impl Tree {
    fn write(&self, text: &mut String) {
        match self {
            Self::Raw(raw) => text.push_str(raw),
            Self::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    text.push_str(if index > 0 { "," } else { "" });
                    item.write(text);
                }
                text.push(']');
            }
            Self::Object(members) => {
                text.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    text.push_str(if index > 0 { "," } else { "" });
                    write!(text, "{}:", Value::from(name.as_str())).expect("to a string");
                    value.write(text);
                }
                text.push('}');
            }
        }
    }

    /// How many values there are in the tree, this one included.
    fn size(&self) -> usize {
        1 + match self {
            Self::Raw(_) => 0,
            Self::Array(items) => items.iter().map(Self::size).sum(),
            Self::Object(members) => members.iter().map(|(_, value)| value.size()).sum(),
        }
    }

    /// The value with this number, counted from the root on.
    fn nth(&mut self, number: usize) -> &mut Self {
        if number == 0 {
            return self;
        }
        let mut rest = number - 1;
        let children: Vec<&mut Self> = match self {
            Self::Raw(_) => Vec::new(),
            Self::Array(items) => items.iter_mut().collect(),
            Self::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
        };
        for child in children {
            let size = child.size();
            if rest < size {
                return child.nth(rest);
            }
            rest -= size;
        }
        unreachable!("the number is below the size")
    }
}

#[derive(Clone, Debug)]
enum Change {
    Replace(Index, &'static str),
    Remove(Index, Index),
    Add(Index, &'static str, &'static str),
    Repeat(Index, Index),
    Reverse(Index),
}

const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1",
    "1.5",
    "1002.0",
    "1.002e3",
    "1e3",
    "1e-400",
    "200",
    "299",
    "300",
    "399",
    "400",
    "404",
    "599",
    "600",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "99999999999999999999999",
    "\"\"",
    "\"NONE\"",
    "\"None\"",
    "\"COMPLETED\"",
    "\"\\u0026\"",
    "[]",
    "{}",
    "[{}]",
    "[[]]",
    "{\"message\":\"m\"}",
    "{\"message\":\"m\",\"code\":1}",
    "{\"message\":\"m\",\"subErrors\":[{\"tag\":1}]}",
    "{\"message\":\"m\",\"subErrors\":[{\"x\":1.5}]}",
    "\"2026-05-09T10:11:12Z\"",
    "\"2026-05-09t10:11:12z\"",
    "\"2026-05-09 10:11:12Z\"",
    "\"2026-02-29T10:11:12Z\"",
    "\"2024-02-29T10:11:12.1234567891+23:59\"",
    "\"2016-12-31T23:59:60Z\"",
    "\"2016-12-31T23:58:60Z\"",
    "\"2017-01-01T07:59:60+08:00\"",
    "\"2026-05-09T10:11:12+0800\"",
    "\"2026-05-09T10:11:12.+08:00\"",
    "\"2026-05-09T10:11:12+24:00\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"0000-01-01T00:00:00+08:00\"",
    "\"9999-12-31T23:59:59-12:00\"",
];

const NAMES: &[&str] = &[
    "successful",
    "timestamp",
    "duration",
    "status",
    "statuses",
    "traceId",
    "data",
    "error",
    "code",
    "errCode",
    "message",
    "subErrors",
    "path",
    "minor_turn_id",
    "Status",
    "",
];

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = any::<Index>;
    let change = prop_oneof![
        4 => (at(), select(VALUES)).prop_map(|(at, value)| Change::Replace(at, value)),
        2 => (at(), at()).prop_map(|(at, member)| Change::Remove(at, member)),
        2 => (at(), select(NAMES), select(VALUES)).prop_map(|(at, name, value)| Change::Add(at, name, value)),
        1 => (at(), at()).prop_map(|(at, member)| Change::Repeat(at, member)),
        1 => at().prop_map(Change::Reverse),
    ];
    prop::collection::vec(change, 0..4)
}

fn changed(mut tree: Tree, changes: &[Change]) -> String {
    for change in changes {
        let size = tree.size();
        match change {
            Change::Replace(at, value) => {
                *tree.nth(at.index(size)) = Tree::Raw((*value).to_owned());
            }
            Change::Remove(at, member) => match tree.nth(at.index(size)) {
                Tree::Object(members) if !members.is_empty() => {
                    members.remove(member.index(members.len()));
                }
                Tree::Array(items) if !items.is_empty() => {
                    items.remove(member.index(items.len()));
                }
                _ => {}
            },
            Change::Add(at, name, value) => {
                if let Tree::Object(members) = tree.nth(at.index(size))
                    && !members.iter().any(|(known, _)| known == name)
                {
                    members.push(((*name).to_owned(), Tree::Raw((*value).to_owned())));
                }
            }
            Change::Repeat(at, member) => {
                if let Tree::Object(members) = tree.nth(at.index(size))
                    && !members.is_empty()
                {
                    members.push(members[member.index(members.len())].clone());
                }
            }
            Change::Reverse(at) => match tree.nth(at.index(size)) {
                Tree::Object(members) => members.reverse(),
                Tree::Array(items) => items.reverse(),
                Tree::Raw(_) => {}
            },
        }
    }
    let mut text = String::new();
    tree.write(&mut text);
    text
}

fn schema_takes(operation: Operation, text: &str) -> bool {
    static COMPILED: LazyLock<HashMap<&str, jsonschema::Validator>> = LazyLock::new(|| {
        let compile = |text: &str| {
            jsonschema::options()
                .should_validate_formats(true)
                .should_ignore_unknown_formats(true)
                .build(&serde_json::from_str(text).expect("a schema is JSON"))
                .expect("a schema compiles")
        };
        let responses = SCHEMAS.iter().filter_map(|schema| {
            let id = schema.name.strip_suffix(".response")?;
            Some((id, compile(schema.text)))
        });
        responses.collect()
    });
    let compiled = &COMPILED[operation.id()];
    serde_json::from_str(text).is_ok_and(|value: Value| compiled.is_valid(&value))
}

fn types_take(operation: Operation, text: &str) -> bool {
    struct Reads<'t>(Operation, &'t str, bool);

    impl Visitor for Reads<'_> {
        fn visit<O: operations::Operation>(&mut self) {
            if self.0.id() == O::ID {
                self.2 = serde_json::from_str::<Envelope<O::Data>>(self.1).is_ok();
            }
        }
    }

    let mut reads = Reads(operation, text, false);
    operations::visit(&mut reads);
    reads.2
}

/// Whether the text and structure hold, whatever the parts say of each other.
fn validator_takes(report: &Report) -> bool {
    !report.findings().iter().any(|finding| {
        matches!(
            finding.rule().category(),
            Category::Text | Category::Structure
        ) || finding.rule().id() == "outcome-contradiction"
    })
}

fn found(report: &Report, ids: &[&str]) -> bool {
    let mut findings = report.findings().iter();
    findings.any(|finding| ids.contains(&finding.rule().id()))
}

/// A repetition that the typed reader skips: of a name that it does not know.
fn repeats_an_unknown_name(report: &Report) -> bool {
    let all = report.findings();
    all.iter().any(|finding| {
        finding.rule().id() == "duplicate-key"
            && (finding.pointer().starts_with("/error/subErrors/")
                || all.iter().any(|other| {
                    other.rule().id() == "unknown-field" && other.pointer() == finding.pointer()
                }))
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn on_changed_samples(sample in any::<Index>(), changes in changes()) {
        let sample = sample.get(&SAMPLES);
        let text = changed(Tree::from(&sample.json()), &changes);
        let operation = sample.operation;
        let report = Validator::for_operation(operation).check(text.as_bytes());

        let schema = schema_takes(operation, &text);
        let types = types_take(operation, &text);
        let validator = validator_takes(&report);

        if types {
            prop_assert!(schema, "only the types take {text}");
        } else if schema {
            let differences = ["integer-not-plain", "integer-out-of-range", "duplicate-key"];
            prop_assert!(found(&report, &differences), "only the schema takes {text}\n{report:#?}");
        }
        if !repeats_an_unknown_name(&report) {
            prop_assert_eq!(types, validator, "{}\n{:#?}", text, report);
        }
    }

    #[test]
    fn on_arbitrary_values(
        numbers in prop::collection::vec(any::<i64>(), 18),
        rate in prop::num::f64::NORMAL | prop::num::f64::ZERO | prop::num::f64::SUBNORMAL,
        texts in prop::collection::vec(any::<String>(), 5),
        times in prop::collection::vec((0_i64..4_000_000_000, 0_u32..1_000_000_000, -86_399_i32 / 60..86_399 / 60), 3),
    ) {
        // A sample with every value replaced keeps to the wire's own order of fields.
        let mut envelope: Envelope<TenantBackupOverview> =
            serde_json::from_slice(&Sample::read("tenant-backup-overview/completed").bytes)
                .expect("the sample reads");
        let time = |(seconds, nanos, minutes): (i64, u32, i32)| {
            let offset = chrono::FixedOffset::east_opt(minutes * 60).expect("less than a day");
            chrono::DateTime::from_timestamp(seconds, nanos)
                .expect("a time")
                .with_timezone(&offset)
        };
        let Envelope::Success(success) = &mut envelope else {
            unreachable!("the sample is a success")
        };
        success.timestamp = time(times[0]);
        success.trace_id.clone_from(&texts[0]);
        let task = &mut success.data.status;
        let mut numbers = numbers.into_iter();
        for field in [
            &mut task.tenant_id,
            &mut task.task_id,
            &mut task.job_id,
            &mut task.incarnation,
            &mut task.backup_set_id,
            &mut task.start_scn,
            &mut task.end_scn,
            &mut task.user_ls_start_scn,
            &mut task.input_bytes,
            &mut task.output_bytes,
            &mut task.extra_meta_bytes,
            &mut task.tablet_count,
            &mut task.finish_tablet_count,
            &mut task.macro_block_count,
            &mut task.finish_macro_block_count,
            &mut task.file_count,
            &mut task.meta_turn_id,
            &mut task.result,
        ] {
            *field = numbers.next().expect("there are enough");
        }
        task.output_rate_bytes = rate;
        task.start_timestamp = time(times[1]);
        task.end_timestamp = (times[2].1 % 2 == 0).then(|| time(times[2]));
        task.status = texts[1].as_str().into();
        task.encryption_mode = texts[2].as_str().into();
        task.comment.clone_from(&texts[3]);
        task.path.clone_from(&texts[4]);

        let text = wire::to_string(&envelope).expect("it has a text");
        prop_assert!(schema_takes(Operation::of::<operations::TenantBackupOverview>(), &text), "{text}");
        let report = Validator::for_operation(Operation::of::<operations::TenantBackupOverview>()).check(text.as_bytes());
        prop_assert!(validator_takes(&report), "{text}\n{report:#?}");

        let read: Envelope<TenantBackupOverview> = serde_json::from_str(&text).expect(&text);
        prop_assert_eq!(&read, &envelope);
        prop_assert_eq!(wire::to_string(&read).expect("it has a text"), text);
    }
}
