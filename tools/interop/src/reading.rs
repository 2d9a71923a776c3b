//! What a generated client read, compared with what the types read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _};
use serde_json::{Value, json};

use crate::operation::Operation;
use crate::samples;
use crate::table::Verdict;
use crate::workshop::{self, Outcome, Trouble};

/// How a generated client changes what it reads, since its language has no type
/// that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loss {
    /// Integers beyond 2^53 are rounded to a double.
    Integers,
    /// Timestamps are cut to microseconds.
    Nanoseconds,
    /// Timestamps are turned into UTC; the instant is the same.
    Offsets,
}

impl Loss {
    fn text(self) -> &'static str {
        match self {
            Self::Integers => "integers beyond 2^53 rounded",
            Self::Nanoseconds => "timestamps cut to microseconds",
            Self::Offsets => "timestamps turned into UTC",
        }
    }
}

/// One body and its members as the types read them.
struct Case {
    name: String,
    operation: Operation,
    text: String,
    expected: BTreeMap<String, Leaf>,
}

/// A member's value; integers as text, so that nothing rounds them.
#[derive(Clone, Debug, PartialEq)]
enum Leaf {
    Exact(String),
    Integer(String),
    Real(f64),
    Time(String),
}

/// The bodies that every generated client has to read.
pub(crate) struct Cases {
    cases: Vec<Case>,
    file: PathBuf,
}

impl Cases {
    /// The samples, and what a newer or unusual server could send.
    pub(crate) fn collect() -> Outcome<Self> {
        let mut cases = Vec::new();
        for operation in Operation::ALL {
            for sample in samples::of(operation.name())? {
                let name = format!("{}/{}", operation.name(), sample.name);
                cases.push(Case::new(name, operation, sample.text)?);
            }
        }
        let running = fs::read_to_string(workshop::committed(
            "samples/tenant-backup-overview/running.json",
        )?)?;
        for (name, old, new) in UNUSUAL {
            if !running.contains(old) {
                return Err(Trouble::Failed(format!("the sample has no {old}")));
            }
            let name = format!("unusual/{name}");
            cases.push(Case::new(
                name,
                Operation::Tenant,
                running.replacen(old, new, 1),
            )?);
        }
        let file = workshop::scratch()?.join("cases.json");
        let neutral: Vec<Value> = cases.iter().map(Case::neutral).collect();
        fs::write(&file, format!("{:#}\n", Value::from(neutral)))?;
        Ok(Self { cases, file })
    }

    /// Where the bodies are written for programs of other languages.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Compares what a program printed: for each case the members it read by
    /// their path, each as text.
    pub(crate) fn compare(&self, out: &str, losses: &[Loss]) -> Outcome<Verdict> {
        let read: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(out)?;
        Ok(self.verdict(&read, losses))
    }

    fn verdict(
        &self,
        read: &BTreeMap<String, BTreeMap<String, String>>,
        losses: &[Loss],
    ) -> Verdict {
        let mut wrong = Vec::new();
        let mut times: BTreeMap<Loss, usize> = BTreeMap::new();
        let mut members = 0;
        let nothing = BTreeMap::new();
        for case in &self.cases {
            let read = read.get(&case.name).unwrap_or(&nothing);
            if let Some(message) = read.get("refused") {
                wrong.push(format!("{}: refused: {message}", case.name));
                continue;
            }
            let paths: BTreeSet<&String> = case.expected.keys().chain(read.keys()).collect();
            for path in paths {
                members += 1;
                match (case.expected.get(path), read.get(path)) {
                    (Some(wanted), Some(found)) => match wanted.compare(found) {
                        Ok(None) => {}
                        Ok(Some(loss)) => *times.entry(loss).or_default() += 1,
                        Err(wanted) => {
                            wrong.push(format!("{} {path}: {found}, not {wanted}", case.name));
                        }
                    },
                    (Some(_), None) => wrong.push(format!("{} {path}: not read", case.name)),
                    (None, _) => wrong.push(format!("{} {path}: not sent", case.name)),
                }
            }
        }
        for loss in times.keys().filter(|loss| !losses.contains(loss)) {
            wrong.push(format!("{} times {}", times[loss], loss.text()));
        }
        for loss in losses.iter().filter(|loss| !times.contains_key(loss)) {
            wrong.push(format!("never {}, which is expected of it", loss.text()));
        }
        if !wrong.is_empty() {
            let count = wrong.len();
            return Verdict::Differs(format!("{count} differences\n{}", wrong.join("\n")));
        }
        let mut text = format!("{} bodies, {members} members", self.cases.len());
        for (loss, count) in times {
            let _ = write!(text, "; cannot hold {count} of them: {}", loss.text());
        }
        Verdict::Agrees(text)
    }
}

