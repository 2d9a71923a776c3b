//! Reads each case with the generated types, and prints what it read as text by
//! path. Text, so that nothing rounds it afterwards.

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

use client::types::{
    ApiError, BackupOverviewSuccess, BackupStatus, CdbObBackupTask, EncryptionMode, Failure,
    TenantBackupOverviewSuccess,
};
use serde::Deserialize;

#[allow(dead_code, clippy::all)]
mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

#[derive(Deserialize)]
struct Case {
    name: String,
    operation: String,
    text: String,
}

#[derive(Deserialize)]
struct Outcome {
    successful: bool,
}

type Members = BTreeMap<String, String>;

/// Puts fields under their names on the wire.
macro_rules! put {
    ($members:ident, $path:expr, $from:expr, $($field:ident)+) => {$(
        $members.insert(format!("{}{}", $path, stringify!($field)), $from.$field.to_string());
    )+};
}

fn put_task(members: &mut Members, path: &str, task: &CdbObBackupTask) {
    put!(members, path, task,
        tenant_id task_id job_id incarnation backup_set_id start_scn end_scn user_ls_start_scn
        input_bytes output_bytes output_rate_bytes extra_meta_bytes tablet_count
        finish_tablet_count macro_block_count finish_macro_block_count file_count meta_turn_id
        data_turn_id result comment path);
    let status = match &task.status {
        BackupStatus::KnownBackupStatus(known) => known.to_string(),
        BackupStatus::OtherBackupStatus(other) => other.to_string(),
    };
    members.insert(format!("{path}status"), status);
    let mode = match &task.encryption_mode {
        EncryptionMode::KnownEncryptionMode(known) => known.to_string(),
        EncryptionMode::OtherEncryptionMode(other) => other.to_string(),
    };
    members.insert(format!("{path}encryption_mode"), mode);
    for (name, time) in [
        ("start_timestamp", task.start_timestamp),
        ("end_timestamp", task.end_timestamp),
    ] {
        members.insert(format!("{path}{name}"), time.to_rfc3339());
    }
}

fn put_error(members: &mut Members, error: &ApiError) {
    put!(members, "error.", error, message);
    let mut put = |path: String, value: Option<String>| {
        members.extend(value.map(|value| (path, value)));
    };
    put("error.code".into(), error.code.map(|code| code.to_string()));
    put("error.errCode".into(), error.err_code.clone());
    if error.sub_errors.is_empty() {
        return;
    }
    put(
        "error.subErrors".into(),
        Some(error.sub_errors.len().to_string()),
    );
    for (at, sub_error) in error.sub_errors.iter().enumerate() {
        let path = |name| format!("error.subErrors.{at}.{name}");
        put(path("tag"), sub_error.tag.clone());
        put(path("field"), sub_error.field.clone());
        put(path("message"), sub_error.message.clone());
    }
}

/// Puts what all envelopes have.
macro_rules! put_envelope {
    ($members:ident, $envelope:ident) => {
        put!($members, "", $envelope, successful duration status);
        $members.insert("timestamp".into(), $envelope.timestamp.to_rfc3339());
        $members.insert("traceId".into(), $envelope.trace_id.clone());
    };
}

fn read(case: &Case) -> serde_json::Result<Members> {
    let mut members = Members::new();
    let outcome: Outcome = serde_json::from_str(&case.text)?;
    if !outcome.successful {
        let failure: Failure = serde_json::from_str(&case.text)?;
        put_envelope!(members, failure);
        put_error(&mut members, &failure.error);
    } else if case.operation == "tenant-backup-overview" {
        let success: TenantBackupOverviewSuccess = serde_json::from_str(&case.text)?;
        put_envelope!(members, success);
        put_task(&mut members, "data.status.", &success.data.status);
    } else {
        let success: BackupOverviewSuccess = serde_json::from_str(&case.text)?;
        put_envelope!(members, success);
        let tasks = &success.data.statuses;
        members.insert("data.statuses".into(), tasks.len().to_string());
        for (at, task) in tasks.iter().enumerate() {
            put_task(&mut members, &format!("data.statuses.{at}."), task);
        }
    }
    Ok(members)
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("which cases?")?;
    let cases: Vec<Case> = serde_json::from_slice(&fs::read(file)?)?;
    let all: BTreeMap<String, Members> = cases
        .iter()
        .map(|case| {
            let members = read(case)
                .unwrap_or_else(|error| Members::from([("refused".into(), error.to_string())]));
            (case.name.clone(), members)
        })
        .collect();
    println!("{}", serde_json::to_string(&all)?);
    Ok(())
}
