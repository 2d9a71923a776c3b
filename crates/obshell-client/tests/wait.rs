//! Following what was started.

use std::time::{Duration, Instant};

use obshell_client::{BackupProgress, Client, ErrorKind};
use obshell_test_agent::{Agent, REFUSALS, Reply, failure};
use obshell_types::operations::TenantName;
use obshell_types::{DagState, GenericId};
use serde_json::{Value, json};

const OVERVIEW: &str = "/api/v1/tenant/tenant1/backup/overview";
const EVERY: Duration = Duration::from_millis(30);

fn later(milliseconds: u64) -> Instant {
    Instant::now() + Duration::from_millis(milliseconds)
}

/// A response with a task, the sample of a running one but for these fields.
fn task(at: &str, changes: &Value) -> Reply {
    let sample = include_str!("../../../samples/tenant-backup-overview/running.json");
    let mut body: Value = serde_json::from_str(sample).expect("it is JSON");
    body["timestamp"] = json!(at);
    for (name, value) in changes.as_object().expect("it is an object") {
        body["data"]["status"][name] = value.clone();
    }
    Reply::json(200, body.to_string())
}

fn no_task() -> Reply {
    let refusal = REFUSALS
        .iter()
        .find(|known| known.err_code == Some("Task.NotFound"));
    let refusal = refusal.expect("it is in the table");
    Reply::json(404, failure(refusal, refusal.message, Some("null")))
}

/// Changes what the agent returns with each request that comes in.
fn play(agent: &Agent, replies: Vec<Reply>) {
    agent.set(|settings| settings.script = replies.into());
}

async fn follow(
    agent: &Agent,
    until: Instant,
) -> Vec<Result<BackupProgress, obshell_client::Error>> {
    let client = Client::builder(agent.url())
        .build()
        .expect("it can be built");
    let mut backup = client.wait_for_backup(&TenantName::new("tenant1"), EVERY, until);
    let mut all = Vec::new();
    while let Some(progress) = backup.next().await {
        let failed = progress.is_err();
        all.push(progress);
        if failed {
            break;
        }
    }
    all
}

#[tokio::test]
async fn a_backup_is_followed_until_it_has_ended() {
    let agent = Agent::start();
    play(
        &agent,
        vec![
            no_task(),
            no_task(),
            task(
                "2026-05-09T10:00:00Z",
                &json!({
                    "output_bytes": 0, "tablet_count": 0, "finish_tablet_count": 0,
                    "macro_block_count": 0, "finish_macro_block_count": 0, "status": "INIT",
                }),
            ),
            task(
                "2026-05-09T10:00:10Z",
                &json!({
                    "output_bytes": 5000, "tablet_count": 8, "finish_tablet_count": 2,
                    "macro_block_count": 4, "finish_macro_block_count": 5,
                }),
            ),
            task(
                "2026-05-09T10:00:12.5Z",
                &json!({"output_bytes": 6000, "status": "COMPLETED"}),
            ),
            task("2026-05-09T10:00:20Z", &json!({"status": "DOING"})),
        ],
    );
    let started = Instant::now();
    let samples = follow(&agent, later(10_000)).await;
    assert!(started.elapsed() >= 4 * EVERY);
    let samples: Vec<BackupProgress> = samples
        .into_iter()
        .map(|sample| sample.expect("no error"))
        .collect();
    assert_eq!(samples.len(), 3);
    assert_eq!(samples[0].tablets(), None);
    assert_eq!(samples[0].output_rate, None);
    assert_eq!(samples[1].tablets(), Some(0.25));
    assert_eq!(
        samples[1].macro_blocks(),
        Some(1.0),
        "more done than counted"
    );
    assert_eq!(samples[1].output_rate, Some(500.0));
    assert_eq!(samples[2].output_rate, Some(400.0));
    assert!(samples[2].task.status.is_terminal());
    let polls = agent
        .seen()
        .iter()
        .filter(|seen| seen.target == OVERVIEW)
        .count();
    assert_eq!(polls, 5, "nothing is asked after the end");
}