/// Changes of a sample that a client has to survive: what it is called, and
/// which text is replaced by which.
const UNUSUAL: [(&str, &str, &str); 8] = [
    (
        "status-not-known",
        "\"BACKUP_DATA_MINOR\"",
        "\"BACKUP_TO_THE_MOON\"",
    ),
    ("mode-empty", "\"NONE\"", "\"\""),
    ("mode-not-known", "\"NONE\"", "\"SM4\""),
    (
        "largest-integer",
        "1778321287696264233",
        "9223372036854775807",
    ),
    (
        "smallest-integer",
        "1778321287696264233",
        "-9223372036854775808",
    ),
    (
        "member-not-known",
        "\"task_id\"",
        "\"added_later\":{\"a\":[1]},\"task_id\"",
    ),
    ("error-null", "\"data\"", "\"error\":null,\"data\""),
    (
        "fraction",
        "\"output_rate_bytes\":0",
        "\"output_rate_bytes\":5817899.8889",
    ),
];

impl Case {
    fn new(name: String, operation: Operation, text: String) -> Outcome<Self> {
        let value = operation.read(&text)?;
        let mut expected = BTreeMap::new();
        leaves("", &value, &mut expected);
        Ok(Self {
            name,
            operation,
            text,
            expected,
        })
    }

    fn neutral(&self) -> Value {
        let expected: BTreeMap<&String, String> = self
            .expected
            .iter()
            .map(|(path, leaf)| (path, leaf.text()))
            .collect();
        json!({
            "name": self.name,
            "operation": self.operation.name(),
            "text": self.text,
            "expected": expected,
        })
    }
}

/// Collects the members by their path. Of an error below an error only what has
/// a type counts, and how many there are; `null` counts as not sent.
fn leaves(path: &str, value: &Value, into: &mut BTreeMap<String, Leaf>) {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, value) in members {
                let typed = ["tag", "field", "message"].contains(&name.as_str());
                if typed || !path.starts_with("error.subErrors.") {
                    leaves(&below(name), value, into);
                }
            }
        }
        Value::Array(items) => {
            into.insert(path.into(), Leaf::Integer(items.len().to_string()));
            for (at, item) in items.iter().enumerate() {
                leaves(&below(&at.to_string()), item, into);
            }
        }
        Value::Bool(value) => {
            into.insert(path.into(), Leaf::Exact(value.to_string()));
        }
        Value::Number(number) => {
            let leaf = match number.as_i64() {
                Some(integer) => Leaf::Integer(integer.to_string()),
                None => Leaf::Real(number.as_f64().unwrap_or(f64::NAN)),
            };
            into.insert(path.into(), leaf);
        }
        Value::String(text) => {
            let time = path.ends_with("timestamp");
            let leaf = if time { Leaf::Time } else { Leaf::Exact };
            into.insert(path.into(), leaf(text.clone()));
        }
    }
}

impl Leaf {
    fn text(&self) -> String {
        match self {
            Self::Exact(text) | Self::Integer(text) | Self::Time(text) => text.clone(),
            Self::Real(value) => value.to_string(),
        }
    }

