//! What a generated client read, compared with what was sent.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::contract::samples::{self, Sample};
use crate::contract::schema::{self, Kind, Place, places};
use crate::contract::{Contract, Operation, component};
use crate::corpus::{Arbitrary, Random};
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
    /// Timestamps are written without fractions of a second.
    Fractions,
    /// Timestamps are turned into UTC; the instant is the same.
    Offsets,
    /// Numbers that no type says anything of are read as doubles.
    Untyped,
    /// A request has the defaults of the fields that it omitted.
    Defaults,
}

impl Loss {
    fn text(self) -> &'static str {
        match self {
            Self::Integers => "integers beyond 2^53 rounded",
            Self::Nanoseconds => "timestamps cut to microseconds",
            Self::Fractions => "timestamps written without fractions of a second",
            Self::Offsets => "timestamps turned into UTC",
            Self::Untyped => "numbers without a type read as doubles",
            Self::Defaults => "omitted fields written with their defaults",
        }
    }
}

/// One body that a client reads or writes.
struct Case {
    name: String,
    /// The type that the generators make for the body.
    component: String,
    text: String,
    expected: Leaves,
    /// How a program of another language gets to it.
    call: Value,
}

/// The values of a body by JSON Pointer.
type Leaves = BTreeMap<String, Leaf>;

/// A value that has no parts; integers as text, so that nothing rounds them.
#[derive(Clone, Debug, PartialEq)]
enum Leaf {
    Exact(String),
    Integer(String),
    Real(f64),
    Time(String),
    /// How many items a list has.
    Items(usize),
    /// What no type says anything of.
    Any(Value),
}

/// What a program of another language made of a case.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    /// The body in JSON, as the client writes it.
    Read(String),
    /// Why there is none.
    Refused(String),
}

/// The bodies that every generated client has to read.
pub(crate) struct Cases<'c> {
    contract: &'c Contract,
    cases: Vec<Case>,
    file: PathBuf,
}

impl<'c> Cases<'c> {
    /// The samples, and what a newer or unusual server could send.
    pub(crate) fn collect(contract: &'c Contract) -> Outcome<Self> {
        let mut cases = Vec::new();
        for operation in &contract.operations {
            let samples = samples::of(&operation.id)?;
            let (mut requests, responses): (Vec<Sample>, Vec<Sample>) =
                samples.into_iter().partition(|sample| sample.is_request);
            // The server accepts more than what a client should send.
            requests.retain(|request| operation.may_send(&request.body));
            let sent = requests.first().map(|sample| sample.text.as_str());
            for sample in &responses {
                cases.push(Case::response(contract, operation, sent, sample)?);
            }
            let success = responses
                .into_iter()
                .find(|sample| sample.body["successful"] == true);
            let Some(success) = success else {
                return Err(Trouble::Failed(format!(
                    "no sample shows a success of {}",
                    operation.id
                )));
            };
            for sample in requests.iter().chain(&full_request(contract, operation)) {
                cases.push(Case::request(contract, operation, sample, &success)?);
            }
            for sample in unusual(contract, operation, &success) {
                cases.push(Case::response(contract, operation, sent, &sample)?);
            }
        }
        let file = workshop::scratch()?.join("cases.json");
        let neutral: Vec<Value> = cases.iter().map(Case::neutral).collect();
        fs::write(&file, format!("{:#}\n", Value::from(neutral)))?;
        Ok(Self {
            contract,
            cases,
            file,
        })
    }

    /// Where the bodies are written for programs of other languages.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The types that the bodies have, each once.
    pub(crate) fn components(&self) -> BTreeSet<&str> {
        self.cases
            .iter()
            .map(|case| case.component.as_str())
            .collect()
    }

