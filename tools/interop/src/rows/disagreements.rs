//! Where a validator is known to judge otherwise than the published schema with
//! `format` asserted, and which bodies a generated client is known not to read, and
//! why. A disagreement that is not listed fails, and so does a listed one that is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A validator that is compared with the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Validator {
    /// `serde_json` and our types.
    Types,
    /// Our validator, as far as a schema can say the same.
    Obshell,
    Boon,
    Ajv,
    Hyperjump,
    Sourcemeta,
    Python,
    SanthoshTekuri,
    Cfworker,
    JsonschemaRs,
    Fastjsonschema,
    Networknt,
    /// Of responses, by each of the OpenAPI documents.
    KinOpenapi31,
    KinOpenapi30,
    Libopenapi31,
    Libopenapi30,
}

impl Validator {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Types => "obshell-types",
            Self::Obshell => "obshell-validator",
            Self::Boon => "boon",
            Self::Ajv => "ajv",
            Self::Hyperjump => "hyperjump",
            Self::Sourcemeta => "sourcemeta",
            Self::Python => "python-jsonschema",
            Self::SanthoshTekuri => "santhosh-tekuri",
            Self::Cfworker => "cfworker",
            Self::JsonschemaRs => "jsonschema_rs",
            Self::Fastjsonschema => "fastjsonschema",
            Self::Networknt => "networknt",
            Self::KinOpenapi31 => "kin-openapi with 3.1",
            Self::KinOpenapi30 => "kin-openapi with 3.0",
            Self::Libopenapi31 => "libopenapi-validator with 3.1",
            Self::Libopenapi30 => "libopenapi-validator with 3.0",
        }
    }
}

use Validator::{
    Ajv, Cfworker, Fastjsonschema, Hyperjump, JsonschemaRs, KinOpenapi30, KinOpenapi31,
    Libopenapi30, Libopenapi31, Networknt, Obshell, Python, SanthoshTekuri, Sourcemeta, Types,
};

/// One reason why some validators accept, or refuse, what the schema does not.
pub(crate) struct Known {
    pub(crate) validators: &'static [Validator],
    pub(crate) verdict: Verdict,
    pub(crate) changes: &'static [&'static str],
    pub(crate) cause: &'static str,
}

/// What a validator says of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Accepts,
    Refuses,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Accepts => "accepts",
            Self::Refuses => "refuses",
        }
    }
}

use Verdict::{Accepts, Refuses};