    /// Whether the text is this value, or this value as far as a poorer type
    /// holds it; otherwise what it should be.
    fn compare(&self, found: &str) -> Result<Option<Loss>, String> {
        match self {
            Self::Exact(text) if text == found => Ok(None),
            Self::Integer(text) if text == found => Ok(None),
            Self::Integer(text)
                if rounded(text).is_some_and(|text| rounded(found) == Some(text)) =>
            {
                Ok(Some(Loss::Integers))
            }
            Self::Real(value) if found.parse() == Ok(*value) => Ok(None),
            Self::Time(text) => {
                let (Ok(wanted), Ok(read)) = (
                    DateTime::parse_from_rfc3339(text),
                    DateTime::parse_from_rfc3339(found),
                ) else {
                    return Err(text.clone());
                };
                let cut = wanted.trunc_subsecs(6);
                if wanted.offset() == read.offset() && wanted == read {
                    Ok(None)
                } else if wanted.offset() == read.offset() && cut == read {
                    Ok(Some(Loss::Nanoseconds))
                } else if read.offset().local_minus_utc() == 0 && wanted == read {
                    Ok(Some(Loss::Offsets))
                } else {
                    Err(text.clone())
                }
            }
            _ => Err(self.text()),
        }
    }
}

/// The double nearest to a number's text, as its bits.
fn rounded(text: &str) -> Option<u64> {
    text.parse().ok().map(f64::to_bits)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Cases, Leaf, Loss};
    use crate::table::Verdict;

    #[test]
    fn tells_a_rounded_integer_from_a_wrong_one() {
        let scn = Leaf::Integer("1778321287696264233".into());
        assert_eq!(scn.compare("1778321287696264233"), Ok(None));
        assert_eq!(scn.compare("1778321287696264200"), Ok(Some(Loss::Integers)));
        assert!(scn.compare("1778321287696264000").is_err());
        assert!(Leaf::Integer("1002".into()).compare("1002.5").is_err());
    }

    #[test]
    fn tells_a_cut_timestamp_from_a_wrong_one() {
        let time = Leaf::Time("2024-10-12T18:16:17.54002369+08:00".into());
        let cut = "2024-10-12T18:16:17.540023+08:00";
        assert_eq!(
            time.compare("2024-10-12T18:16:17.540023690+08:00"),
            Ok(None)
        );
        assert_eq!(time.compare(cut), Ok(Some(Loss::Nanoseconds)));
        assert!(time.compare("2024-10-12T18:16:17.540+08:00").is_err());
        let utc = "2024-10-12T10:16:17.54002369Z";
        assert_eq!(time.compare(utc), Ok(Some(Loss::Offsets)));
        assert!(time.compare("2024-10-12T10:16:17.540023Z").is_err());
        assert!(time.compare("2024-10-12T18:16:17.54002369Z").is_err());
    }

    fn read(cases: &Cases) -> BTreeMap<String, BTreeMap<String, String>> {
        cases
            .cases
            .iter()
            .map(|case| {
                let members = case.expected.iter();
                let members = members.map(|(path, leaf)| (path.clone(), leaf.text()));
                (case.name.clone(), members.collect())
            })
            .collect()
    }

    #[test]
    fn agrees_only_with_a_client_that_reads_every_member() {
        let cases = Cases::collect().unwrap();
        let exact = read(&cases);
        assert!(matches!(cases.verdict(&exact, &[]), Verdict::Agrees(_)));
        assert!(matches!(
            cases.verdict(&exact, &[Loss::Integers]),
            Verdict::Differs(_)
        ));

        let task = "data.status.path";
        let running = "tenant-backup-overview/running";
        for spoil in [
            |members: &mut BTreeMap<String, String>| drop(members.remove("data.status.path")),
            |members: &mut BTreeMap<String, String>| {
                members.insert("data.status.path".into(), "file:///".into());
            },
            |members: &mut BTreeMap<String, String>| {
                members.insert("data.status.other".into(), "1".into());
            },
            |members: &mut BTreeMap<String, String>| {
                members.insert("refused".into(), "no".into());
            },
            |members: &mut BTreeMap<String, String>| members.clear(),
        ] {
            let mut read = exact.clone();
            let members = read.get_mut(running).unwrap();
            assert!(members.contains_key(task));
            spoil(members);
            assert!(matches!(cases.verdict(&read, &[]), Verdict::Differs(_)));
        }
    }

    #[test]
    fn a_task_has_26_members() {
        let cases = Cases::collect().unwrap();
        let running = |name: &&super::Case| name.name.ends_with("/running");
        let case = cases.cases.iter().find(running).unwrap();
        let members = case.expected.keys();
        assert_eq!(
            members
                .filter(|path| path.starts_with("data.status."))
                .count(),
            26
        );
    }
}
