//! The fast path and the full path tell the same of every document.

mod common;

use common::tree::{Layout, Tree};
use common::{Sample, samples};
use obshell_types::operations::TenantBackupOverview;
use obshell_validator::{
    Category, Finding, Level, Operation, Report, Selector, Severity, Validator, rules,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Everything that a report says, text by text.
fn told(report: &Report) -> Vec<String> {
    common::told(report, |_| true)
}

#[track_caller]
fn compare(validator: &Validator, http_status: Option<u16>, body: &[u8]) {
    let full = validator.check_slow(http_status, body);
    let fast = validator.check_response(http_status, body);
    let body_text = String::from_utf8_lossy(body);
    assert_eq!(told(&fast), told(&full), "{body_text}");
    if http_status.is_none() {
        assert_eq!(validator.conforms(body), full.conforms(), "{body_text}");
    }
}

#[test]
fn samples_need_no_full_path() {
    for sample in samples() {
        let validator = Validator::for_operation(sample.operation);
        for layout in [Layout::Compact, Layout::Pretty, Layout::Spaced] {
            let tree = Tree::read(std::str::from_utf8(&sample.bytes).expect("UTF-8"));
            let body = tree.write(layout).into_bytes();
            compare(&validator, None, &body);
            let full = validator.check_slow(None, &body);
            if full.max_severity() <= Some(Severity::Note) {
                let fast = validator.check_fast(None, &body);
                assert!(fast.is_some(), "{} goes the full path", sample.name);
            }
        }
    }
}

#[test]
fn examples_are_told_alike() {
    for fixture in common::fixtures::fixtures(&common::root()) {
        let validator = Validator::for_operation(fixture.operation);
        compare(&validator, fixture.http_status, &fixture.body);
    }
}

/// Scalars at which readers part ways, and those at which rules do.
const SCALARS: &[&str] = &[
    "null",
    "true",
    "false",
    "nul",
    "[]",
    "{}",
    "0",
    "-0",
    "-0.0",
    "0.0",
    "1",
    "-1",
    "01",
    "1.",
    ".5",
    "-",
    "1002",
    "1001",
    "1003",
    "1002.0",
    "1.002e3",
    "1e400",
    "1e-400",
    "36.0",
    "99999999",
    "100000000",
    "1234567812345678",
    "12345678123456789",
    "9007199254740992",
    "9007199254740993",
    "-9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "99999999999999999999999",
    "1728727696264250400",
    "1728727696264250401",
    "1728727696264250000",
    "1728727696264250500",
    "1778321443446713048",
    "144225.6503",
    "144225.65030000001",
    "0.00009",
    "9007199254740993.5",
    "200",
    "201",
    "204",
    "400",
    "404",
    "418",
    "500",
    "600",
    "2300",
    "10008",
    "-4072",
    "-4016",
    r#""""#,
    r#"" ""#,
    r#""\u0026""#,
    r#""\"""#,
    r#""a\\""#,
    r#""\ud83d\ude00""#,
    r#""\ud83d""#,
    r#""\udc00x""#,
    r#""\uD7FF""#,
    r#""\ue000""#,
    r#""\u00zz""#,
    r#""\x""#,
    "\"\t\"",
    "\"\u{7f}\"",
    "\"é中\u{1f600}\"",
    r#""unclosed"#,
    r#""COMPLETED""#,
    r#""\u0043OMPLETED""#,
    r#""FAILED""#,
    r#""CANCELED""#,
    r#""BACKUP_DATA""#,
    r#""BACKUP_DATA_MINOR""#,
    r#""BACKUP_TO_THE_MOON""#,
    r#""NONE""#,
    r#""None""#,
    r#""N\u004fNE""#,
    r#""UNKNOWN""#,
    r#""Task.NotFound""#,
    r#""Task\u002eNotFound""#,
    r#""Security.Authentication.Header.DecryptFailed""#,
    r#""Nobody.Knows""#,
    r#""oss://b/k?host=h""#,
    r#""oss://b/k?host=h&access_key=k""#,
    r#""oss://b/k?host=h\u0026access_key=k""#,
    r#""oss://b/k?host=h%26access_key%3Dk""#,
    r#""s3:\/\/k:s@b, \"password\": \"p\"""#,
    r#"["a, \"", "token=k", "\\"]"#,
    r#""oss://u:p@b/k""#,
    r#""oss://b@k""#,
    r#""a@b?&&host""#,
    r#""?x""#,
    r#""中?host=h&密=1""#,
    r#""0001-01-01T00:00:00Z""#,
    r#""0001-01-01T08:00:00+08:00""#,
    r#""0001-01-01T00:00:01Z""#,
    r#""0000-01-01T00:00:00Z""#,
    r#""1969-12-31T23:59:59Z""#,
    r#""1970-01-01T00:00:00Z""#,
    r#""2026-05-09T18:10:43.487426+08:00""#,
    r#""2026-05-09T18:08:08.723714+08:00""#,
    r#""2026-05-09T18:08:08.723714Z""#,
    r#""2026-05-09T18:08:08.7237140001+08:00""#,
    r#""2026-05-09T18:08:08.723714001+08:00""#,
    r#""2026-05-09t16:54:26z""#,
    r#""2026-05-09 16:54:26Z""#,
    r#""2026-05-09T18:08:08""#,
    r#""2026-05-09T18:08:08.Z""#,
    r#""2026-05-09T18:08:08+0800""#,
    r#""2026-05-09T18:08:08+24:00""#,
    r#""2026-05-09T18:08:08-00:00""#,
    r#""2026-05-09T18:08:08−08:00""#,
    r#""2026-05-09T18:08:08+23:59""#,
    r#""2026-05-09T24:00:00Z""#,
    r#""2026-05-09T16:60:00Z""#,
    r#""2016-12-31T23:59:60Z""#,
    r#""2026-05-09T16:54:60Z""#,
    r#""2022-02-29T00:00:00Z""#,
    r#""2024-02-29T00:00:00Z""#,
    r#""2100-02-29T00:00:00Z""#,
    r#""2000-02-29T00:00:00Z""#,
    r#""2022-04-31T00:00:00Z""#,
    r#""2022-00-01T00:00:00Z""#,
    r#""2022-13-01T00:00:00Z""#,
    r#""2022-01-00T00:00:00Z""#,
    r#""2200-12-31T23:59:59.999999999Z""#,
    r#""2201-01-01T00:00:00Z""#,
    r#""9999-12-31T23:59:59Z""#,
    r#""2026-05-09T18:08:08.1234567890Z""#,
    r#""2026-05-09\u005418:08:08Z""#,
    r#""2026-05-09T18:08:08Z ""#,
    r#"" 2026-05-09T18:08:08Z""#,
    r#""2026-05-09T1a:54:26Z""#,
];

/// Names of members that the contract has, has elsewhere, or does not have.
const NAMES: &[&str] = &[
    r#""status""#,
    r#""statuses""#,
    r#""data""#,
    r#""error""#,
    r#""errCode""#,
    r#""code""#,
    r#""traceId""#,
    r#""contents""#,
    r#""backup_set_id""#,
    r#""new""#,
    r#""ne\u0077""#,
    r#""st\u0061tus""#,
    r#""a/b~""#,
    r#""""#,
    r#""successful""#,
    r#""subErrors""#,
    r#""中""#,
    r#""finish_macro_block_count_and_a_long_tail""#,
];

/// Values that only a member can have which the contract does not.
const OTHERS: &[&str] = &[
    "{\"a\":1,\"b\":[true,{\"c\":null}]}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "[[[[1,2e9]]]]",
    "[1,]",
    "{\"a\"}",
    "1e400",
    "\"\\ud800\"",
    "{\"a\":{},\"b\":{},\"c\":[],\"d\":0,\"e\":0,\"f\":0,\"g\":0,\"h\":0,\"i\":0}",
];

#[derive(Clone, Debug)]
enum Change {
    Set(Index, &'static str),
    Remove(Index, Index),
    Repeat(Index, Index),
    Move(Index, Index, Index),
    Rename(Index, Index, &'static str),
    Add(Index, Index, &'static str, &'static str),
    Shuffle(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let any = any::<Index>;
    prop_oneof![
        6 => (any(), select(SCALARS)).prop_map(|(at, to)| Change::Set(at, to)),
        1 => (any(), any()).prop_map(|(at, member)| Change::Remove(at, member)),
        1 => (any(), any()).prop_map(|(at, member)| Change::Repeat(at, member)),
        2 => (any(), any(), any()).prop_map(|(at, from, to)| Change::Move(at, from, to)),
        1 => (any(), any(), select(NAMES)).prop_map(|(at, member, name)| Change::Rename(at, member, name)),
        1 => (any(), any(), select(NAMES), select(SCALARS)).prop_map(|(at, to, name, value)| Change::Add(at, to, name, value)),
        1 => (any(), any(), select(NAMES), select(OTHERS)).prop_map(|(at, to, name, value)| Change::Add(at, to, name, value)),
        1 => any().prop_map(Change::Shuffle),
    ]
}

impl Change {
    fn apply(&self, tree: &mut Tree) {
        match self {
            Self::Set(at, to) => tree.change(at.index(1000), |value| {
                // Scalars mostly, lest nothing be left to compare.
                if matches!(value, Tree::Scalar(_)) || at.index(7) == 0 {
                    *value = Tree::Scalar((*to).to_owned());
                }
            }),
            Self::Remove(at, member) => object(tree, *at, |members| {
                members.remove(member.index(members.len()));
            }),
            Self::Repeat(at, member) => object(tree, *at, |members| {
                members.push(members[member.index(members.len())].clone());
            }),
            Self::Move(at, from, to) => object(tree, *at, |members| {
                let moved = members.remove(from.index(members.len()));
                members.insert(to.index(members.len() + 1), moved);
            }),
            Self::Rename(at, member, name) => object(tree, *at, |members| {
                let member = member.index(members.len());
                (*name).clone_into(&mut members[member].0);
            }),
            Self::Add(at, to, name, value) => object(tree, *at, |members| {
                let member = ((*name).to_owned(), Tree::Scalar((*value).to_owned()));
                members.insert(to.index(members.len() + 1), member);
            }),
            Self::Shuffle(by) => tree.values(&mut |value| {
                if let Tree::Object(members) = value {
                    members.sort_by_key(|(name, _)| {
                        name.bytes().fold(by.index(251), |hash, byte| {
                            (hash * 31 + usize::from(byte)) % 65_521
                        })
                    });
                }
            }),
        }
    }
}

/// Changes the members of an object that has some.
fn object(tree: &mut Tree, at: Index, change: impl Fn(&mut Vec<(String, Tree)>)) {
    let mut objects = 0;
    tree.values(&mut |value| {
        objects += usize::from(matches!(value, Tree::Object(members) if !members.is_empty()));
    });
    if objects == 0 {
        return;
    }
    let mut left = at.index(objects);
    tree.values(&mut |value| {
        if let Tree::Object(members) = value
            && !members.is_empty()
        {
            if left == 0 {
                change(members);
            }
            left = left.wrapping_sub(1);
        }
    });
}

/// A document near one of the samples.
fn document() -> impl Strategy<Value = (Operation, String)> {
    document_of(|_| true)
}

fn document_of(wanted: impl Fn(Operation) -> bool) -> impl Strategy<Value = (Operation, String)> {
    let samples: Vec<(Operation, String)> = samples()
        .into_iter()
        .filter(|sample| wanted(sample.operation))
        .map(|sample| {
            (
                sample.operation,
                String::from_utf8(sample.bytes).expect("UTF-8"),
            )
        })
        .collect();
    let layout = select(&[Layout::Compact, Layout::Pretty, Layout::Spaced]);
    (
        select(samples),
        prop::collection::vec(change(), 0..4),
        layout,
    )
        .prop_map(|((operation, text), changes, layout)| {
            let mut tree = Tree::read(&text);
            for change in changes {
                change.apply(&mut tree);
            }
            (operation, tree.write(layout))
        })
}

/// What the user may have set, most often nothing.
fn levels() -> impl Strategy<Value = Vec<(Index, Level)>> {
    let level = select(&[Level::Allow, Level::Warn, Level::Deny]);
    prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec((any::<Index>(), level), 1..12),
    ]
}

fn validator(operation: Operation, levels: &[(Index, Level)]) -> Validator {
    let all: Vec<_> = rules().collect();
    levels.iter().fold(
        Validator::for_operation(operation),
        |validator, (rule, level)| {
            validator.level(Selector::Rule(all[rule.index(all.len())]), *level)
        },
    )
}

proptest! {
    // Shrinking takes too long to be of use: the message shows the document.
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn changed_documents_are_told_alike(
        (operation, text) in document(),
        levels in levels(),
        http_status in prop::option::weighted(0.2, select(&[200, 400, 404, 500])),
    ) {
        compare(&validator(operation, &levels), http_status, text.as_bytes());
    }

    #[test]
    fn damaged_documents_are_told_alike(
        (operation, text) in document(),
        edits in prop::collection::vec((any::<Index>(), any::<u8>(), 0..4), 1..4),
    ) {
        let mut bytes = text.into_bytes();
        for (at, byte, how) in edits {
            let at = at.index(bytes.len() + 1);
            match how {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, byte),
                2 if at < bytes.len() => bytes[at] = byte,
                3 if at < bytes.len() => { bytes.remove(at); }
                _ => {}
            }
        }
        compare(&Validator::for_operation(operation), None, &bytes);
    }
}

/// Each scalar in each place of a document that is otherwise right.
#[test]
fn every_scalar_in_every_place() {
    for sample in [
        "tenant-backup-overview/completed",
        "tenant-backup-overview/404-no-task-data-null",
        "obcluster-backup-overview/documentation",
    ] {
        let sample = Sample::read(sample);
        let tree = Tree::read(std::str::from_utf8(&sample.bytes).expect("UTF-8"));
        let validator = Validator::for_operation(sample.operation);
        let mut count = 0;
        tree.clone().values(&mut |_| count += 1);
        for scalar in SCALARS {
            for at in 0..count {
                let mut changed = tree.clone();
                changed.change(at, |value| *value = Tree::Scalar((*scalar).to_owned()));
                compare(&validator, None, changed.write(Layout::Compact).as_bytes());
            }
        }
    }
}

/// Bytes that are no UTF-8, overlong, half of a surrogate pair, beyond the last
/// character, or right after all.
const BYTES: [&[u8]; 8] = [
    b"\xff",
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc3",
    "\u{e9}".as_bytes(),
    b"\x7f",
];

#[test]
fn bytes_in_known_and_unknown_strings() {
    let sample = Sample::read("tenant-backup-overview/completed");
    let text = String::from_utf8(sample.bytes).expect("UTF-8");
    let drift = Selector::Category(Category::Drift);
    for level in [Level::Warn, Level::Allow] {
        let validator = Validator::for_operation(sample.operation).level(drift, level);
        for bytes in BYTES {
            for place in [
                "7d5531ca",
                "COMPLETED",
                "NONE",
                "oss://",
                "2026-05-09T18:08",
                "trace",
            ] {
                let at = text.find(place).expect("it is there");
                for at in [at, at + place.len()] {
                    let body = [&text.as_bytes()[..at], bytes, &text.as_bytes()[at..]].concat();
                    compare(&validator, None, &body);
                }
            }
            for (before, behind) in [
                ("{\"new\":\"", "\","),
                ("{\"new", "\":1,"),
                ("{\"new\":{\"a", "\":1},"),
            ] {
                let rest = &text.as_bytes()[1..];
                let body = [before.as_bytes(), bytes, behind.as_bytes(), rest].concat();
                compare(&validator, None, &body);
            }
        }
    }
}

#[test]
fn nesting_is_limited_alike() {
    let sample = Sample::read("tenant-backup-overview/completed");
    let text = String::from_utf8(sample.bytes).expect("UTF-8");
    for (rule, level) in [
        ("unknown-field", Level::Warn),
        ("unknown-field", Level::Allow),
    ] {
        let rule = obshell_validator::rule(rule).expect("it is there");
        let validator =
            Validator::for_operation(sample.operation).level(Selector::Rule(rule), level);
        for depth in (1..20).chain(120..130) {
            let value = "[".repeat(depth) + &"]".repeat(depth);
            compare(
                &validator,
                None,
                text.replacen('{', &format!("{{\"new\":{value},"), 1)
                    .as_bytes(),
            );
        }
    }
}

#[test]
fn every_prefix_and_every_gap() {
    let mut samples = samples();
    samples.retain(Sample::is_compact);
    // The shortest success and failure of each operation have all that the others have, but for
    // those whose lists are long.
    samples.sort_by_key(|sample| sample.bytes.len());
    let mut seen = std::collections::HashSet::new();
    samples.retain(|sample| {
        let successful = sample.json()["successful"] == true;
        sample.bytes.len() < 3000 && seen.insert((sample.operation, successful))
    });
    for sample in &samples {
        let validator = Validator::for_operation(sample.operation);
        for at in 0..sample.bytes.len() {
            compare(&validator, None, &sample.bytes[..at]);
            let mut gap = sample.bytes.clone();
            gap.remove(at);
            compare(&validator, None, &gap);
        }
    }
}

/// The corpus of the fuzz target, read as the target reads it.
#[test]
fn what_the_fuzzer_kept() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/paths");
    let mut count = 0;
    for file in std::fs::read_dir(corpus).expect("the corpus is there") {
        let bytes = std::fs::read(file.expect("it can be listed").path()).expect("a file");
        let Some((how, body)) = bytes.split_first() else {
            continue;
        };
        let mut validator = Validator::for_operation(operation(*how));
        if how & 4 != 0 {
            let drift = Selector::Category(Category::Drift);
            validator = validator.level(drift, Level::Allow);
        }
        compare(&validator, (how & 2 != 0).then_some(200), body);
        count += 1;
    }
    assert!(count > 100);
}

/// As in the fuzz target.
fn operation(how: u8) -> Operation {
    let id = match (how >> 3, how & 1) {
        (0, 0) => "tenant-backup-overview",
        (0, _) => "obcluster-backup-overview",
        (number, _) => {
            let all = Operation::all();
            return all
                .clone()
                .nth(usize::from(number) % all.len())
                .expect("it is one");
        }
    };
    id.parse().expect("it is one")
}

/// A tally tells everything but the notes that it has told before, and counts those.
#[test]
fn a_tally_leaves_out_what_was_told() {
    let mut notes = 0;
    for operation in Operation::all() {
        let validator = Validator::for_operation(operation);
        let mut tally = validator.tally();
        let mut told_notes: Vec<(String, u64)> = Vec::new();
        let mut first_seen = Vec::new();
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut texts = Vec::new();
        for number in 0..40 {
            let documents = document_of(move |of| of == operation);
            let tree = documents.new_tree(&mut runner).expect("a document");
            let (_, text) = proptest::strategy::ValueTree::current(&tree);
            // What has the same notes as the document before is counted in another way.
            texts.extend(vec![text; number % 3 + 1]);
        }
        for text in texts {
            let mut expected = Vec::new();
            let full = validator.check_slow(None, text.as_bytes());
            for (finding, line) in full.findings().iter().zip(told(&full)) {
                let key = format!("{} {}", finding.rule().id(), finding.pointer());
                if finding.severity() == Severity::Note {
                    if let Some((_, count)) = told_notes.iter_mut().find(|(note, _)| *note == key) {
                        *count += 1;
                        continue;
                    }
                    told_notes.push((key, 1));
                    first_seen.push(finding.clone());
                }
                expected.push(line);
            }
            assert_eq!(told(&tally.check(text.as_bytes())), expected, "{text}");
        }
        notes += first_seen.len();
        for (note, (key, count)) in first_seen.iter().zip(&told_notes) {
            assert_eq!(tally.occurrences(note), *count, "{key}");
        }
        tally.clear();
        if let Some(first) = first_seen.first() {
            assert_eq!(tally.occurrences(first), 0);
        }
    }
    assert!(notes > 20, "only {notes}");
}

/// So many different lists of notes that a tally has to let some of them go, each several times.
#[test]
fn a_tally_counts_notes_in_all_their_combinations() {
    const TOGGLES: [(&str, &str); 4] = [
        (r#""file_count":0"#, r#""file_count":7"#),
        (r#""data_turn_id":0"#, r#""data_turn_id":1"#),
        (r#""start_scn":1778321287696264233"#, r#""start_scn":1"#),
        (
            r#""output_bytes":22320897,"output_rate_bytes":144225.6503"#,
            r#""output_bytes":0,"output_rate_bytes":0"#,
        ),
    ];
    let sample = include_str!("../samples/tenant-backup-overview/completed.json");
    let validator = Validator::for_operation(Operation::of::<TenantBackupOverview>());
    let mut tally = validator.tally();
    let mut counts: Vec<(Finding, u64)> = Vec::new();
    for combination in (0..1 << TOGGLES.len()).chain(0..1 << TOGGLES.len()) {
        let mut text = sample.to_owned();
        for (place, (from, to)) in TOGGLES.iter().enumerate() {
            assert!(text.contains(from), "{from}");
            if combination >> place & 1 == 1 {
                text = text.replacen(from, to, 1);
            }
        }
        // Some are more frequent than others.
        for _ in 0..=combination % 5 {
            tally.check(text.as_bytes());
            for note in validator.check_slow(None, text.as_bytes()).findings() {
                let same = |(known, _): &&mut (Finding, u64)| {
                    (known.rule(), known.pointer()) == (note.rule(), note.pointer())
                };
                match counts.iter_mut().find(same) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((note.clone(), 1)),
                }
            }
        }
    }
    assert!(counts.len() > TOGGLES.len());
    for (note, count) in &counts {
        assert_eq!(note.severity(), Severity::Note, "{}", note.message());
        assert_eq!(tally.occurrences(note), *count, "{}", note.pointer());
    }
}