pub(crate) const KNOWN: &[Known] = &[
    Known {
        validators: &[Types, Obshell],
        verdict: Refuses,
        changes: &[
            "integer-2-to-the-63",
            "integer-2-to-the-64",
            "integer-30-digits",
            "integer-below-64-bits",
            "integer-out-of-range",
        ],
        cause: "integers have 64 bits; JSON Schema's have no end, and `format: int64` is a hint",
    },
    Known {
        validators: &[Types, Obshell],
        verdict: Refuses,
        changes: &[
            "integer-with-point",
            "integer-with-exponent",
            "integer-minus-zero",
            "integer-not-plain",
            "status-with-point",
        ],
        cause: "the server writes integers as digits; JSON Schema counts `1002.0` as one too",
    },
    Known {
        validators: &[Types, Obshell, Sourcemeta, SanthoshTekuri, Networknt],
        verdict: Refuses,
        changes: &["integer-fraction-below-double", "integer-1e-400"],
        cause: "no integers; read as doubles, as most validators do, they are whole numbers",
    },
    Known {
        validators: &[Types, Obshell],
        verdict: Refuses,
        changes: &[
            "member-twice-alike",
            "member-twice-last-right",
            "member-twice-last-wrong",
        ],
        cause: "a member that is there twice is refused; JSON Schema sees one of the two",
    },
    Known {
        validators: &[Obshell],
        verdict: Refuses,
        changes: &["member-unknown-twice"],
        cause: "a member that is there twice is told even where no type reads it",
    },
    Known {
        validators: &[Sourcemeta],
        verdict: Refuses,
        changes: &["member-twice-last-right"],
        cause: "of a member that is there twice it keeps the first, and others the last",
    },
    Known {
        validators: &[Sourcemeta],
        verdict: Accepts,
        changes: &["member-twice-last-wrong"],
        cause: "of a member that is there twice it keeps the first, and others the last",
    },
    Known {
        validators: &[
            Types,
            Ajv,
            Cfworker,
            Hyperjump,
            Sourcemeta,
            Python,
            JsonschemaRs,
            Fastjsonschema,
            SanthoshTekuri,
            Networknt,
        ],
        verdict: Accepts,
        changes: &["text-150-levels-deep"],
        cause: "the tree that the measure reads is at most 127 levels deep",
    },
    Known {
        validators: &[
            Ajv,
            Cfworker,
            Hyperjump,
            Python,
            JsonschemaRs,
            Fastjsonschema,
            SanthoshTekuri,
            Networknt,
        ],
        verdict: Accepts,
        changes: &["text-lone-surrogate"],
        cause: "its JSON reader lets half of a surrogate pair pass",
    },
    Known {
        validators: &[
            Cfworker,
            Hyperjump,
            Python,
            Fastjsonschema,
            Sourcemeta,
            SanthoshTekuri,
        ],
        verdict: Accepts,
        changes: &["rate-1e400"],
        cause: "its JSON reader takes numbers that are beyond a double",
    },
    Known {
        validators: &[Cfworker, Sourcemeta, SanthoshTekuri],
        verdict: Accepts,
        changes: &["integer-1e400"],
        cause: "its JSON reader takes numbers that are beyond a double",
    },
    Known {
        validators: &[Python, Fastjsonschema],
        verdict: Accepts,
        changes: &["rate-nan", "rate-infinity"],
        cause: "Python's JSON reader takes NaN and Infinity, which are not JSON",
    },
    Known {
        validators: &[Ajv],
        verdict: Accepts,
        changes: &[
            "time-blank-for-t",
            "time-offset-hours-only",
            "time-offset-without-colon",
        ],
        cause: "ajv-formats takes more of ISO 8601 for a date-time than RFC 3339 does",
    },
    Known {
        validators: &[Cfworker],
        verdict: Accepts,
        changes: &["time-blank-for-t"],
        cause: "its pattern of a date-time has a blank as well as a T, as RFC 3339 suggests for \
                people",
    },
    Known {
        validators: &[Fastjsonschema],
        verdict: Accepts,
        changes: &[
            "time-offset-without-colon",
            "time-second-60-in-the-day",
            "time-second-60-local-midnight",
        ],
        cause: "its pattern of a date-time lets the colon be omitted and any minute have a \
                second 60",
    },
    Known {
        validators: &[Python],
        verdict: Refuses,
        changes: &[
            "time-second-60-at-an-offset",
            "time-second-60-in-utc",
            "time-second-60-with-fraction",
            "time-year-0",
        ],
        cause: "Python's datetime has no leap second and no year 0",
    },
    Known {
        validators: &[Python],
        verdict: Accepts,
        changes: &["time-line-end-after"],
        cause: "the `$` of Python's patterns also stands before a line end",
    },
];