    /// The types that the bodies of an operation have, each once, and whether a client
    /// sends it.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = (&'c Operation, &str, bool)> {
        let bodies: BTreeSet<_> = self.cases.iter().map(Case::body).collect();
        let operations = &self.contract.operations;
        bodies
            .into_iter()
            .filter_map(|(id, component, is_request)| {
                let operation = operations.iter().find(|operation| operation.id == id)?;
                Some((operation, component, is_request))
            })
    }

    /// Compares what a program printed: an [`Answer`] for each case by its name.
    pub(crate) fn compare(&self, out: &str, losses: &[Loss]) -> Outcome<Verdict> {
        self.compare_but_for(&[], out, losses)
    }

    /// The same for a program that is known not to read some cases, which it then must not.
    pub(crate) fn compare_but_for(
        &self,
        unread: &[&str],
        out: &str,
        losses: &[Loss],
    ) -> Outcome<Verdict> {
        Ok(self.verdict(&serde_json::from_str(out)?, unread, losses))
    }

    fn verdict(
        &self,
        answers: &BTreeMap<String, Answer>,
        unread: &[&str],
        losses: &[Loss],
    ) -> Verdict {
        let mut wrong = Vec::new();
        let mut not_unread: BTreeSet<&str> = unread.iter().copied().collect();
        let mut times: BTreeMap<Loss, usize> = BTreeMap::new();
        let mut values = 0;
        for case in &self.cases {
            let read = match answers.get(&case.name) {
                Some(Answer::Read(text)) => serde_json::from_str(text).map_err(|e| e.to_string()),
                Some(Answer::Refused(message)) => Err(format!("refused: {message}")),
                None => Err("not read".to_owned()),
            };
            let body: Value = match read {
                Ok(body) => body,
                Err(_) if not_unread.remove(case.name.as_str()) => continue,
                Err(message) => {
                    wrong.push(format!("{}: {message}", case.name));
                    continue;
                }
            };
            let read = leaves(self.contract, &case.component, &body);
            let pointers: BTreeSet<&String> = case.expected.keys().chain(read.keys()).collect();
            for pointer in pointers {
                values += 1;
                match (case.expected.get(pointer), read.get(pointer)) {
                    (Some(wanted), Some(found)) => match wanted.compare(found) {
                        Ok(None) => {}
                        Ok(Some(loss)) => *times.entry(loss).or_default() += 1,
                        Err(()) => {
                            let (found, wanted) = (found.text(), wanted.text());
                            wrong.push(format!("{} {pointer}: {found}, not {wanted}", case.name));
                        }
                    },
                    (Some(_), None) => wrong.push(format!("{} {pointer}: not read", case.name)),
                    (None, _) if is_default(self.contract, &case.component, &body, pointer) => {
                        *times.entry(Loss::Defaults).or_default() += 1;
                    }
                    (None, _) => wrong.push(format!("{} {pointer}: not sent", case.name)),
                }
            }
        }
        for loss in times.keys().filter(|loss| !losses.contains(loss)) {
            wrong.push(format!("{} times {}", times[loss], loss.text()));
        }
        for loss in losses.iter().filter(|loss| !times.contains_key(loss)) {
            wrong.push(format!("never {}, which is expected of it", loss.text()));
        }
        let gone = not_unread.iter();
        wrong.extend(gone.map(|name| format!("{name}: read, which is not expected of it")));
        if !wrong.is_empty() {
            let count = wrong.len();
            return Verdict::Differs(format!("{count} differences\n{}", wrong.join("\n")));
        }
        let bodies = self.cases.len() - unread.len();
        let mut text = format!("{bodies} bodies, {values} values");
        for (loss, count) in times {
            let _ = write!(text, "; not {count} of them: {}", loss.text());
        }
        if !unread.is_empty() {
            let _ = write!(text, "; but for {} of known cause", unread.len());
        }
        Verdict::Agrees(text)
    }
}

