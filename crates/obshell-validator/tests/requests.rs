//! Requests are judged as the server judges them: its status, `errCode` and message.
//!
//! The expected messages are those of the server, or of its code where no sample has them.

mod common;

use std::fs;

use obshell_types::operations::ParameterIn;
use obshell_validator::{
    Culprit, Level, Operation, RequestReport, RequestValidator, Selector, Verdict, rule,
};
use serde_json::Value;

const EOF: &str = "Bind JSON failed: EOF";

fn validator(operation: &str) -> RequestValidator {
    RequestValidator::for_operation(operation.parse().expect("an operation"))
}

fn judge(operation: &str, body: impl AsRef<[u8]>) -> RequestReport {
    validator(operation).check(Some(body.as_ref()))
}

/// Asserts the verdict, and what holds for each: a refusal is one finding of one rule, its
/// `errCode` is in the operation's catalogue with its status, and the finding names it.
fn refused(judged: &RequestReport, operation: &str, case: &str) -> Option<(u16, String, String)> {
    let findings = judged.report().findings();
    let Some(refusal) = judged.refusal() else {
        assert!(findings.is_empty(), "{operation}: {case}: {findings:?}");
        return None;
    };
    let [finding] = findings else {
        panic!("{operation}: {case}: {findings:?}");
    };
    assert_eq!(finding.rule().id(), "refused-request");
    let err_code = refusal.err_code().unwrap_or_default();
    let message = finding.message();
    assert!(message.contains(err_code), "{message}");
    assert!(message.contains(&refusal.http_status().to_string()));
    assert!(!finding.help().is_empty() && !finding.help().ends_with('.'));
    let operation: Operation = operation.parse().expect("an operation");
    assert!(
        refusal.err_code().is_none()
            || operation
                .info()
                .errors()
                .any(|error| error.err_code == err_code
                    && error.http_status == refusal.http_status()),
        "{operation} does not declare {err_code}"
    );
    if let Culprit::Body { pointer, .. } = refusal.culprit() {
        assert_eq!(finding.pointer(), *pointer);
    }
    Some((
        refusal.http_status(),
        err_code.to_owned(),
        refusal.message().to_owned(),
    ))
}

fn assert_refused(operation: &str, body: impl AsRef<[u8]>, err_code: &str, message: &str) {
    let body = body.as_ref();
    let case = String::from_utf8_lossy(body).into_owned();
    let found = refused(&judge(operation, body), operation, &case);
    let expected = (400, err_code.to_owned(), message.to_owned());
    assert_eq!(found, Some(expected), "{operation}: {case}");
}

fn assert_taken(operation: &str, body: impl AsRef<[u8]>) {
    let body = body.as_ref();
    let case = String::from_utf8_lossy(body).into_owned();
    let judged = judge(operation, body);
    assert_eq!(
        refused(&judged, operation, &case),
        None,
        "{operation}: {case}"
    );
    assert_eq!(*judged.verdict(), Verdict::Taken, "{operation}: {case}");
}

/// The status, `errCode` and message in a sample.
fn sample_error(name: &str) -> (u16, String, String) {
    let file = common::root().join(format!("{name}.json"));
    let body: Value = serde_json::from_slice(&fs::read(file).expect("it is there")).expect("JSON");
    let text = |pointer: &str| {
        let text = body.pointer(pointer).and_then(Value::as_str);
        text.expect("it is an error").to_owned()
    };
    let status = body["status"]
        .as_u64()
        .and_then(|status| status.try_into().ok());
    (
        status.expect("it is there"),
        text("/error/errCode"),
        text("/error/message"),
    )
}

/// The samples that are refused because of the server's state: the requests are fine.
const STATE: [&str; 2] = ["OB.Backup.ArchiveDestEmpty", "OB.Tenant.UnderMaintenance"];

#[test]
fn requests_get_the_response_beside_them() {
    let mut refusals = 0;
    let mut taken = 0;
    for operation in Operation::all().map(Operation::id) {
        for file in fs::read_dir(common::root().join(operation)).expect("the folder is there") {
            let path = file.expect("it can be listed").path();
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let Some(name) = name.strip_suffix(".request.json") else {
                continue;
            };
            let body = fs::read(&path).expect("it can be read");
            let judged = judge(operation, &body);
            let found = refused(&judged, operation, name);
            let is_refused = name.starts_with("400") || name.starts_with("500");
            let expected = is_refused.then(|| sample_error(&format!("{operation}/{name}")));
            match expected {
                Some(error) if !STATE.contains(&&*error.1) => {
                    assert_eq!(found, Some(error), "{operation}/{name}");
                    refusals += 1;
                }
                _ => {
                    assert_eq!(found, None, "{operation}/{name}");
                    taken += 1;
                }
            }
        }
    }
    assert!(refusals >= 6 && taken > 30, "{refusals} and {taken}");
}

