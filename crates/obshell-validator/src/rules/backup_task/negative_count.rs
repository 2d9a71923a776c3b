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
        ObjectCheck::new::<OfRow>(),
        ObjectCheck::new::<OfDag>(),
        ObjectCheck::new::<OfNode>(),
        ObjectCheck::new::<OfSubTask>(),
        ObjectCheck::new::<OfAgent>(),
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
        report(task, Self::READS, NEVER, sink);
    }
}

struct OfRow;

impl ObjectRule for OfRow {
    const OF: &'static [&'static str] = &[
        "BackupJob",
        "ArchiveLogTask",
        "TenantBackupInfo",
        "BackupDestInfo",
    ];
    /// Each has some of them. `result` and the delays can be negative.
    const READS: &'static [Read] = &[
        Read::Sign("tenant_id"),
        Read::Sign("job_id"),
        Read::Sign("backup_set_id"),
        Read::Sign("round_id"),
    ];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, NEVER, sink);
    }
}

struct OfDag;

impl ObjectRule for OfDag {
    const OF: &'static [&'static str] = &["DagDetailDTO"];
    const READS: &'static [Read] = &[
        Read::Sign("dag_id"),
        Read::Sign("stage"),
        Read::Sign("max_stage"),
        Read::Sign("maintenance_type"),
    ];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, NEVER, sink);
    }
}

struct OfNode;

impl ObjectRule for OfNode {
    const OF: &'static [&'static str] = &["NodeDetailDTO"];
    const READS: &'static [Read] = &[Read::Sign("node_id")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, NEVER, sink);
    }
}

struct OfSubTask;

impl ObjectRule for OfSubTask {
    const OF: &'static [&'static str] = &["TaskDetailDTO"];
    const READS: &'static [Read] = &[Read::Sign("task_id"), Read::Sign("execute_times")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, NEVER, sink);
    }
}

struct OfAgent;

impl ObjectRule for OfAgent {
    const OF: &'static [&'static str] = &["AgentInfo"];
    const READS: &'static [Read] = &[Read::Sign("port")];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>) {
        report(object, Self::READS, NEVER, sink);
    }
}

const NEVER: &str =
    "check what changed the number: neither the database nor obshell produces a negative one";

fn report<V: View>(object: V, reads: &'static [Read], help: &'static str, sink: &mut impl Sink<V>) {
    if !object.any_negative() {
        return;
    }
    for (number, read) in reads.iter().enumerate() {
        if object.is_negative(number) {
            sink.report(object, number, || {
                let (field, found) = (read.field(), object.shown(number));
                (
                    format!("expected `{field}` of 0 or more, found {found}"),
                    help,
                )
            });
        }
    }
}