/// Changes a body at the places that its schema knows, and returns whether there was
/// anything to change.
type Change = fn(&Contract, &[Place<'_>], &mut Value) -> bool;

/// Changes of a success that a client has to survive.
const UNUSUAL: [(&str, Change); 7] = [
    ("values-not-known", |_, places, body| {
        set(
            places,
            body,
            |place| place.is_open,
            &"BACKUP_TO_THE_MOON".into(),
        )
    }),
    ("values-empty", |_, places, body| {
        set(places, body, |place| place.is_open, &"".into())
    }),
    ("largest-integers", |_, places, body| {
        set(places, body, is_unbounded, &i64::MAX.into())
    }),
    ("smallest-integers", |_, places, body| {
        set(places, body, is_unbounded, &i64::MIN.into())
    }),
    ("fractions", |_, places, body| {
        let number = |place: &Place<'_>| place.kind == Kind::Number;
        set(places, body, number, &json!(5_817_899.888_9))
    }),
    ("members-not-known", |_, places, body| {
        for place in places {
            if place.schema.get("properties").is_some()
                && let Some(Value::Object(members)) = body.pointer_mut(&place.pointer)
            {
                members.shift_insert(0, "added_later".into(), json!({"a": [1]}));
            }
        }
        true
    }),
    ("nulls", |contract, places, body| {
        let mut changed = false;
        for place in places {
            for (name, about) in schema::members(&place.schema["properties"]) {
                let about = schema::resolved(&contract.document, about);
                if schema::types(about).any(|name| name == "null")
                    && let Some(Value::Object(members)) = body.pointer_mut(&place.pointer)
                {
                    members.insert(name.clone(), Value::Null);
                    changed = true;
                }
            }
        }
        changed
    }),
];

/// Bodies that a newer or unusual server could send, and one that has every field.
fn unusual(contract: &Contract, operation: &Operation, success: &Sample) -> Vec<Sample> {
    let document = &contract.document;
    let status = success.body["status"].as_u64().unwrap_or_default();
    let schema = operation.response(status).unwrap_or(&Value::Null);
    let places = places(document, schema, &success.body);
    let mut bodies = Vec::new();
    for (name, change) in UNUSUAL {
        let mut body = success.body.clone();
        if change(contract, &places, &mut body) {
            bodies.push((name.to_owned(), body));
        }
    }
    for status in operation.statuses() {
        let schema = operation.response(status).unwrap_or(&Value::Null);
        let mut body = Arbitrary::new(document, &mut Random::new(status)).full(schema);
        // The document does not say so: the status tells the bodies apart.
        let successful = status < 400;
        body["successful"] = successful.into();
        if !successful {
            // Durations and codes are small. Clients that take pains to read large integers
            // do so for successes.
            let places = schema::places(document, schema, &body);
            set(&places, &mut body, is_unbounded, &10_008.into());
        }
        body["status"] = status.into();
        bodies.push((format!("every-field-{status}"), body));
    }
    let samples = bodies.into_iter().map(|(name, body)| Sample {
        name,
        text: body.to_string(),
        body,
        is_request: false,
    });
    samples.collect()
}

/// A request that has every field.
fn full_request(contract: &Contract, operation: &Operation) -> Option<Sample> {
    let body = Arbitrary::new(&contract.document, &mut Random::new(0)).full(operation.request()?);
    Some(Sample {
        name: "every-field.request".to_owned(),
        text: body.to_string(),
        body,
        is_request: true,
    })
}

fn is_unbounded(place: &Place<'_>) -> bool {
    let bound = |name| place.schema.get(name).is_some();
    place.kind == Kind::Integer
        && place.schema["format"] == "int64"
        && !bound("minimum")
        && !bound("maximum")
}

/// Sets every place that is meant to a value.
fn set(
    places: &[Place<'_>],
    body: &mut Value,
    is_meant: fn(&Place<'_>) -> bool,
    value: &Value,
) -> bool {
    let mut changed = false;
    for place in places.iter().filter(|place| is_meant(place)) {
        if let Some(old) = body.pointer_mut(&place.pointer) {
            *old = value.clone();
            changed = true;
        }
    }
    changed
}

impl Case {
    /// A response that a client reads. `sent` is the request that it is a response to.
    fn response(
        contract: &Contract,
        operation: &Operation,
        sent: Option<&str>,
        sample: &Sample,
    ) -> Outcome<Self> {
        let status = sample.body["status"].as_u64().unwrap_or_default();
        let schema = operation.response(status);
        Self::new(contract, operation, sample, schema, sent, sample)
    }

    /// A request that a client writes. `answer` is how the server responds to it.
    fn request(
        contract: &Contract,
        operation: &Operation,
        sample: &Sample,
        answer: &Sample,
    ) -> Outcome<Self> {
        let schema = operation.request();
        let sent = Some(sample.text.as_str());
        Self::new(contract, operation, sample, schema, sent, answer)
    }

    fn new(
        contract: &Contract,
        operation: &Operation,
        sample: &Sample,
        schema: Option<&Value>,
        sent: Option<&str>,
        answer: &Sample,
    ) -> Outcome<Self> {
        let name = format!("{}/{}", operation.id, sample.name);
        let Some(component) = schema.and_then(component) else {
            return Err(Trouble::Failed(format!("{name} has no component schema")));
        };
        let call = json!({
            "operation": operation.operation_id,
            "tag": operation.tag(),
            "method": operation.method,
            "path": operation.path,
            "parameters": operation.parameters(),
            "body": sent,
            "status": answer.body["status"],
            "answer": answer.text,
            "writes": sample.is_request,
        });
        Ok(Self {
            component: component.to_owned(),
            text: sample.text.clone(),
            expected: leaves(contract, component, &sample.body),
            call,
            name,
        })
    }

    /// The operation, the component, and whether a client sends it.
    fn body(&self) -> (&str, &str, bool) {
        let operation = self.name.split('/').next().unwrap_or_default();
        (operation, &self.component, self.call["writes"] == true)
    }

    /// The case for programs of other languages: `text` is a body of the type `type`.
    /// A client reads it as the answer to a call, or if `writes`, it is what the call sends.
    fn neutral(&self) -> Value {
        let mut neutral = json!({"name": self.name, "type": self.component, "text": self.text});
        for (name, value) in schema::members(&self.call) {
            neutral[name] = value.clone();
        }
        neutral
    }
}

/// The values of a body of a component. Only what has a type counts; `null` and an
/// empty list count as not sent, which is what many generators make of them.
fn leaves(contract: &Contract, component: &str, body: &Value) -> Leaves {
    let schema = &contract.document["components"]["schemas"][component];
    let mut leaves = Leaves::new();
    for place in places(&contract.document, schema, body) {
        let Some(value) = body.pointer(&place.pointer) else {
            continue;
        };
        if let Some(leaf) = Leaf::new(&place, value) {
            leaves.insert(place.pointer, leaf);
        }
    }
    leaves
}

/// Whether a value of a body is what it is if it is omitted.
fn is_default(contract: &Contract, component: &str, body: &Value, pointer: &str) -> bool {
    let schema = &contract.document["components"]["schemas"][component];
    let places = places(&contract.document, schema, body);
    let place = places.iter().find(|place| place.pointer == pointer);
    place.is_some_and(|place| place.schema.get("default") == body.pointer(pointer))
}

impl Leaf {
    fn new(place: &Place<'_>, value: &Value) -> Option<Self> {
        Some(match (place.kind, value) {
            (Kind::Null, _) | (_, Value::Null) => return None,
            (Kind::Any, value) => Self::Any(value.clone()),
            (Kind::Object, Value::Object(members)) => {
                let about = ["properties", "additionalProperties"];
                let is_known = about.iter().any(|name| place.schema[name].is_object());
                if is_known || members.is_empty() {
                    return None;
                }
                Self::Any(value.clone())
            }
            (Kind::Integer, Value::Number(number)) => Self::Integer(number.to_string()),
            (Kind::Number, Value::Number(number)) => Self::Real(number.as_f64()?),
            (Kind::Time, Value::String(text)) => Self::Time(text.clone()),
            (Kind::Text, Value::String(text)) => Self::Exact(text.clone()),
            (Kind::List, Value::Array(items)) => match items.len() {
                0 => return None,
                count => Self::Items(count),
            },
            (_, value) => Self::Exact(value.to_string()),
        })
    }

    fn text(&self) -> String {
        match self {
            Self::Exact(text) | Self::Integer(text) | Self::Time(text) => text.clone(),
            Self::Real(value) => value.to_string(),
            Self::Items(count) => format!("{count} items"),
            Self::Any(value) => value.to_string(),
        }
    }

    /// Whether another value is this one, or this one as far as a poorer type holds it.
    fn compare(&self, found: &Self) -> Result<Option<Loss>, ()> {
        match (self, found) {
            _ if self == found => Ok(None),
            (Self::Integer(text), Self::Integer(found)) => {
                let doubles = rounded(text).zip(rounded(found));
                let same = doubles.is_some_and(|(wanted, found)| wanted == found);
                same.then_some(Some(Loss::Integers)).ok_or(())
            }
            (Self::Any(value), Self::Any(found)) => {
                let same = as_doubles(value) == as_doubles(found);
                same.then_some(Some(Loss::Untyped)).ok_or(())
            }
            (Self::Time(text), Self::Time(found)) => {
                let wanted = DateTime::parse_from_rfc3339(text).map_err(drop)?;
                let read = DateTime::parse_from_rfc3339(found).map_err(drop)?;
                let cut = wanted.trunc_subsecs(6);
                if wanted.offset() == read.offset() && wanted == read {
                    Ok(None)
                } else if wanted.offset() == read.offset() && cut == read {
                    Ok(Some(Loss::Nanoseconds))
                } else if wanted.offset() == read.offset() && wanted.trunc_subsecs(0) == read {
                    Ok(Some(Loss::Fractions))
                } else if read.offset().local_minus_utc() == 0 && wanted == read {
                    Ok(Some(Loss::Offsets))
                } else {
                    Err(())
                }
            }
            _ => Err(()),
        }
    }
}

/// A value in which every number is a double.
fn as_doubles(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.iter().map(as_doubles).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (name.clone(), as_doubles(value)))
                .collect()
        }
        other => other.clone(),
    }
}

/// The double nearest to a number's text, as its bits.
fn rounded(text: &str) -> Option<u64> {
    text.parse().ok().map(f64::to_bits)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use serde_json::{Value, json};

    use super::{Answer, Cases, Leaf, Loss, UNUSUAL};
    use crate::contract::Contract;
    use crate::table::Verdict;

    #[test]
    fn tells_a_rounded_integer_from_a_wrong_one() {
        let integer = |text: &str| Leaf::Integer(text.into());
        let scn = integer("1722236939903501364");
        assert_eq!(scn.compare(&integer("1722236939903501364")), Ok(None));
        let rounded = scn.compare(&integer("1722236939903501300"));
        assert_eq!(rounded, Ok(Some(Loss::Integers)));
        assert!(scn.compare(&integer("1722236939903501000")).is_err());
        assert!(
            scn.compare(&Leaf::Exact("1722236939903501364".into()))
                .is_err()
        );
        assert!(integer("1002").compare(&integer("1002.5")).is_err());
    }

    #[test]
    fn tells_a_number_that_became_a_double_from_a_wrong_one() {
        let wanted = Leaf::Any(json!({"a": [1, "x"]}));
        let compare = |value| wanted.compare(&Leaf::Any(value));
        assert_eq!(compare(json!({"a": [1, "x"]})), Ok(None));
        assert_eq!(compare(json!({"a": [1.0, "x"]})), Ok(Some(Loss::Untyped)));
        assert!(compare(json!({"a": [1.5, "x"]})).is_err());
        assert!(compare(json!({"a": ["1", "x"]})).is_err());
    }

    #[test]
    fn tells_a_cut_timestamp_from_a_wrong_one() {
        let time = |text: &str| Leaf::Time(text.into());
        let wanted = time("2024-10-12T18:16:17.54002369+08:00");
        let compare = |text| wanted.compare(&time(text));
        assert_eq!(compare("2024-10-12T18:16:17.540023690+08:00"), Ok(None));
        let cut = compare("2024-10-12T18:16:17.540023+08:00");
        assert_eq!(cut, Ok(Some(Loss::Nanoseconds)));
        assert!(compare("2024-10-12T18:16:17.540+08:00").is_err());
        let whole = compare("2024-10-12T18:16:17+08:00");
        assert_eq!(whole, Ok(Some(Loss::Fractions)));
        let utc = compare("2024-10-12T10:16:17.54002369Z");
        assert_eq!(utc, Ok(Some(Loss::Offsets)));
        assert!(compare("2024-10-12T10:16:17.540023Z").is_err());
        assert!(compare("2024-10-12T18:16:17.54002369Z").is_err());
    }

    #[test]
    fn agrees_only_with_a_client_that_reads_every_value() {
        let contract = Contract::read().unwrap();
        let cases = Cases::collect(&contract).unwrap();
        let exact: BTreeMap<String, Answer> = cases
            .cases
            .iter()
            .map(|case| (case.name.clone(), Answer::Read(case.text.clone())))
            .collect();
        assert!(matches!(
            cases.verdict(&exact, &[], &[]),
            Verdict::Agrees(_)
        ));
        assert!(matches!(
            cases.verdict(&exact, &[], &[Loss::Integers]),
            Verdict::Differs(_)
        ));
        // What is known not to be read has to be so.
        let known = cases.cases[0].name.as_str();
        assert!(matches!(
            cases.verdict(&exact, &[known], &[]),
            Verdict::Differs(_)
        ));
        let mut refused = exact;
        refused.insert(known.to_owned(), Answer::Refused("no".into()));
        assert!(matches!(
            cases.verdict(&refused, &[known], &[]),
            Verdict::Agrees(_)
        ));
        let other = cases.cases[1].name.as_str();
        assert!(matches!(
            cases.verdict(&refused, &[other], &[]),
            Verdict::Differs(_)
        ));
        for case in cases.cases {
            let name = case.name.clone();
            let body: Value = serde_json::from_str(&case.text).unwrap();
            let mut spoiled = vec![Answer::Refused("no".into())];
            // The last value is changed, or taken away.
            if let Some((pointer, _)) = case.expected.last_key_value() {
                let mut changed = body.clone();
                *changed.pointer_mut(pointer).unwrap() = "another".into();
                spoiled.push(Answer::Read(changed.to_string()));
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                let mut gone = body;
                match gone.pointer_mut(parent).unwrap() {
                    Value::Array(items) => drop(items.pop()),
                    members => drop(members.as_object_mut().unwrap().remove(name)),
                }
                spoiled.push(Answer::Read(gone.to_string()));
            }
            let one = Cases {
                contract: &contract,
                cases: vec![case],
                file: PathBuf::new(),
            };
            let unread = one.verdict(&BTreeMap::new(), &[], &[]);
            assert!(matches!(unread, Verdict::Differs(_)), "{name}");
            for answer in spoiled {
                let answers = BTreeMap::from([(name.clone(), answer)]);
                let verdict = one.verdict(&answers, &[], &[]);
                assert!(matches!(verdict, Verdict::Differs(_)), "{name}");
            }
        }
    }

    #[test]
    fn every_unusual_change_is_made_and_every_component_is_read() {
        let contract = Contract::read().unwrap();
        let cases = Cases::collect(&contract).unwrap();
        for (name, _) in UNUSUAL {
            let name = format!("/{name}");
            assert!(
                cases.cases.iter().any(|case| case.name.ends_with(&name)),
                "{name}"
            );
        }
        // Each field is in a case, so that none is left out of the comparison.
        let mut pointers = cases.cases.iter().flat_map(|case| case.expected.keys());
        for (component, fields) in contract.structures() {
            for name in fields.keys() {
                let is_null = fields[name]["type"] == "null";
                let found = pointers
                    .clone()
                    .any(|pointer| pointer.rsplit('/').any(|token| token == name));
                assert!(found || is_null, "{component}.{name} is in no case");
            }
        }
        assert!(pointers.next().is_some());
    }
}