/// Requests that get the samples of failures which have no request beside them.
#[test]
fn samples_of_failures_can_be_provoked() {
    for (sample, body) in [
        ("obcluster-backup-config/400-uri-empty", "{}"),
        (
            "obcluster-backup-config/400-uri-scheme",
            r#"{"backup_base_uri":"nfs://b"}"#,
        ),
        (
            "obcluster-backup-config/400-piece-interval",
            r#"{"backup_base_uri":"file:///b","piece_switch_interval":"8d"}"#,
        ),
        (
            "obcluster-backup-config/400-time-duration",
            r#"{"backup_base_uri":"file:///b","piece_switch_interval":"0s"}"#,
        ),
        (
            "tenant-backup-config/400-archive-uri-empty",
            r#"{"data_base_uri":"file:///b"}"#,
        ),
        (
            "tenant-backup-config/400-lag-target-s3",
            r#"{"data_base_uri":"file:///b","archive_base_uri":"s3://b","archive_lag_target":"59s"}"#,
        ),
        (
            "patch-tenant-backup-config/400-binding-without-uri",
            r#"{"binding":"optional"}"#,
        ),
        ("tenant-start-backup/400-mode", r#"{"mode":"Diff"}"#),
        (
            "tenant-start-backup/400-bind-type",
            r#"{"plus_archive":"true"}"#,
        ),
        (
            "tenant-start-backup/400-bind-trailing-comma",
            r#"{"mode":"full",}"#,
        ),
        ("patch-tenant-backup/400-status", r#"{"status":"STOP"}"#),
        (
            "patch-tenant-archive-log/400-status",
            r#"{"status":"pause"}"#,
        ),
    ] {
        let (operation, _) = sample.split_once('/').expect("a folder and a file");
        let found = refused(&judge(operation, body), operation, body);
        assert_eq!(found, Some(sample_error(sample)), "{sample}");
    }
}

#[test]
fn what_is_not_one_object_is_eof() {
    let too_deep = |levels: usize| {
        let open = "[".repeat(levels - 1);
        let close = "]".repeat(levels - 1);
        format!(r#"{{"x":{open}{close}}}"#)
    };
    for body in [
        "[]",
        "1",
        "\"x\"",
        "true",
        " ",
        "\n",
        "{} x",
        "{}{}",
        "{},",
        "{",
        "{\"mode\":\"full\",}",
        "{\"mode\":}",
        "{mode:\"full\"}",
        "{'mode':1}",
        "{\"mode\" \"full\"}",
        "nul",
        "nulll",
        "\u{feff}{}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":[1,]}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1 2]}",
        "{\"a\":\"b}",
        "<html>",
        "mode=full",
        // Also where nobody looks.
        "{\"x\":1e400}",
        "{\"x\":[{\"y\":-1e309}]}",
        "{\"mode\":1e400}",
    ] {
        assert_refused("tenant-start-backup", body, "Common.BindJsonFailed", EOF);
    }
    let deep = too_deep(10_001);
    assert_refused("tenant-start-backup", deep, "Common.BindJsonFailed", EOF);
    assert_taken("tenant-start-backup", too_deep(10_000));
    for body in [
        "",
        "{}",
        "null",
        " null\n",
        "\r\n\t {} ",
        "{\"x\":1e-400}",
        "{\"x\":1e308}",
    ] {
        assert_taken("tenant-start-backup", body);
    }
    assert_eq!(
        *validator("tenant-start-backup").check(None).verdict(),
        Verdict::Taken
    );
}

#[test]
fn a_missing_body_is_an_empty_object() {
    let none = validator("obcluster-backup-config").check(None);
    let refusal = none.refusal().expect("the destination is missing");
    assert_eq!(refusal.message(), "backup_base_uri cannot be empty");
    let span = none.report().findings()[0].span();
    assert_eq!((span.start, span.end), (0, 0));
}

#[test]
fn eof_is_explained_where_the_text_breaks() {
    let judged = judge("tenant-start-backup", "{\n  \"mode\": \"full\",\n}");
    let finding = &judged.report().findings()[0];
    assert_eq!((finding.position().line, finding.position().column), (3, 1));
    assert_eq!(
        finding.help(),
        "send one JSON object, or no body at all: expected a key in double quotes here, and `EOF` \
         is the server's message for whatever is not one object"
    );
    let marked = judge("tenant-start-backup", "\u{feff}{}");
    assert!(
        marked.report().findings()[0]
            .help()
            .contains("byte order mark")
    );
}

/// The operation, a body, what Go calls the value, and the field with its type.
const ANOTHER_TYPE: [(&str, &str, &str, &str); 19] = [
    (
        "tenant-start-backup",
        r#"{"mode":1}"#,
        "number",
        "BackupParam.mode of type string",
    ),
    (
        "tenant-start-backup",
        r#"{"mode":1.5}"#,
        "number",
        "BackupParam.mode of type string",
    ),
    (
        "tenant-start-backup",
        r#"{"MODE":true}"#,
        "bool",
        "BackupParam.mode of type string",
    ),
    (
        "tenant-start-backup",
        r#"{"mode":["full"]}"#,
        "array",
        "BackupParam.mode of type string",
    ),
    (
        "tenant-start-backup",
        r#"{"mode":{}}"#,
        "object",
        "BackupParam.mode of type string",
    ),
    (
        "obcluster-start-backup",
        r#"{"encryption":false}"#,
        "bool",
        "BackupParam.encryption of type string",
    ),
    (
        "obcluster-start-backup",
        r#"{"plus_archive":0}"#,
        "number",
        "BackupParam.plus_archive of type bool",
    ),
    (
        "patch-obcluster-backup",
        r#"{"status":1}"#,
        "number",
        "BackupStatusParam.status of type string",
    ),
    (
        "patch-tenant-archive-log",
        r#"{"status":[]}"#,
        "array",
        "ArchiveLogStatusParam.status of type string",
    ),
    (
        "obcluster-backup-config",
        r#"{"backup_base_uri":{}}"#,
        "object",
        "ClusterBackupConfigParam.backup_base_uri of type string",
    ),
    (
        "obcluster-backup-config",
        r#"{"location":1}"#,
        "number",
        "ClusterBackupConfigParam.LogArchiveDestConf.Location of type string",
    ),
    (
        "patch-obcluster-backup-config",
        r#"{"binding":0}"#,
        "number",
        "ClusterBackupConfigParam.LogArchiveDestConf.binding of type string",
    ),
    (
        "tenant-backup-config",
        r#"{"log_archive_concurrency":"10"}"#,
        "string",
        "TenantBackupConfigParam.BaseBackupConfigParam.log_archive_concurrency of type int",
    ),
    (
        "tenant-backup-config",
        r#"{"log_archive_concurrency":10.0}"#,
        "number 10.0",
        "TenantBackupConfigParam.BaseBackupConfigParam.log_archive_concurrency of type int",
    ),
    (
        "tenant-backup-config",
        r#"{"ha_low_thread_score":1e2}"#,
        "number 1e2",
        "TenantBackupConfigParam.BaseBackupConfigParam.ha_low_thread_score of type int",
    ),
    (
        "tenant-backup-config",
        r#"{"ha_low_thread_score":9223372036854775808}"#,
        "number 9223372036854775808",
        "TenantBackupConfigParam.BaseBackupConfigParam.ha_low_thread_score of type int",
    ),
    (
        "patch-tenant-backup-config",
        r#"{"delete_policy":"default"}"#,
        "string",
        "TenantBackupConfigParam.BaseBackupConfigParam.delete_policy of type \
             param.BackupDeletePolicy",
    ),
    (
        "patch-tenant-backup-config",
        r#"{"delete_policy":{"policy":1}}"#,
        "number",
        "BackupDeletePolicy.BaseBackupConfigParam.delete_policy.policy of type string",
    ),
    (
        "patch-tenant-backup-config",
        r#"{"delete_policy":{"recovery_window":[]},"binding":1}"#,
        "array",
        "BackupDeletePolicy.BaseBackupConfigParam.delete_policy.recovery_window of type string",
    ),
];