#[tokio::test]
async fn without_a_task_it_waits_for_the_stated_time() {
    let agent = Agent::start();
    agent.otherwise(no_task());
    let started = Instant::now();
    let mut all = follow(&agent, later(150)).await;
    assert!(started.elapsed() >= Duration::from_millis(150));
    assert_eq!(all.len(), 1);
    let error = all.remove(0).unwrap_err();
    let failure = error.failure().expect("it is a failure");
    assert_eq!(failure.error.err_code.as_deref(), Some("Task.NotFound"));
    assert!(agent.seen().len() > 3, "it polled");
}

#[tokio::test]
async fn old_agents_have_a_number_for_no_task() {
    let agent = Agent::start();
    let old = REFUSALS
        .iter()
        .find(|known| known.code == Some(2300))
        .expect("it is in the table");
    play(
        &agent,
        vec![
            Reply::json(404, failure(old, old.message, Some("null"))),
            task("2026-05-09T10:00:00Z", &json!({"status": "FAILED"})),
        ],
    );
    let all = follow(&agent, later(10_000)).await;
    assert_eq!(all.len(), 1);
    assert!(all[0].is_ok(), "{all:?}");
}

#[tokio::test]
async fn other_failures_are_not_waited_for() {
    let agent = Agent::start();
    for refusal in REFUSALS {
        if refusal.status == 404 && refusal.err_code != Some("Common.NotFound") {
            continue;
        }
        agent.otherwise(Reply::json(refusal.status, refusal.body()));
        let mut all = follow(&agent, later(10_000)).await;
        assert_eq!(all.len(), 1);
        assert_eq!(
            all.remove(0).unwrap_err().kind(),
            ErrorKind::Failure,
            "{refusal:?}"
        );
    }
}

#[tokio::test]
async fn an_error_does_not_end_the_stream() {
    let agent = Agent::start();
    play(
        &agent,
        vec![
            Reply::new(502, "text/html", "<html>"),
            task("2026-05-09T10:00:00Z", &json!({"status": "CANCELED"})),
        ],
    );
    let client = Client::builder(agent.url())
        .build()
        .expect("it can be built");
    let mut backup = client.wait_for_backup(&TenantName::new("tenant1"), EVERY, later(0));
    assert!(backup.next().await.expect("there is an item").is_err());
    assert!(backup.next().await.expect("there is an item").is_ok());
    assert!(backup.next().await.is_none());
    assert!(backup.next().await.is_none());
}

#[tokio::test]
async fn an_earlier_task_is_not_the_backup() {
    let agent = Agent::start();
    let earlier = || {
        task(
            "2026-05-09T10:00:00Z",
            &json!({"task_id": 7, "status": "COMPLETED"}),
        )
    };
    let client = Client::builder(agent.url())
        .build()
        .expect("it can be built");
    let tenant = TenantName::new("tenant1");
    agent.otherwise(earlier());
    let before = client
        .call::<obshell_types::operations::TenantBackupOverview>(&tenant)
        .await
        .expect("there is a task");

    play(
        &agent,
        vec![
            earlier(),
            task(
                "2026-05-09T10:01:00Z",
                &json!({"task_id": 8, "status": "DOING"}),
            ),
            task(
                "2026-05-09T10:02:00Z",
                &json!({"task_id": 8, "status": "COMPLETED"}),
            ),
        ],
    );
    let mut backup = client
        .wait_for_backup(&tenant, EVERY, later(10_000))
        .after(&before.status);
    let mut ids = Vec::new();
    while let Some(progress) = backup.next().await {
        ids.push(progress.expect("no error").task.task_id);
    }
    assert_eq!(ids, [8, 8]);

    let mut backup = client
        .wait_for_backup(&tenant, EVERY, later(100))
        .after(&before.status);
    let error = backup.next().await.expect("there is an item").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.to_string(), "no new backup task in time");
}

#[test]
fn a_backup_can_be_followed_without_async() {
    let agent = Agent::start();
    play(
        &agent,
        vec![
            task("2026-05-09T10:00:00Z", &json!({"output_bytes": 1})),
            task(
                "2026-05-09T10:00:01Z",
                &json!({"output_bytes": 3, "status": "COMPLETED"}),
            ),
        ],
    );
    let client = Client::builder(agent.url())
        .build_blocking()
        .expect("it can be built");
    let backup = client.wait_for_backup(&TenantName::new("tenant1"), EVERY, later(0));
    let rates: Vec<Option<f64>> = backup
        .map(|item| item.expect("no error").output_rate)
        .collect();
    assert_eq!(rates, [None, Some(2.0)]);
}

