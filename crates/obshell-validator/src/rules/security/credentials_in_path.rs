use super::message;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::secrets;
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "credentials-in-path",
        (Category::Security, Severity::Warning),
        "the path or URI of a backup may contain credentials",
        include_str!("credentials_in_path.md"),
    ),
    check: Check::Objects(&[
        ObjectCheck::new::<OfPaths>(),
        ObjectCheck::new::<OfDestinations>(),
    ]),
};

struct OfPaths;

impl ObjectRule for OfPaths {
    const OF: &'static [&'static str] = &["CdbObBackupTask", "BackupJob", "ArchiveLogTask"];
    const READS: &'static [Read] = &[Read::Text("path")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, sink);
    }
}

struct OfDestinations;

impl ObjectRule for OfDestinations {
    const OF: &'static [&'static str] = &["BackupDestInfo"];
    const READS: &'static [Read] = &[Read::Text("archive_base_uri"), Read::Text("data_base_uri")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, sink);
    }
}

fn report<V: View>(object: V, reads: &'static [Read], sink: &mut impl Sink<V>) {
    for (number, read) in reads.iter().enumerate() {
        object.texts(number, |_, uri| {
            let Some(secret) = secrets::in_uri(uri) else {
                return;
            };
            sink.report(object, number, || {
                (
                    message(read.field(), &secret.kind),
                    "rotate the credentials if they are real, and do not share the response: \
                     neither the database nor obshell puts credentials here",
                )
            });
        });
    }
}