#[test]
fn values_of_another_type() {
    let path = "Go struct field";
    for (operation, body, found, field) in ANOTHER_TYPE {
        let message =
            format!("Bind JSON failed: json: cannot unmarshal {found} into {path} {field}");
        assert_refused(operation, body, "Common.BindJsonFailed", &message);
    }
    for (operation, body) in [
        (
            "patch-tenant-backup-config",
            r#"{"log_archive_concurrency":-0}"#,
        ),
        (
            "patch-tenant-backup-config",
            r#"{"delete_policy":{"policy":null,"x":1}}"#,
        ),
        (
            "patch-tenant-backup-config",
            r#"{"binding":null,"delete_policy":null}"#,
        ),
        ("tenant-start-backup", r#"{"modes":1,"":[],"mode ":2}"#),
    ] {
        assert_taken(operation, body);
    }
}

#[test]
fn keys_in_any_case_and_the_last_of_several() {
    let mode = |mode: &str| format!("Invalid backup mode: {mode}, must be full or incremental");
    for (body, refused) in [
        (r#"{"mode":"x","MODE":"full"}"#, None),
        (r#"{"MODE":"full","mode":"x"}"#, Some("x")),
        (r#"{"mode":"x","mode":null}"#, None),
        (r#"{"m\u006fde":"y"}"#, Some("y")),
        (r#"{"Mode":"Z"}"#, Some("z")),
    ] {
        match refused {
            None => assert_taken("tenant-start-backup", body),
            Some(text) => {
                assert_refused(
                    "tenant-start-backup",
                    body,
                    "OB.Backup.Mode.Invalid",
                    &mode(text),
                );
            }
        }
    }
    // An earlier value of another type stays an error.
    let message = "Bind JSON failed: json: cannot unmarshal number into Go struct field \
                   BackupParam.mode of type string";
    let twice = r#"{"mode":1,"mode":"full"}"#;
    assert_refused(
        "tenant-start-backup",
        twice,
        "Common.BindJsonFailed",
        message,
    );
    // Two letters beyond ASCII fold to `s` and `k`.
    let folded = "{\"\u{17f}tatus\":\"x\"}";
    let message = "Invalid backup status: 'x', must be 'canceled'";
    assert_refused(
        "patch-tenant-backup",
        folded,
        "OB.Backup.Status.Invalid",
        message,
    );
    // Objects are read into one another.
    let merged = r#"{"delete_policy":{"policy":"y"},"delete_policy":{"recovery_window":"7d"}}"#;
    let message = "Invalid delete policy: 'y', must be 'default'";
    assert_refused(
        "patch-tenant-backup-config",
        merged,
        "OB.Backup.DeletePolicy.Invalid",
        message,
    );
    let reset = r#"{"delete_policy":{"policy":"y"},"delete_policy":null}"#;
    assert_taken("patch-tenant-backup-config", reset);
}

#[test]
fn the_pointer_is_as_the_body_spells_it() {
    for (operation, body, pointer, value) in [
        (
            "tenant-start-backup",
            r#"{"mode":"full","MODE":"x"}"#,
            "/MODE",
            r#""x""#,
        ),
        ("patch-tenant-backup", r#"{"Status": 1}"#, "/Status", "1"),
        (
            "patch-tenant-backup-config",
            r#"{"Delete_Policy":{"Policy":"x"}}"#,
            "/Delete_Policy/Policy",
            r#""x""#,
        ),
        (
            "tenant-backup-config",
            r#"{"data_base_uri":"file:///a"}"#,
            "/archive_base_uri",
            r#"{"data_base_uri":"file:///a"}"#,
        ),
        (
            "obcluster-backup-config",
            " null ",
            "/backup_base_uri",
            "null",
        ),
    ] {
        let judged = judge(operation, body);
        let finding = &judged.report().findings()[0];
        assert_eq!(finding.pointer(), pointer);
        assert_eq!(&body[finding.span().start..finding.span().end], value);
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_replaced_one_by_one() {
    let message = "Invalid backup mode: \u{fffd}\u{fffd}x, must be full or incremental";
    assert_refused(
        "tenant-start-backup",
        b"{\"mode\":\"\xe2\x82x\"}",
        "OB.Backup.Mode.Invalid",
        message,
    );
    let message = "Invalid backup mode: \u{fffd}\u{1f600}, must be full or incremental";
    assert_refused(
        "tenant-start-backup",
        r#"{"mode":"\ud800\ud83d\ude00"}"#,
        "OB.Backup.Mode.Invalid",
        message,
    );
    assert_taken("tenant-start-backup", b"{\"encryption\":\"\xff\"}");
}

// Each rule of the server with the values at its edges.

const CONFIG: &str = "obcluster-backup-config";

/// A configuration with these settings.
fn settings(settings: &str) -> String {
    format!(r#"{{"backup_base_uri":"file:///b",{settings}}}"#)
}

#[test]
fn percentages_and_bindings() {
    let percent = |name: &str| format!("{name} must be between 0 and 100");
    for (name, err_code) in [
        (
            "log_archive_concurrency",
            "OB.Backup.LogArchiveConcurrency.Invalid",
        ),
        ("ha_low_thread_score", "OB.Backup.HaLowThreadScore.Invalid"),
    ] {
        for value in ["-1", "101", "9223372036854775807", "-9223372036854775808"] {
            let body = settings(&format!(r#""{name}":{value}"#));
            assert_refused(CONFIG, body, err_code, &percent(name));
        }
        for value in ["0", "100", "null"] {
            assert_taken(CONFIG, settings(&format!(r#""{name}":{value}"#)));
        }
    }

    let binding =
        |text: &str| format!("Invalid binding mode: {text}, must be OPTIONAL or MANDATORY");
    for (value, shown) in [
        ("optional ", "OPTIONAL "),
        ("opt", "OPT"),
        ("stra\u{df}e", "STRA\u{df}E"),
        ("DEFAULT", "DEFAULT"),
    ] {
        let body = settings(&format!(r#""binding":"{value}""#));
        assert_refused(CONFIG, body, "OB.Backup.Binding.Invalid", &binding(shown));
    }
    for value in ["", "Optional", "mandatory", "opt\u{131}onal"] {
        assert_taken(CONFIG, settings(&format!(r#""binding":"{value}""#)));
    }
}

#[test]
fn intervals_of_pieces() {
    let interval = |value: &str| settings(&format!(r#""piece_switch_interval":"{value}""#));
    let message = "piece_switch_interval must be between 24h0m0s and 168h0m0s";
    for value in ["86399s", "168h1s", "604801s", "1ns", "365d", "213504d"] {
        let body = interval(value);
        if value == "168h1s" {
            let reason = "Time duration '168h1s' is invalid: invalid format";
            assert_refused(CONFIG, body, "Common.InvalidTimeDuration", reason);
        } else {
            assert_refused(
                CONFIG,
                body,
                "OB.Backup.PieceSwitchInterval.Invalid",
                message,
            );
        }
    }
    for value in ["", "1d", "86400S", "7D", "604800000ms", "0007d"] {
        assert_taken(CONFIG, interval(value));
    }
    for (value, reason) in [
        ("1.5d", "invalid format"),
        (" 1d", "invalid format"),
        ("-1d", "invalid format"),
        ("1d12h", "invalid format"),
        ("d", "invalid format"),
        ("1", "invalid format"),
        ("9223372036854775808d", "invalid number"),
        ("1Week", "invalid time unit"),
        ("0D", "time duration is less than min unit"),
        ("366d", "time duration is greater than max unit"),
        // The product wraps.
        ("106752d", "time duration is less than min unit"),
    ] {
        let message = format!("Time duration '{value}' is invalid: {reason}");
        assert_refused(
            CONFIG,
            interval(value),
            "Common.InvalidTimeDuration",
            &message,
        );
    }
}

#[test]
fn policies_and_destinations() {
    let policy = |value: &str| settings(&format!(r#""delete_policy":{{"policy":"{value}"}}"#));
    for (value, shown) in [("Keep", "keep"), ("default ", "default ")] {
        let message = format!("Invalid delete policy: '{shown}', must be 'default'");
        assert_refused(
            CONFIG,
            policy(value),
            "OB.Backup.DeletePolicy.Invalid",
            &message,
        );
    }
    for value in ["", "DEFAULT"] {
        assert_taken(CONFIG, policy(value));
    }
    assert_taken(
        CONFIG,
        settings(r#""delete_policy":{"recovery_window":"forever"}"#),
    );

    let scheme = "Invalid storage URI: invalid path type";
    for uri in [
        "nfs://b",
        "/backup",
        "FILE:///b",
        "file:/b",
        " file:///b",
        "s3:/b",
    ] {
        let body = format!(r#"{{"backup_base_uri":"{uri}"}}"#);
        assert_refused(CONFIG, body, "OB.Storage.URI.Invalid", scheme);
    }
    for uri in ["oss://", "cos://b", "s3://b/k", "file://"] {
        assert_taken(CONFIG, format!(r#"{{"backup_base_uri":"{uri}"}}"#));
    }
    for uri in [
        "{}",
        "null",
        r#"{"backup_base_uri":null}"#,
        r#"{"backup_base_uri":""}"#,
    ] {
        let message = "backup_base_uri cannot be empty";
        assert_refused(CONFIG, uri, "OB.Backup.BaseUriEmpty", message);
    }
}

#[test]
fn the_lag_of_the_archive_is_checked_beside_a_destination_only() {
    let lag = |scheme: &str, lag: &str| {
        format!(r#"{{"backup_base_uri":"{scheme}b","archive_lag_target":"{lag}"}}"#)
    };
    let config = "obcluster-backup-config";
    let most = "archive_lag_target must be less than 2h0m0s";
    let least = "archive_lag_target must be greater than 1m0s for S3";
    assert_refused(
        config,
        lag("file://", "121m"),
        "OB.Backup.ArchiveLagTarget.Invalid",
        most,
    );
    assert_refused(
        config,
        lag("s3://", "7201s"),
        "OB.Backup.ArchiveLagTarget.Invalid",
        most,
    );
    let s3 = "OB.Backup.ArchiveLagTargetForS3.Invalid";
    assert_refused(config, lag("s3://", "59S"), s3, least);
    for (scheme, target) in [
        ("file://", "2H"),
        ("oss://", "1ns"),
        ("s3://", "1m"),
        ("s3://", "7200s"),
        ("s3://", ""),
    ] {
        assert_taken(config, lag(scheme, target));
    }
    // It is shown in lower case, other than the interval of pieces.
    let message = "Time duration '1hour' is invalid: invalid time unit";
    assert_refused(
        config,
        lag("cos://", "1Hour"),
        "Common.InvalidTimeDuration",
        message,
    );

    let three_hours = r#"{"archive_lag_target":"3h"}"#;
    assert_taken("patch-obcluster-backup-config", three_hours);
    assert_taken("patch-tenant-backup-config", three_hours);
    let empty = r#"{"archive_lag_target":"3h","backup_base_uri":""}"#;
    let patch = "patch-obcluster-backup-config";
    assert_refused(patch, empty, "OB.Backup.ArchiveLagTarget.Invalid", most);
    assert_taken(patch, r#"{"archive_lag_target":"1s","backup_base_uri":""}"#);
    let empty = r#"{"archive_lag_target":"3h","archive_base_uri":"","data_base_uri":"s3://b"}"#;
    assert_taken("patch-tenant-backup-config", empty);
}

#[test]
fn what_a_change_needs_a_destination_for() {
    for (operation, uri, err_code) in [
        (
            "patch-obcluster-backup-config",
            "backup_base_uri",
            "OB.Backup.BaseUriEmpty",
        ),
        (
            "patch-tenant-backup-config",
            "archive_base_uri",
            "OB.Backup.ArchiveBaseUriEmpty",
        ),
    ] {
        let message =
            |field: &str| format!("{uri} cannot be empty: If {field} is set, {uri} must be set");
        for (body, field) in [
            (r#"{"binding":"optional"}"#.to_owned(), "binding"),
            (
                r#"{"binding":"wrong","piece_switch_interval":"1d"}"#.to_owned(),
                "binding",
            ),
            (
                r#"{"binding":"","piece_switch_interval":"x"}"#.to_owned(),
                "piece_switch_interval",
            ),
            (format!(r#"{{"{uri}":"","binding":"x"}}"#), "binding"),
            // Before the checks of the values.
            (
                r#"{"log_archive_concurrency":-1,"binding":"x"}"#.to_owned(),
                "binding",
            ),
        ] {
            assert_refused(operation, body, err_code, &message(field));
        }
        for body in [
            r#"{"binding":""}"#.to_owned(),
            r#"{"piece_switch_interval":""}"#.to_owned(),
            format!(r#"{{"{uri}":"file:///b","binding":"optional"}}"#),
        ] {
            assert_taken(operation, body);
        }
    }
    // The destination of the data is not one of the logs.
    let message =
        "archive_base_uri cannot be empty: If binding is set, archive_base_uri must be set";
    assert_refused(
        "patch-tenant-backup-config",
        r#"{"data_base_uri":"file:///b","binding":"x"}"#,
        "OB.Backup.ArchiveBaseUriEmpty",
        message,
    );
}

/// Each body breaks all rules from its own on; what stands before is corrected one by one.
#[test]
fn the_first_rule_in_the_servers_order() {
    let all = [
        (
            "log_archive_concurrency",
            "101",
            "1",
            "log_archive_concurrency must be between 0 and 100",
        ),
        (
            "ha_low_thread_score",
            "-1",
            "1",
            "ha_low_thread_score must be between 0 and 100",
        ),
        (
            "binding",
            r#""x""#,
            r#""OPTIONAL""#,
            "Invalid binding mode: X, must be OPTIONAL or MANDATORY",
        ),
        (
            "piece_switch_interval",
            r#""x""#,
            r#""1d""#,
            "Time duration 'x' is invalid: invalid format",
        ),
        (
            "delete_policy",
            r#"{"policy":"x"}"#,
            "{}",
            "Invalid delete policy: 'x', must be 'default'",
        ),
        (
            "archive_base_uri",
            r#""x""#,
            r#""s3://b""#,
            "Invalid storage URI: invalid path type",
        ),
        (
            "data_base_uri",
            r#""x""#,
            r#""s3://b""#,
            "Invalid storage URI: invalid path type",
        ),
        (
            "archive_lag_target",
            r#""1s""#,
            r#""1m""#,
            "archive_lag_target must be greater than 1m0s for S3",
        ),
    ];
    for operation in ["tenant-backup-config", "patch-tenant-backup-config"] {
        for first in 0..=all.len() {
            // In the opposite order of the checks, which does not matter.
            let fields: Vec<String> = all
                .iter()
                .enumerate()
                .rev()
                .map(|(at, (name, wrong, right, _))| {
                    format!(r#""{name}":{}"#, if at < first { right } else { wrong })
                })
                .collect();
            let body = format!("{{{}}}", fields.join(","));
            let judged = judge(operation, &body);
            let found = judged.refusal().map(|refusal| refusal.message().to_owned());
            let expected = all.get(first).map(|(.., message)| (*message).to_owned());
            assert_eq!(found, expected, "{operation}: {body}");
            if let Some((name, ..)) = all.get(first) {
                let pointer = judged.report().findings()[0].pointer().into_owned();
                assert!(pointer.starts_with(&format!("/{name}")), "{pointer}");
            }
        }
    }
    // The destinations come first, data before logs.
    let both = r#"{"log_archive_concurrency":-1}"#;
    let message = "data_base_uri cannot be empty";
    assert_refused(
        "tenant-backup-config",
        both,
        "OB.Backup.DataBaseUriEmpty",
        message,
    );
    let logs = r#"{"data_base_uri":"x","archive_base_uri":""}"#;
    let message = "archive_base_uri cannot be empty";
    assert_refused(
        "tenant-backup-config",
        logs,
        "OB.Backup.ArchiveBaseUriEmpty",
        message,
    );
}

#[test]
fn modes_and_statuses() {
    for operation in ["tenant-start-backup", "obcluster-start-backup"] {
        for mode in ["", "full", "FULL", "Incremental", "\u{130}ncremental"] {
            assert_taken(operation, format!(r#"{{"mode":"{mode}"}}"#));
        }
        for (mode, shown) in [
            ("inc", "inc"),
            (" full", " full"),
            ("F\u{dc}LL", "f\u{fc}ll"),
        ] {
            let message = format!("Invalid backup mode: {shown}, must be full or incremental");
            let body = format!(r#"{{"mode":"{mode}"}}"#);
            assert_refused(operation, body, "OB.Backup.Mode.Invalid", &message);
        }
    }
    for operation in ["patch-tenant-backup", "patch-obcluster-backup"] {
        for status in ["", "canceled", "CANCELED"] {
            assert_taken(operation, format!(r#"{{"status":"{status}"}}"#));
        }
        for (status, shown) in [("Cancelled", "cancelled"), ("STOP", "stop")] {
            let message = format!("Invalid backup status: '{shown}', must be 'canceled'");
            let body = format!(r#"{{"status":"{status}"}}"#);
            assert_refused(operation, body, "OB.Backup.Status.Invalid", &message);
        }
    }
    for operation in ["patch-tenant-archive-log", "patch-obcluster-archive-log"] {
        for status in ["", "stop", "Doing", "SUSPEND", "\u{17f}top"] {
            assert_taken(operation, format!(r#"{{"status":"{status}"}}"#));
        }
        for (status, shown) in [("suspending", "SUSPENDING"), ("stop ", "STOP ")] {
            let message =
                format!("Invalid archive log status: '{shown}', must be 'STOP' or 'DOING'");
            let body = format!(r#"{{"status":"{status}"}}"#);
            assert_refused(
                operation,
                body,
                "OB.Backup.ArchiveLogStatus.Invalid",
                &message,
            );
        }
    }
}

/// The values are neither shown in findings nor by `Debug`.
#[test]
fn secrets_are_masked() {
    let body = r#"{"backup_base_uri":"file:///b","binding":"oss://b?host=h&access_key=S3CRET"}"#;
    let judged = judge("obcluster-backup-config", body);
    let refusal = judged.refusal().expect("it is no binding");
    assert!(refusal.message().contains("S3CRET"));
    let shown = format!(
        "{judged:?} {refusal} {}",
        judged.report().findings()[0].message()
    );
    assert!(!shown.contains("S3CRET"), "{shown}");
    let body = r#"{"encryption":"S3CRET","mode":"x"}"#;
    let judged = judge("tenant-start-backup", body);
    assert!(!format!("{judged:?}").contains("S3CRET"));
}

#[test]
fn encrypted_bodies_are_not_judged() {
    // One to four blocks, as clients write them, also over several lines.
    for body in [
        "q83vASNFZ4mrze8BI0VniQ==",
        "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=",
        "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWeJ",
        "q83vASNFZ4mrze8BI0Vn\r\niQ==\r\n",
    ] {
        let judged = judge("tenant-start-backup", body);
        assert_eq!(*judged.verdict(), Verdict::Encrypted, "{body}");
        assert!(judged.report().findings().is_empty());
    }
    // Not whole blocks, not base64, or JSON.
    let digits = "1234".repeat(16);
    for body in [
        "q83vASNFZ4mrze8BI0Vn",
        "q83vASNFZ4mrze8BI0VniQ",
        "full",
        "====",
        &digits,
    ] {
        assert_refused("tenant-start-backup", body, "Common.BindJsonFailed", EOF);
    }
    // The path is in the clear.
    let path = "/api/v1/tenant/sys/backup";
    let judged =
        validator("tenant-start-backup").check_request(path, Some(b"q83vASNFZ4mrze8BI0VniQ=="));
    assert!(judged.refusal().is_some());
}

#[test]
fn operations_without_a_body_ignore_one() {
    for operation in Operation::all().filter(|operation| !operation.info().has_request) {
        assert_taken(operation.id(), "not JSON");
    }
}

fn assert_target(operation: &str, target: &str, expected: Option<(u16, &str, &str)>) {
    let judged = validator(operation).check_request(target, None);
    let expected =
        expected.map(|(status, code, message)| (status, code.to_owned(), message.to_owned()));
    assert_eq!(refused(&judged, operation, target), expected, "{target}");
    for finding in judged.report().findings() {
        assert_eq!((finding.span().start, finding.span().end), (0, 0));
    }
}

#[test]
fn tenants_in_paths() {
    let tenants = Operation::all().filter(|operation| operation.info().path.contains("{name}"));
    let mut count = 0;
    for operation in tenants {
        count += 1;
        let path = |name: &str| operation.info().path.replace("{name}", name);
        let empty = Some((400, "OB.Tenant.Name.Empty", "Tenant name is empty"));
        let message = "System tenant is not allowed to perform this operation";
        let sys = Some((400, "OB.Tenant.SysOperationNotAllowed", message));
        let not_found = Some((404, "Common.NotFound", "Element not found: 404 not found"));
        let body = |target: &str| {
            // A body that is taken, so that only the path decides.
            let uris = r#"{"data_base_uri":"file:///b","archive_base_uri":"file:///b"}"#;
            let judged = validator(operation.id()).check_request(target, Some(uris.as_bytes()));
            refused(&judged, operation.id(), target)
        };
        let owned = |expected: Option<(u16, &str, &str)>| {
            expected.map(|(status, code, message)| (status, code.to_owned(), message.to_owned()))
        };
        for (name, expected) in [
            ("", empty),
            ("sys", sys),
            ("%73ys", sys),
            ("SYS", None),
            ("sys%20", None),
            ("%E4%BA%A7", None),
            ("%ff", None),
            ("a+b", None),
            ("a%2Fb", not_found),
            ("%2F", not_found),
        ] {
            assert_eq!(body(&path(name)), owned(expected), "{operation}: {name}");
        }
        assert_eq!(
            body(&format!("http://10.0.0.1:2886/proxy{}", path("t1"))),
            None
        );
        assert_eq!(body(&format!("{}/", path("t1"))), owned(not_found));
        for name in ["%", "%2", "%zz", "a b", "\u{7f}"] {
            assert_eq!(
                body(&path(name)),
                owned(Some((400, "", "400 Bad Request"))),
                "{name}"
            );
        }
    }
    assert_eq!(count, 10);
    // What is no JSON is told as the text that it is.
    let judged =
        validator("tenant-start-backup").check_request("/api/v1/tenant/t%/backup", Some(b"{}"));
    let refusal = judged.refusal().expect("it is refused");
    assert_eq!(refusal.to_string(), "400 with the text `400 Bad Request`");
    // The path is checked before the body and the query.
    let judged = validator("tenant-start-backup")
        .check_request("/api/v1/tenant/sys/backup", Some(b"not JSON"));
    let refusal = judged.refusal().expect("it is refused");
    assert_eq!(refusal.err_code(), Some("OB.Tenant.SysOperationNotAllowed"));
    let Culprit::Parameter { location, name, .. } = refusal.culprit() else {
        panic!("{refusal:?}");
    };
    assert_eq!((*location, *name), (ParameterIn::Path, "name"));
}

#[test]
fn ids_in_paths() {
    let invalid = |id: &str, reason: &str| format!("Invalid ID: {id}{reason}");
    let ipv6 = |rest: &str| format!("3{:039}02886{rest}", 0xfe80_u128 << 112);
    let ids = [
        ("143".to_owned(), None),
        ("19223372036854775807".to_owned(), None),
        ("2016777217002886143".to_owned(), None),
        (format!("2{:010}028867", 0x0a0a_0a01), None),
        (format!("4{:010}028867", 0x0a0a_0a01), None),
        (ipv6("7"), None),
        ("1".to_owned(), Some(String::new())),
        ("216777".to_owned(), Some(String::new())),
        (format!("2{:010}02886", 0x0a0a_0a01), Some(String::new())),
        (ipv6(""), Some(String::new())),
        ("0143".to_owned(), Some(": invalid generic id".to_owned())),
        ("643".to_owned(), Some(": invalid generic id".to_owned())),
        ("x".to_owned(), Some(": invalid generic id".to_owned())),
        (
            "1x".to_owned(),
            Some(r#": strconv.ParseInt: parsing "x": invalid syntax"#.to_owned()),
        ),
        (
            "1\"7".to_owned(),
            Some(r#": strconv.ParseInt: parsing "\"7": invalid syntax"#.to_owned()),
        ),
        (
            "19223372036854775808".to_owned(),
            Some(
                r#": strconv.ParseInt: parsing "9223372036854775808": value out of range"#
                    .to_owned(),
            ),
        ),
        (
            format!("2x{:09}028867", 1),
            Some(": convert id to bigInt failed".to_owned()),
        ),
        // Too few bytes, and too many.
        (
            format!("2{:010}028867", 0x00ff_ffff),
            Some(": convert id to ip failed".to_owned()),
        ),
        (
            "29999999999028867".to_owned(),
            Some(": convert id to ip failed".to_owned()),
        ),
        (
            format!("3{}028867", "9".repeat(39)),
            Some(": convert id to ip failed".to_owned()),
        ),
        (
            format!("2{:010}0288x7", 0x0a0a_0a01),
            Some(": parse port failed".to_owned()),
        ),
    ];
    for (id, reason) in ids {
        let message = reason.map(|reason| invalid(&id, &reason));
        let expected = message
            .as_deref()
            .map(|message| (400, "Task.GenericID.Invalid", message));
        let encoded = id.replace('"', "%22");
        assert_target(
            "get-dag-detail",
            &format!("/api/v1/task/dag/{encoded}"),
            expected,
        );
    }
    let message = "Task not found: dag id not match";
    for id in ["1007", "1+7", "1-0"] {
        let target = format!("/api/v1/task/dag/{id}");
        assert_target(
            "get-dag-detail",
            &target,
            Some((404, "Task.NotFound", message)),
        );
    }
    let not_found = Some((404, "Common.NotFound", "Element not found: 404 not found"));
    for target in ["/api/v1/task/dag/", "/api/v1/task/dag/1%2F3"] {
        assert_target("get-dag-detail", target, not_found);
    }
}

#[test]
fn whether_details_are_shown() {
    let panic = Some((
        500,
        "Common.Unexpected",
        "Unexpected error: Internal Server Error",
    ));
    for (query, expected) in [
        ("", None),
        ("?", None),
        ("?show_details=true", None),
        ("?show_details=T", None),
        ("?show_details=0", None),
        ("?show_details=", None),
        ("?show_details", None),
        ("?showDetails=no", None),
        ("?SHOW_DETAILS=no", None),
        ("?show_details=1&show_details=no", None),
        ("?show_details=no&show_details=1", panic),
        ("?show_details=no", panic),
        ("?show_details=tRue", panic),
        ("?show_details=yes", panic),
        ("?show_details=%74rue", None),
        // Pairs that cannot be decoded are skipped.
        ("?show_details=%zz", None),
        ("?show_details=no;x", None),
    ] {
        assert_target(
            "get-dag-detail",
            &format!("/api/v1/task/dag/143{query}"),
            expected,
        );
    }
    // The id comes first.
    let target = "/api/v1/task/dag/1?show_details=no";
    let id = Some((400, "Task.GenericID.Invalid", "Invalid ID: 1"));
    assert_target("get-dag-detail", target, id);
}

/// Asserts what the server says of a query, or that it takes it.
fn assert_query(query: &str, message: Option<&str>) {
    let target = format!("/api/v1/tenant/t/backup/tasks?{query}");
    let message = message.map(|message| format!("Bind JSON failed: {message}"));
    let expected = message
        .as_deref()
        .map(|message| (400, "Common.BindJsonFailed", message));
    assert_target("list-tenant-backup-tasks", &target, expected);
}

#[test]
fn queries_of_pages() {
    let syntax = "invalid syntax";
    let range = "value out of range";
    for (query, value, reason) in [
        ("page=-1", "-1", syntax),
        ("page=%2B1", "+1", syntax),
        ("page=+1", " 1", syntax),
        ("page=1.5", "1.5", syntax),
        ("page=0x1", "0x1", syntax),
        ("page=1_0", "1_0", syntax),
        ("page=%22", r#"\""#, syntax),
        ("size=18446744073709551616", "18446744073709551616", range),
        ("size=99999999999999999999x", "99999999999999999999x", range),
        ("size=ten", "ten", syntax),
        ("page=x&size=y", "x", syntax),
        ("size=y&page=x", "x", syntax),
    ] {
        let message = format!("strconv.ParseUint: parsing \"{value}\": {reason}");
        assert_query(query, Some(&message));
    }
    for query in [
        "page=",
        "page=0",
        "size",
        "size=0",
        "size=18446744073709551615",
        "Page=x",
        "page=1&page=x",
        "status=nonsense,,",
        "sort=job_id,asc",
        "sort=a,b,c",
        "unknown=1",
        "page=%zz",
        "&&;=",
    ] {
        assert_query(query, None);
    }
    // The tenant comes first.
    let target = "/api/v1/tenant//backup/tasks?page=x";
    let empty = Some((400, "OB.Tenant.Name.Empty", "Tenant name is empty"));
    assert_target("list-tenant-backup-tasks", target, empty);
}

#[test]
fn queries_of_times() {
    for (query, value, rest, element) in [
        ("start_time=now&page=x", "now", "now", "2006"),
        ("page=x&end_time=now", "now", "now", "2006"),
        (
            "start_time=2026-11-26T00:00:00+08:00",
            "2026-11-26T00:00:00 08:00",
            " 08:00",
            "Z07:00",
        ),
        ("start_time=2026-11-26", "2026-11-26", "", "T"),
        (
            "start_time=2026-1-26T00:00:00Z",
            "2026-1-26T00:00:00Z",
            "1-26T00:00:00Z",
            "01",
        ),
        (
            "start_time=2026-11-26T00:00:00",
            "2026-11-26T00:00:00",
            "",
            "Z07:00",
        ),
        (
            "start_time=2026-11-26%2000:00:00Z",
            "2026-11-26 00:00:00Z",
            " 00:00:00Z",
            "T",
        ),
        (
            "start_time=%E4%B8%AD",
            r"\xe4\xb8\xad",
            r"\xe4\xb8\xad",
            "2006",
        ),
    ] {
        let message = format!(
            "parsing time \"{value}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{rest}\" as \
             \"{element}\""
        );
        assert_query(query, Some(&message));
    }
    for (value, reason) in [
        ("2026-02-30T00:00:00Z", "day out of range"),
        ("2026-13-01T00:00:00Z", "month out of range"),
        ("2026-01-01T24:00:00Z", "hour out of range"),
        ("2026-01-01T23:60:00Z", "minute out of range"),
        ("2026-01-01T23:59:60Z", "second out of range"),
        (
            "2026-01-01T00:00:00+25:00",
            "time zone offset hour out of range",
        ),
        (
            "2026-01-01T00:00:00+08:61",
            "time zone offset minute out of range",
        ),
        ("2026-01-01T00:00:00ZZ", "extra text: \"Z\""),
    ] {
        let message = format!("parsing time \"{value}\": {reason}");
        let query = format!("start_time={}", value.replace('+', "%2B"));
        assert_query(&query, Some(&message));
    }
    for query in [
        "start_time=",
        "start_time=0001-01-01T00:00:00Z",
        "start_time=2026-11-26T00:00:00%2B24:00",
        "start_time=2026-11-26T0:00:00,5Z",
        "end_time=2024-02-29T00:00:00.123456789123Z",
    ] {
        assert_query(query, None);
    }
}

#[test]
fn a_level_decides_what_a_refusal_counts_as() {
    let selector = Selector::Rule(rule("refused-request").expect("it is there"));
    let body = Some(&b"[]"[..]);
    let allowed = validator("tenant-start-backup")
        .level(selector, Level::Allow)
        .check(body);
    assert!(allowed.report().conforms() && allowed.report().findings().is_empty());
    assert!(allowed.refusal().is_some());
    let warned = validator("tenant-start-backup")
        .level(selector, Level::Warn)
        .check(body);
    assert!(warned.report().conforms() && !warned.report().findings().is_empty());
}