#[test]
fn clocks_and_counters_that_go_back_make_no_rate() {
    let agent = Agent::start();
    play(
        &agent,
        vec![
            task("2026-05-09T10:00:10Z", &json!({"output_bytes": 10})),
            task("2026-05-09T10:00:05Z", &json!({"output_bytes": 20})),
            task("2026-05-09T10:00:06Z", &json!({"output_bytes": 15})),
            task("2026-05-09T10:00:06Z", &json!({"output_bytes": 15})),
            task(
                "2026-05-09T10:00:07Z",
                &json!({"output_bytes": 15, "task_id": 99, "status": "COMPLETED"}),
            ),
        ],
    );
    let client = Client::builder(agent.url())
        .build_blocking()
        .expect("it can be built");
    let backup = client.wait_for_backup(&TenantName::new("tenant1"), EVERY, later(0));
    let rates: Vec<Option<f64>> = backup
        .map(|item| item.expect("no error").output_rate)
        .collect();
    assert_eq!(rates, [None; 5]);
}

const DAG: &str = "/api/v1/task/dag/143";

fn dag(sample: &str) -> Reply {
    Reply::json(200, sample)
}

#[tokio::test]
async fn a_dag_is_followed_until_it_has_ended() {
    let agent = Agent::start();
    play(
        &agent,
        vec![
            dag(include_str!("../../../samples/get-dag-detail/ready.json")),
            dag(include_str!("../../../samples/get-dag-detail/running.json")),
            dag(include_str!("../../../samples/get-dag-detail/failed.json")),
        ],
    );
    let client = Client::builder(agent.url()).build();
    let client = client.expect("it can be built");
    let id = GenericId::of_cluster(43);
    let mut watch = client.wait_for_dag(&id, EVERY);
    let started = Instant::now();
    let mut states = Vec::new();
    while let Some(dag) = watch.next().await {
        states.push(dag.expect("it is a DAG").state);
    }
    assert_eq!(
        states,
        [DagState::Ready, DagState::Running, DagState::Failed]
    );
    assert!(started.elapsed() >= EVERY * 2, "{:?}", started.elapsed());
    assert!(watch.next().await.is_none());
    let seen = agent.seen();
    assert_eq!(seen.iter().filter(|seen| seen.target == DAG).count(), 3);
}

#[tokio::test]
async fn an_error_does_not_end_the_waiting_for_a_dag() {
    let agent = Agent::start();
    let no_dag = include_str!("../../../samples/get-dag-detail/404-no-dag.json");
    let partial = include_str!("../../../samples/get-dag-detail/500-details-failed.json");
    let succeed = include_str!("../../../samples/get-dag-detail/succeed.json");
    play(
        &agent,
        vec![
            Reply::json(404, no_dag),
            Reply::json(500, partial),
            Reply::new(200, "text/html", "<html>"),
            dag(succeed),
        ],
    );
    let client = Client::builder(agent.url()).build();
    let client = client.expect("it can be built");
    let mut watch = client.wait_for_dag(&GenericId::of_cluster(43), EVERY);
    let mut kinds = Vec::new();
    while let Some(dag) = watch.next().await {
        kinds.push(dag.map(|dag| dag.state).map_err(|error| error.kind()));
    }
    assert_eq!(
        kinds,
        [
            Err(ErrorKind::Failure),
            Err(ErrorKind::Failure),
            Err(ErrorKind::UnexpectedResponse),
            Ok(DagState::Succeed),
        ]
    );
}

#[test]
fn a_dag_is_followed_without_async() {
    let agent = Agent::start();
    let succeed = include_str!("../../../samples/get-dag-detail/succeed.json");
    agent.reply(DAG, dag(succeed));
    let client = Client::builder(agent.url()).build_blocking();
    let client = client.expect("it can be built");
    let states: Result<Vec<DagState>, _> = client
        .wait_for_dag(&GenericId::of_cluster(43), EVERY)
        .map(|dag| dag.map(|dag| dag.state))
        .collect();
    assert_eq!(states.expect("there is no error"), [DagState::Succeed]);
}
