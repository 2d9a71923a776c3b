use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck, nearly};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-plus-archivelog",
        (Category::Drift, Severity::Warning),
        "`plus_archivelog` of a backup job is unknown",
        include_str!("unknown_plus_archivelog.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownPlusArchivelog>()]),
};

struct UnknownPlusArchivelog;

impl ObjectRule for UnknownPlusArchivelog {
    const OF: &'static [&'static str] = &["BackupJob"];
    const READS: &'static [Read] = &[Read::Known("plus_archivelog")];

    fn check<V: View>(job: V, sink: &mut impl Sink<V>) {
        let help = "treat the backup set as one without logs: the value may be new in OceanBase";
        nearly::report_unknown(job, 0, ("`plus_archivelog`", help), sink);
    }
}
