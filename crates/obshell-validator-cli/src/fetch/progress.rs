//! What a response shows of a task.

use std::collections::HashMap;
use std::fmt::Write as _;

use obshell_client::obshell_types::operations::{
    self, GetDagDetail, ObclusterBackupOverview, TenantBackupOverview,
};
use obshell_client::obshell_types::{CdbObBackupTask, Envelope, Success};
use obshell_client::{BackupProgress, Exchange};
use obshell_validator::Operation;

use super::shown;

/// One sample in a few words.
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The task runs.
    Running,
    /// The task has ended.
    Ended,
    /// There is none, or the agent failed: that may pass.
    Missing,
    /// The agent refuses the password, or something else about the caller.
    Refused,
}

/// Compares samples with those before.
pub(super) struct Tracker {
    read: Read,
    /// By the number of the tenant.
    before: HashMap<i64, BackupProgress>,
}

type Read = fn(&mut HashMap<i64, BackupProgress>, &Exchange) -> Sample;

impl Tracker {
    /// `None` for an operation that shows no task.
    pub(super) fn new(operation: Operation) -> Option<Self> {
        let (_, read) = watchable().find(|(known, _)| *known == operation)?;
        Some(Self {
            read,
            before: HashMap::new(),
        })
    }

    pub(super) fn sample(&mut self, exchange: &Exchange) -> Sample {
        (self.read)(&mut self.before, exchange)
    }
}

/// The operations that show how far a task is.
pub(super) fn watchable() -> impl Iterator<Item = (Operation, Read)> {
    let all: [(Operation, Read); 3] = [
        (Operation::of::<GetDagDetail>(), dag),
        (Operation::of::<ObclusterBackupOverview>(), cluster),
        (Operation::of::<TenantBackupOverview>(), tenant),
    ];
    all.into_iter()
}

fn dag(_: &mut HashMap<i64, BackupProgress>, exchange: &Exchange) -> Sample {
    let dag = match read::<GetDagDetail>(exchange) {
        Ok(success) => success.data.dag,
        Err(sample) => return sample,
    };
    let progress = dag.progress();
    let mut text = format!(
        "{} stage {}/{}",
        dag.state, progress.stage, progress.max_stage
    );
    // Writing to a `String` does not fail.
    if let (Some(ended), Some(all)) = (progress.ended_sub_tasks, progress.sub_tasks) {
        let _ = write!(text, ", sub tasks {ended}/{all}");
    }
    Sample::of(&text, dag.is_terminal())
}

fn tenant(before: &mut HashMap<i64, BackupProgress>, exchange: &Exchange) -> Sample {
    match read::<TenantBackupOverview>(exchange) {
        Ok(success) => {
            let task = success.data.status;
            let ended = task.status.is_terminal();
            Sample::of(&line(before, task, success.timestamp), ended)
        }
        Err(sample) => sample,
    }
}

fn cluster(before: &mut HashMap<i64, BackupProgress>, exchange: &Exchange) -> Sample {
    let success = match read::<ObclusterBackupOverview>(exchange) {
        Ok(success) => success,
        Err(sample) => return sample,
    };
    let tasks = success.data.statuses;
    let ended = tasks.iter().all(|task| task.status.is_terminal());
    let lines = tasks.into_iter().map(|task| {
        let tenant = task.tenant_id;
        format!("tenant {tenant} {}", line(before, task, success.timestamp))
    });
    Sample::of(&lines.collect::<Vec<_>>().join("; "), ended)
}

/// Status, how much is done, and the rate.
fn line(
    before: &mut HashMap<i64, BackupProgress>,
    task: CdbObBackupTask,
    at: chrono::DateTime<chrono::FixedOffset>,
) -> String {
    let tenant = task.tenant_id;
    let progress = BackupProgress::new(task, at, before.get(&tenant));
    let mut text = progress.task.status.to_string();
    for (what, part) in [
        ("tablets", progress.tablets()),
        ("macro blocks", progress.macro_blocks()),
    ] {
        if let Some(part) = part {
            let _ = write!(text, ", {what} {:.1} %", part * 100.0);
        }
    }
    if let Some(rate) = progress.output_rate {
        let _ = write!(text, ", {:.2} MB/s", rate / 1e6);
    }
    before.insert(tenant, progress);
    text
}

fn read<O: operations::Operation>(exchange: &Exchange) -> Result<Success<O::Data>, Sample> {
    match serde_json::from_slice::<Envelope<O::Data>>(&exchange.body) {
        Ok(Envelope::Success(success)) => Ok(success),
        Ok(Envelope::Failure(failure)) => {
            let error = failure.error;
            let code = || error.code.map(|code| code.to_string());
            let name = error.err_code.clone().or_else(code).unwrap_or_default();
            // The password, or who may ask: another try would end the same.
            let state = match exchange.status {
                401 => State::Refused,
                _ => State::Missing,
            };
            Err(Sample {
                text: shown(&format!("{} {name}", exchange.status)),
                state,
            })
        }
        Err(_) => Err(Sample {
            text: format!("{}, cannot be read", exchange.status),
            state: State::Missing,
        }),
    }
}

impl Sample {
    fn of(text: &str, ended: bool) -> Self {
        Self {
            text: shown(text),
            state: if ended { State::Ended } else { State::Running },
        }
    }
}
