use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "not-a-user-tenant",
        (Category::Consistency, Severity::Error),
        "a task, job or log archiving does not belong to a user tenant",
        include_str!("not_a_user_tenant.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<NotAUserTenant>()]),
};

struct NotAUserTenant;

impl ObjectRule for NotAUserTenant {
    const OF: &'static [&'static str] = &["CdbObBackupTask", "BackupJob", "ArchiveLogTask"];
    const READS: &'static [Read] = &[Read::Integer("tenant_id")];

    fn check<V: View>(task: V, sink: &mut impl Sink<V>) {
        let Some((id, kind)) = task.integer(0).and_then(|id| Some((id, kind(id)?))) else {
            return;
        };
        sink.report(task, 0, || {
            (
                format!("expected user tenant, found {kind} {id}"),
                "check the source of the response: only user tenants are backed up, and their ids \
                 are even and at least 1002",
            )
        });
    }
}

/// What has this id, if it is not a user tenant. A negative id is reported as a negative count.
fn kind(id: i64) -> Option<&'static str> {
    match id {
        ..=-1 => None,
        1 => Some("system tenant"),
        0 | 2..=1001 => Some("reserved tenant"),
        _ if id % 2 == 1 => Some("meta tenant"),
        _ => None,
    }
}
