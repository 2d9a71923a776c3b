//! What `data` can be in successes and failures, operation by operation.

use obshell_types::operations::{
    GetDagDetail, GetTenantArchiveLogOverview, GetTenantBackupConfig, Operation, PatchTenantBackup,
    TenantStartBackup,
};
use obshell_types::{DagDetailDTO, Envelope, wire};

const DAG: &str = r#"{"id":"143","dag_id":43,"name":"n","stage":1,"max_stage":4,"maintenance_type":1,"maintenance_key":"","state":"READY","operator":"RUN","start_time":"0001-01-01T00:00:00Z","end_time":"1969-12-31T19:00:00-05:00","additional_data":{"b":[1,null],"a":1e+21},"nodes":null}"#;

fn body(successful: bool, data: Option<&str>) -> String {
    let status = if successful { 200 } else { 400 };
    let data = data.map_or_else(String::new, |data| format!(r#","data":{data}"#));
    let error = if successful {
        ""
    } else {
        r#","error":{"errCode":"A.B","message":"m"}"#
    };
    format!(
        r#"{{"successful":{successful},"timestamp":"2026-05-09T10:11:12Z","duration":1,"status":{status},"traceId":""{data}{error}}}"#
    )
}

/// Asserts for each `data` whether an envelope of the operation reads with it, and that what reads
/// is written back.
fn check<O: Operation>(successful: bool, cases: &[(Option<&str>, bool)]) {
    for (data, reads) in cases {
        let body = body(successful, *data);
        let read = serde_json::from_str::<Envelope<O::Data>>(&body);
        assert_eq!(read.is_ok(), *reads, "{}: {body}: {:?}", O::ID, read.err());
        if let Ok(envelope) = read {
            assert_eq!(wire::to_string(&envelope).as_deref(), Ok(&*body));
        }
    }
}

#[test]
fn a_dag_of_an_agent_up_to_4_3_0_0() {
    let read = |dag: &str| serde_json::from_str::<DagDetailDTO>(dag);
    let old = DAG.replace(r#""maintenance_type":1,"maintenance_key":"","#, "");
    let dag = read(&old).expect("it is read");
    assert_eq!((dag.maintenance_type, &dag.maintenance_key), (None, &None));
    assert_eq!(wire::to_string(&dag).as_deref(), Ok(&*old));
    // Omitted is not null.
    for (field, null) in [
        (r#""maintenance_type":1"#, r#""maintenance_type":null"#),
        (r#""maintenance_key":"""#, r#""maintenance_key":null"#),
    ] {
        assert!(read(&DAG.replace(field, null)).is_err(), "{field}");
    }
}

#[test]
fn a_dag() {
    let successes = [
        (Some(DAG), true),
        (None, false),
        (Some("null"), false),
        (Some("{}"), false),
    ];
    check::<TenantStartBackup>(true, &successes);
    check::<GetDagDetail>(true, &successes);
    check::<TenantStartBackup>(
        false,
        &[(None, true), (Some("null"), true), (Some(DAG), false)],
    );
    check::<GetDagDetail>(
        false,
        &[
            (None, true),
            (Some("null"), false),
            (Some(DAG), true),
            (Some("{}"), false),
        ],
    );
}

#[test]
fn nothing() {
    let cases = [(None, true), (Some("null"), true), (Some("{}"), false)];
    check::<PatchTenantBackup>(true, &cases);
    check::<PatchTenantBackup>(false, &cases);
}

#[test]
fn an_object_or_null() {
    let destinations = r#"{"tenant_id":1002,"archive_base_uri":"","data_base_uri":""}"#;
    check::<GetTenantBackupConfig>(
        true,
        &[
            (Some(destinations), true),
            (Some("null"), true),
            (None, false),
            (Some("{}"), false),
        ],
    );
    check::<GetTenantBackupConfig>(
        false,
        &[
            (None, true),
            (Some("null"), true),
            (Some(destinations), false),
        ],
    );
}

#[test]
fn a_list_and_none() {
    let (list, none) = (r#"{"contents":[]}"#, r#"{"contents":null}"#);
    let others = [
        (Some("null"), false),
        (Some("{}"), false),
        (Some("[]"), false),
    ];
    check::<GetTenantArchiveLogOverview>(
        true,
        &[(Some(list), true), (Some(none), false), (None, false)],
    );
    check::<GetTenantArchiveLogOverview>(
        false,
        &[(Some(none), true), (Some(list), false), (None, true)],
    );
    check::<GetTenantArchiveLogOverview>(true, &others);
    check::<GetTenantArchiveLogOverview>(false, &others);
}

#[test]
fn fields_that_can_be_null_cannot_be_missing_and_the_other_way_round() {
    use obshell_types::{BackupJob, DagDetailDTO, TenantBackupInfo};

    for field in [
        r#","nodes":null"#,
        r#""additional_data":{"b":[1,null],"a":1e+21},"#,
    ] {
        assert!(DAG.contains(field));
        let dag = DAG.replace(field, "");
        assert!(serde_json::from_str::<DagDetailDTO>(&dag).is_err(), "{dag}");
    }
    let job = r#"{"tenant_id":1002,"job_id":1,"backup_set_id":1,"plus_archivelog":"","backup_type":"INC","start_timestamp":null,"status":"DOING","result":0,"comment":"","description":"","path":""}"#;
    let read: BackupJob = serde_json::from_str(job).expect("it reads");
    assert_eq!(wire::to_string(&read).as_deref(), Ok(job));
    for (from, to) in [
        (r#""start_timestamp":null,"#, ""),
        (r#","status""#, r#","end_timestamp":null,"status""#),
    ] {
        let job = job.replace(from, to);
        assert!(serde_json::from_str::<BackupJob>(&job).is_err(), "{job}");
    }
    for field in [
        "lastest_archive_log_checkpoint",
        "lastest_data_backup_time",
        "archive_log_delay",
    ] {
        let info = format!(r#"{{"tenant_id":1002,"{field}":null}}"#);
        assert!(
            serde_json::from_str::<TenantBackupInfo>(&info).is_err(),
            "{info}"
        );
    }
    let info = r#"{"tenant_id":1002,"lastest_archive_log_checkpoint":"0001-01-01T00:00:00Z","archive_log_delay":1764000000}"#;
    let read: TenantBackupInfo = serde_json::from_str(info).expect("it reads");
    let checkpoint = read.lastest_archive_log_checkpoint.expect("it is there");
    assert_eq!(checkpoint.get(), None);
    assert_eq!(wire::to_string(&read).as_deref(), Ok(info));
}
