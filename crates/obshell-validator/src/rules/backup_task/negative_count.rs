use crate::layout::ENVELOPE;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "negative-count",
        (Category::Consistency, Severity::Error),
        "a field that is never negative is negative",
        include_str!("negative_count.md"),
    ),
    check: Check::Objects(&[
        ObjectCheck::new::<OfEnvelope>(),
        ObjectCheck::new::<OfTask>(),
    ]),
};

struct OfEnvelope;

impl ObjectRule for OfEnvelope {
    const OF: &'static [&'static str] = &[ENVELOPE];
    const READS: &'static [Read] = &[Read::Sign("duration")];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        let help = "check what changed the number: obshell measures the duration with a clock that only \
                    goes forward";
        report(envelope, Self::READS, help, sink);
    }
}

struct OfTask;

impl ObjectRule for OfTask {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    /// All numbers but `result`, which is an error number, and the rate, which is negative if the
    /// database's clock was set back.
    const READS: &'static [Read] = &[
        Read::Sign("tenant_id"),
        Read::Sign("task_id"),
        Read::Sign("job_id"),
        Read::Sign("incarnation"),
        Read::Sign("backup_set_id"),
        Read::Sign("start_scn"),
        Read::Sign("end_scn"),
        Read::Sign("user_ls_start_scn"),
        Read::Sign("input_bytes"),
        Read::Sign("output_bytes"),
        Read::Sign("extra_meta_bytes"),
        Read::Sign("tablet_count"),
        Read::Sign("finish_tablet_count"),
        Read::Sign("macro_block_count"),
        Read::Sign("finish_macro_block_count"),
        Read::Sign("file_count"),
        Read::Sign("meta_turn_id"),
        Read::Sign("data_turn_id"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let help = "check what changed the number: neither the database nor obshell produces a \
                    negative one";
        report(task, Self::READS, help, sink);
    }
}

fn report<V: View>(
    object: V,
    reads: &'static [Read],
    help: &'static str,
    sink: &mut impl Sink<V>,
) {
    if !object.any_negative() {
        return;
    }
    for (number, read) in reads.iter().enumerate() {
        if object.is_negative(number) {
            sink.report(object, number, || {
                let (field, found) = (read.field(), object.written(number));
                (
                    format!("expected `{field}` of 0 or more, found {found}"),
                    help,
                )
            });
        }
    }
}
