use super::message;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::secrets;
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "credentials-in-text",
        (Category::Security, Severity::Warning),
        "a comment, message or log may contain credentials",
        include_str!("credentials_in_text.md"),
    ),
    check: Check::Objects(&[
        ObjectCheck::new::<OfTasks>(),
        ObjectCheck::new::<OfJobs>(),
        ObjectCheck::new::<OfErrors>(),
        ObjectCheck::new::<OfLogs>(),
    ]),
};

struct OfTasks;

impl ObjectRule for OfTasks {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[Read::Text("comment")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, sink);
    }
}

struct OfJobs;

impl ObjectRule for OfJobs {
    const OF: &'static [&'static str] = &["BackupJob"];
    const READS: &'static [Read] = &[Read::Text("comment"), Read::Text("description")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, sink);
    }
}

struct OfErrors;

impl ObjectRule for OfErrors {
    const OF: &'static [&'static str] = &["ApiError", "SubError"];
    const READS: &'static [Read] = &[Read::Text("message")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, sink);
    }
}

struct OfLogs;

impl ObjectRule for OfLogs {
    const OF: &'static [&'static str] = &["TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Text("task_logs")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, sink);
    }
}

fn report<V: View>(object: V, reads: &'static [Read], sink: &mut impl Sink<V>) {
    for (number, read) in reads.iter().enumerate() {
        object.texts(number, |item, text| {
            let Some(secret) = secrets::in_text(text) else {
                return;
            };
            sink.report_item(object, number, item, || {
                (
                    message(read.field(), &secret.kind),
                    "rotate the credentials if they are real, and do not share the response",
                )
            });
        });
    }
}
