//! Reads, checks and looks up one body.

use obshell_client::obshell_types::operations::TenantBackupOverview as Overview;
use obshell_types::{Envelope, TenantBackupOverview};
use obshell_validator::{Operation, Validator};

const BODY: &str = r#"{"successful":false,"timestamp":"2026-05-09T10:11:12.3456789+08:00",
    "duration":12,"status":404,"traceId":"11ae266d93f6e7c7","data":null,
    "error":{"errCode":"Task.NotFound","message":"Task not found: no backup task"}}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let envelope: Envelope<TenantBackupOverview> = serde_json::from_str(BODY)?;
    let failure = envelope.into_result().expect_err("the body is a failure");
    assert_eq!(failure.error.err_code.as_deref(), Some("Task.NotFound"));

    let operation = Operation::of::<Overview>();
    assert!(
        Validator::for_operation(operation)
            .check(BODY.as_bytes())
            .conforms()
    );
    assert!(obshell_schemas::response(operation.id()).is_some());

    obshell_client::Client::builder("http://127.0.0.1:2886").build_blocking()?;
    println!("a new crate uses the packaged ones");
    Ok(())
}