/// The same of validators of responses, which are compared with the component that the
/// OpenAPI document describes the body with.
pub(crate) const KNOWN_OF_RESPONSES: &[Known] = &[
    Known {
        validators: &[KinOpenapi30, Libopenapi30],
        verdict: Accepts,
        changes: &[
            "failure-with-data",
            "failure-with-empty-data",
            "member-twice-last-wrong",
            "success-data-empty",
            "success-data-of-another-operation",
            "success-with-error",
            "success-with-error-text",
        ],
        cause: "version 3.0 has no type `null`: `error` of a success is not described there, \
                and an empty `data` is an object of any fields",
    },
    Known {
        validators: &[KinOpenapi31, KinOpenapi30, Libopenapi31, Libopenapi30],
        verdict: Accepts,
        changes: &["text-150-levels-deep"],
        cause: "the tree that the measure reads is at most 127 levels deep",
    },
    Known {
        validators: &[KinOpenapi31, KinOpenapi30, Libopenapi31, Libopenapi30],
        verdict: Accepts,
        changes: &["text-lone-surrogate"],
        cause: "its JSON reader lets half of a surrogate pair pass",
    },
    Known {
        validators: &[KinOpenapi31, KinOpenapi30],
        verdict: Accepts,
        changes: &["text-trailing-letter", "text-two-documents"],
        cause: "it reads one JSON text and does not look at what follows",
    },
    Known {
        validators: &[KinOpenapi31, KinOpenapi30],
        verdict: Refuses,
        changes: &[
            "integer-2-to-the-64",
            "integer-30-digits",
            "integer-fraction-below-double",
        ],
        cause: "integers have 64 bits, as `format: int64` says",
    },
    Known {
        validators: &[KinOpenapi31],
        verdict: Refuses,
        changes: &["integer-1e-400"],
        cause: "no integer; read as a double, as most validators do, it is 0",
    },
    Known {
        validators: &[KinOpenapi31],
        verdict: Accepts,
        changes: &["integer-1e400"],
        cause: "its JSON reader takes numbers that are beyond a double",
    },
    Known {
        validators: &[KinOpenapi31, KinOpenapi30],
        verdict: Refuses,
        changes: &["time-lower-case-t", "time-lower-case-z"],
        cause: "its pattern of a date-time has no small letters, which RFC 3339 allows",
    },
    Known {
        validators: &[KinOpenapi31, KinOpenapi30],
        verdict: Accepts,
        changes: &["time-second-60-in-the-day", "time-second-60-local-midnight"],
        cause: "its pattern of a date-time lets any minute have a second 60",
    },
    Known {
        validators: &[Libopenapi31, Libopenapi30],
        verdict: Accepts,
        changes: &["text-empty-document"],
        cause: "it has nothing to judge in an empty body",
    },
    Known {
        validators: &[Libopenapi31, Libopenapi30],
        verdict: Accepts,
        changes: &["body-scalar"],
        cause: "it takes `null` for a body that is not there",
    },
];

/// Bodies that a generated client does not read, and why.
struct KnownClient {
    package: &'static str,
    asked: &'static str,
    cases: &'static [&'static str],
    cause: &'static str,
}

const CLIENTS: &[KnownClient] = &[
    KnownClient {
        package: "@hey-api/openapi-ts",
        asked: "3.0: client with bigint and an exact parser",
        cases: &["get-tenant-backup-config/data-null"],
        cause: "it looks for `nullable` beside the reference to a component, and not in the \
                component, where it has to be: redocly refuses a null in an example otherwise",
    },
    KnownClient {
        package: "orval",
        asked: "3.1: zod",
        cases: &["tenant-start-backup/created.request"],
        cause: FORGETS_NULL,
    },
    KnownClient {
        package: "orval",
        asked: "3.0: zod",
        cases: &["tenant-start-backup/created.request"],
        cause: FORGETS_NULL,
    },
    KnownClient {
        package: "go-jsonschema",
        asked: "types of the JSON Schemas",
        cases: &[
            "list-tenant-backup-tasks/canceling",
            "list-tenant-backup-tasks/completed",
            "list-tenant-backup-tasks/empty",
            "list-tenant-backup-tasks/every-field-200",
            "list-tenant-backup-tasks/largest-integers",
            "list-tenant-backup-tasks/members-not-known",
            "list-tenant-backup-tasks/nulls",
            "list-tenant-backup-tasks/smallest-integers",
            "list-tenant-backup-tasks/values-empty",
            "list-tenant-backup-tasks/values-not-known",
        ],
        cause: "an upper bound beyond signed 64-bit integers wraps around in its code",
    },
];

const FORGETS_NULL: &str = "it forgets that a field can be null if its default is a text";

/// The bodies that a client is known not to read.
pub(super) fn unread(package: &str, asked: &str) -> Vec<&'static str> {
    let known = CLIENTS.iter();
    let known = known.filter(|known| known.package == package && known.asked == asked);
    known.flat_map(|known| known.cases).copied().collect()
}

/// The list of what clients do not read as text, for people.
pub(crate) fn text_of_clients() -> String {
    let mut text = String::new();
    for known in CLIENTS {
        let (cases, package, asked) = (known.cases.join(", "), known.package, known.asked);
        let _ = writeln!(
            text,
            "- {cases}: not read by {package}, {asked}: {}",
            known.cause
        );
    }
    text
}

/// The list of validators' disagreements as text, for people.
pub(crate) fn text() -> String {
    let mut text = String::new();
    for known in KNOWN.iter().chain(KNOWN_OF_RESPONSES) {
        let names: Vec<&str> = known
            .validators
            .iter()
            .map(|validator| validator.name())
            .collect();
        let verdict = match known.verdict {
            Accepts => "accepted",
            Refuses => "refused",
        };
        let (names, changes) = (names.join(", "), known.changes.join(", "));
        let _ = writeln!(text, "- {changes}: {verdict} by {names}: {}", known.cause);
    }
    text
}

