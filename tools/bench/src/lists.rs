//! Longer and shorter bodies than a task, made of the samples.

use chrono::TimeDelta;
use obshell_types::operations::{
    GetDagDetail, ListTenantBackupTasks, Operation, PatchTenantBackup,
};
use obshell_types::{AgentInfo, CustomPage, Envelope, GenericId, Success, wire};

use crate::bodies::Random;

const JOBS: u32 = 1000;
const NODES: u32 = 4;
const SUB_TASKS: u32 = 100;
/// Lines in the log of a sub task.
const LOG_LINES: usize = 8;

/// What a sample of an operation contains, with another time and trace.
fn success<O: Operation>(sample: &str, random: &mut Random) -> Success<O::Data> {
    match serde_json::from_str(sample) {
        Ok(Envelope::Success(mut success)) => {
            success.timestamp += micros(random, 60);
            success.trace_id = format!("{:016x}", random.below(u64::MAX));
            success
        }
        _ => panic!("expected a success as the sample of {}", O::ID),
    }
}

/// A number of microseconds below so many seconds.
fn micros(random: &mut Random, seconds: u64) -> TimeDelta {
    let micros = random.below(seconds * 1_000_000);
    TimeDelta::microseconds(micros.try_into().expect("it is a minute or so"))
}

fn text<T: serde::Serialize>(body: &T) -> String {
    wire::to_string(body).expect("a body can be written")
}

/// A page of jobs of one tenant, the last of them first.
pub(crate) fn jobs(random: &mut Random) -> String {
    let sample = include_str!("../../../samples/list-tenant-backup-tasks/completed.json");
    let mut body = success::<ListTenantBackupTasks>(sample, random);
    let one = body.data.contents.pop().expect("the sample has a job");
    let (start, end) = (one.start_timestamp, one.end_timestamp);
    body.data.contents = (1..=JOBS)
        .rev()
        .map(|number| {
            let mut job = one.clone();
            job.job_id = number.into();
            job.backup_set_id = number.into();
            let earlier = TimeDelta::hours((JOBS - number).into());
            job.start_timestamp = start.map(|start| start - earlier + micros(random, 60));
            job.end_timestamp = end.map(|end| end - earlier + micros(random, 60));
            job
        })
        .collect();
    body.data.page = CustomPage::new(JOBS.into(), 1000, 1);
    text(&body)
}

/// A DAG that succeeded, with sub tasks on many agents and their logs.
pub(crate) fn dag(random: &mut Random) -> String {
    let sample = include_str!("../../../samples/get-dag-detail/succeed.json");
    let mut body = success::<GetDagDetail>(sample, random);
    let nodes = body.data.dag.nodes.as_mut().expect("the sample has nodes");
    let one = nodes.pop().expect("the sample has a node");
    let sub_task = one.sub_tasks.iter().flatten().next();
    let sub_task = sub_task.expect("the sample has a sub task");
    *nodes = (1..=NODES)
        .map(|number| {
            let mut node = one.clone();
            node.id = GenericId::of_cluster(number.into());
            node.node_id = number.into();
            let sub_tasks = (0..SUB_TASKS).map(|agent| {
                let mut sub_task = sub_task.clone();
                let number = (number - 1) * SUB_TASKS + agent + 1;
                sub_task.id = GenericId::of_cluster(number.into());
                sub_task.task_id = number.into();
                sub_task.execute_agent = AgentInfo::new(format!("10.10.10.{agent}"), 2886);
                let logs = sub_task.task_logs.as_mut().expect("the sample has a log");
                logs.truncate(LOG_LINES);
                sub_task
            });
            node.sub_tasks = Some(sub_tasks.collect());
            node
        })
        .collect();
    body.data.dag.stage = NODES.into();
    body.data.dag.max_stage = NODES.into();
    text(&body)
}

/// A success that has nothing to say.
pub(crate) fn no_data(random: &mut Random) -> String {
    let sample = include_str!("../../../samples/patch-tenant-backup/done.json");
    text(&success::<PatchTenantBackup>(sample, random))
}
