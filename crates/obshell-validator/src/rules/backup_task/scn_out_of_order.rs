use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "scn-out-of-order",
        (Category::Consistency, Severity::Error),
        "the SCNs of a task are out of order",
        include_str!("scn_out_of_order.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<ScnOutOfOrder>()]),
};

struct ScnOutOfOrder;

impl ObjectRule for ScnOutOfOrder {
    const OF: &'static [&'static str] = &["CdbObBackupTask"];
    const READS: &'static [Read] = &[
        Read::Integer("start_scn"),
        Read::Integer("user_ls_start_scn"),
        Read::Integer("end_scn"),
    ];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let mut highest: Option<(usize, i64)> = None;
        for read in 0..Self::READS.len() {
            // 0 is an SCN that is not known yet.
            let Some(scn) = task.integer(read).filter(|scn| *scn != 0) else {
                continue;
            };
            match highest {
                Some((earlier, limit)) if scn < limit => sink.report(task, read, || {
                    let [name, earlier] = [read, earlier].map(|read| Self::READS[read].field());
                    (
                        format!("`{name}` is {scn}, but `{earlier}` is {limit}"),
                        "check which SCN was changed: those that are not 0 satisfy `start_scn` <= \
                         `user_ls_start_scn` <= `end_scn`",
                    )
                }),
                _ => highest = Some((read, scn)),
            }
        }
    }
}