/// One validator's verdict on one document, beside the schema's.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub(crate) change: &'static str,
    pub(crate) text: &'a str,
    pub(crate) expected: Verdict,
    pub(crate) found: Verdict,
}

/// How many disagreements have a known cause.
pub(crate) type Explained = usize;

/// Compares a validator's verdicts with the schema's.
///
/// # Errors
///
/// What disagrees without being known, and what is known without disagreeing.
pub(crate) fn explain<'a>(
    validator: Validator,
    known: &[Known],
    judged: impl Iterator<Item = Judged<'a>>,
) -> Result<Explained, String> {
    let mut listed = BTreeSet::new();
    for known in known {
        if known.validators.contains(&validator) {
            let pairs = known.changes.iter().map(|&change| (change, known.verdict));
            listed.extend(pairs);
        }
    }
    let mut unused = listed.clone();
    let mut explained = 0;
    let mut unknown: BTreeMap<_, (usize, &str)> = BTreeMap::new();
    for judged in judged.filter(|judged| judged.expected != judged.found) {
        let which = (judged.change, judged.found);
        unused.remove(&which);
        if listed.contains(&which) {
            explained += 1;
        } else {
            unknown.entry(which).or_insert((0, judged.text)).0 += 1;
        }
    }
    if unknown.is_empty() && unused.is_empty() {
        return Ok(explained);
    }
    let mut message = format!("{} not known, {} no longer so", unknown.len(), unused.len());
    for ((change, verdict), (count, text)) in unknown {
        let verdict = verdict.word();
        let _ = write!(message, "\n{verdict} {change} ({count}), such as {text:?}");
    }
    for (change, verdict) in unused {
        let _ = write!(message, "\nno longer {} {change}", verdict.word());
    }
    Err(message)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Validator::{Ajv, Boon};
    use super::Verdict::{self, Accepts, Refuses};
    use super::{Judged, KNOWN, KNOWN_OF_RESPONSES, Known, explain};
    use crate::corpus;

    const GAP: &[Known] = &[Known {
        validators: &[Ajv],
        verdict: Accepts,
        changes: &["time-hour-24"],
        cause: "does not look at clocks",
    }];

    fn judged(change: &'static str, expected: Verdict, found: Verdict) -> Judged<'static> {
        Judged {
            change,
            text: "{}",
            expected,
            found,
        }
    }

    #[test]
    fn a_known_disagreement_is_explained_and_must_occur() {
        let hour_24 = judged("time-hour-24", Refuses, Accepts);
        assert_eq!(explain(Ajv, GAP, [hour_24].into_iter()), Ok(1));
        assert_eq!(explain(Boon, GAP, [].into_iter()), Ok(0));

        let gone = judged("time-hour-24", Refuses, Refuses);
        let message = explain(Ajv, GAP, [gone].into_iter()).unwrap_err();
        assert!(
            message.contains("no longer accepts time-hour-24"),
            "{message}"
        );
    }

    #[test]
    fn any_other_disagreement_is_told() {
        let hour_24 = judged("time-hour-24", Refuses, Accepts);
        for other in [
            judged("time-month-13", Refuses, Accepts),
            judged("time-hour-24", Accepts, Refuses),
        ] {
            let message = explain(Ajv, GAP, [hour_24, other].into_iter()).unwrap_err();
            assert!(
                message.starts_with("1 not known, 0 no longer so"),
                "{message}"
            );
        }
        assert!(explain(Boon, GAP, [hour_24].into_iter()).is_err());
    }

    #[test]
    fn the_list_names_changes_that_exist_each_once_for_a_validator() {
        let changes: BTreeSet<_> = corpus::names().collect();
        let mut seen = BTreeSet::new();
        for known in KNOWN.iter().chain(KNOWN_OF_RESPONSES) {
            assert!(!known.cause.is_empty() && !known.validators.is_empty());
            assert!(!known.changes.is_empty(), "{}", known.cause);
            for validator in known.validators {
                for change in known.changes {
                    assert!(changes.contains(change), "{change}");
                    assert!(seen.insert((validator, change)), "{validator:?} {change}");
                }
            }
        }
    }
}
