//! Numbers under `serde_json`'s feature `arbitrary_precision`.

use obshell_types::request::{BackupParam, TenantBackupConfigParam};
use obshell_types::{
    AdditionalData, ApiError, BackupDestInfo, CdbObBackupTask, DagDetailDTO, Envelope, Failure,
    IterableData, Nullable, SubError, Success, TenantBackupInfo, TenantBackupOverview, wire,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Numbers that a 64-bit type does not hold, or that are not written as they were spelled.
const NUMBERS: [&str; 18] = [
    "0",
    "-0",
    "-1",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "340282366920938463463374607431768211456",
    "1.5",
    "1.0",
    "1.50",
    "-0.0",
    "0.1000000000000000055511151231257827",
    "144225.6503",
    "0.00001",
    "0.000001",
    "1e+21",
    "1e-7",
    "1e+400",
];

/// What a `Value` hands over as an integer or a fraction although it is spelled otherwise.
const SPELLED_ANEW: [&str; 3] = ["-0", "1.0", "-0.0"];

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Flat<T> {
    source: String,
    #[serde(flatten)]
    inner: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either<T> {
    Number(i64),
    Inner(T),
}

/// Reads a text directly, through a `Value`, flattened, untagged, and both; each time it is written
/// back as it came.
fn check<T: DeserializeOwned + Serialize>(text: &str) {
    let direct: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(serde_json::to_string(&direct).expect("it is written"), text);
    assert_eq!(wire::to_string(&direct).as_deref(), Ok(text));
    let value: Value = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(serde_json::to_value(&direct).expect("it is written"), value);

    let untagged: Either<T> = serde_json::from_str(text).expect("it is read untagged");
    assert!(matches!(untagged, Either::Inner(_)), "{text}");
    assert_eq!(
        serde_json::to_string(&untagged).expect("it is written"),
        text
    );

    let members = text.strip_prefix('{').expect("an object");
    let flat_text = format!(r#"{{"source":"s",{members}"#);
    let flat: Flat<T> = serde_json::from_str(&flat_text).expect("it is read flattened");
    assert_eq!(
        serde_json::to_string(&flat).expect("it is written"),
        flat_text
    );
    let both: Either<Flat<T>> = serde_json::from_str(&flat_text).expect("it is read");
    assert!(matches!(both, Either::Inner(_)), "{text}");
    assert_eq!(
        serde_json::to_string(&both).expect("it is written"),
        flat_text
    );
}

fn failure(details: &str) -> String {
    format!(
        r#"{{"successful":false,"timestamp":"2026-05-09T10:11:12Z","duration":1,"status":400,"traceId":"t","error":{{"errCode":"A.B","message":"m","subErrors":[{details}]}}}}"#
    )
}

fn dag(additional_data: &str) -> String {
    format!(
        r#"{{"id":"143","dag_id":9223372036854775807,"name":"n","stage":1,"max_stage":4,"maintenance_type":1,"maintenance_key":"","state":"READY","operator":"RUN","start_time":"0001-01-01T00:00:00Z","end_time":"1969-12-31T19:00:00-05:00","additional_data":{additional_data},"nodes":null}}"#
    )
}

fn success(data: &str) -> String {
    format!(
        r#"{{"successful":true,"timestamp":"2026-05-09T10:11:12Z","duration":1,"status":200,"traceId":"t","data":{data}}}"#
    )
}

#[test]
fn any_number_is_kept_in_objects_of_any_members() {
    for number in NUMBERS {
        let object = format!(r#"{{"a":{number},"b":[{number},{{"c":{number}}}],"d":"{number}"}}"#);
        check::<SubError>(&object);
        check::<AdditionalData>(&object);
        check::<Envelope<TenantBackupOverview>>(&failure(&object));
        check::<Failure>(&failure(&object));
        check::<DagDetailDTO>(&dag(&object));
        check::<Envelope<DagDetailDTO>>(&success(&dag(&object)));
        check::<Success<DagDetailDTO>>(&success(&dag(&object)));
        let list = format!(r#"{{"contents":[{}]}}"#, dag(&object));
        check::<Envelope<IterableData<DagDetailDTO>>>(&success(&list));
    }
}

#[test]
fn data_before_the_outcome_is_as_exact() {
    for number in NUMBERS {
        let data = dag(&format!(r#"{{"a":{number}}}"#));
        let usual = success(&data);
        let early = usual.replacen('{', &format!(r#"{{"data":{data},"#), 1);
        let early = early.replacen(&format!(r#","data":{data}}}"#), "}", 1);
        let body: Envelope<DagDetailDTO> =
            serde_json::from_str(&early).unwrap_or_else(|error| panic!("{early}: {error}"));
        assert_eq!(wire::to_string(&body).as_deref(), Ok(&*usual));

        let value: Value = serde_json::from_str(&early).expect("it is JSON");
        let body: Envelope<DagDetailDTO> = serde_json::from_value(value).expect("it is read");
        let same = wire::to_string(&body).as_deref() == Ok(&*usual);
        assert_eq!(same, !SPELLED_ANEW.contains(&number), "{number}");
        let written = serde_json::to_value(&body).expect("it is written");
        let written = written["data"]["additional_data"]["a"].as_f64();
        assert_eq!(
            written,
            number.parse().ok().filter(|it: &f64| it.is_finite()),
            "{number}"
        );
    }
}

fn sample(name: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../samples/");
    let text = std::fs::read_to_string(format!("{root}{name}")).expect("the sample is there");
    // In one line, as the types write it.
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    value.to_string()
}

#[test]
fn fractions_of_payloads_are_read_where_serde_buffers() {
    let overview = sample("tenant-backup-overview/documentation.json");
    let fraction = overview.replacen(
        r#""output_rate_bytes":"#,
        r#""output_rate_bytes":0.5e-7,"x":"#,
        1,
    );
    assert_ne!(fraction, overview);
    for text in [&overview, &fraction] {
        type Body = Envelope<TenantBackupOverview>;
        let direct: Body = serde_json::from_str(text).expect("it is read");
        let either: Either<Body> = serde_json::from_str(text).expect("it is read untagged");
        assert_eq!(either, Either::Inner(direct.clone()));
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        assert_eq!(
            serde_json::from_value::<Body>(value).expect("it is read"),
            direct
        );
        let flat = text.replacen('{', r#"{"source":"s","#, 1);
        let flat: Flat<Body> = serde_json::from_str(&flat).expect("it is read flattened");
        assert_eq!(flat.inner, direct);
    }
}

#[test]
fn a_fraction_is_the_nearest_to_its_text() {
    let overview = sample("tenant-backup-overview/documentation.json");
    let overview: Value = serde_json::from_str(&overview).expect("it is JSON");
    for (number, expected) in [
        ("5", Some(5.0)),
        ("-0", Some(-0.0)),
        ("0.1000000000000000055511151231257827", Some(0.1)),
        ("9007199254740993", Some(9_007_199_254_740_992.0)),
        (
            "340282366920938463463374607431768211456",
            Some(2_f64.powi(128)),
        ),
        ("1e+21", Some(1e21)),
        ("1e+400", None),
        ("\"1\"", None),
        ("null", None),
        ("[]", None),
        ("{}", None),
        (r#"{"a":1}"#, None),
    ] {
        let mut task = overview["data"]["status"].clone();
        task["output_rate_bytes"] = serde_json::from_str(number).expect("it is JSON");
        let read = [
            serde_json::from_str::<CdbObBackupTask>(&task.to_string()).ok(),
            serde_json::from_value(task.clone()).ok(),
            match serde_json::from_value(task) {
                Ok(Either::Inner(task)) => Some(task),
                _ => None,
            },
        ];
        // The sign of an integer 0 is lost in a `Value`.
        let read = read.into_iter().take(if number == "-0" { 1 } else { 3 });
        for task in read {
            let rate = task.map(|task| task.output_rate_bytes.to_bits());
            assert_eq!(rate, expected.map(f64::to_bits), "{number}");
        }
    }
}

#[test]
fn a_number_is_no_object() {
    fn check<T: DeserializeOwned>(name: &str) {
        for number in NUMBERS {
            assert!(
                serde_json::from_str::<T>(number).is_err(),
                "{name}: {number}"
            );
            let value: Value = serde_json::from_str(number).expect("it is JSON");
            assert!(
                serde_json::from_value::<T>(value).is_err(),
                "{name}: {number}"
            );
            let list = format!("[{number}]");
            let buffered = serde_json::from_str::<Either<Vec<T>>>(&list);
            assert!(buffered.is_err(), "{name}: {number}");
        }
    }

    macro_rules! check {
        ($($type:ty),+ $(,)?) => { $(check::<$type>(stringify!($type));)+ };
    }

    check!(
        AdditionalData,
        ApiError,
        BackupDestInfo,
        BackupParam,
        CdbObBackupTask,
        DagDetailDTO,
        Envelope<DagDetailDTO>,
        IterableData<DagDetailDTO>,
        Nullable<BackupDestInfo>,
        SubError,
        TenantBackupConfigParam,
        TenantBackupInfo,
    );
    let early = r#"{"data":{"additional_data":1.50},"successful":true}"#;
    assert!(serde_json::from_str::<Envelope<DagDetailDTO>>(early).is_err());
}

#[test]
fn equal_values_are_equal_however_they_were_read() {
    for number in ["1.5", "144225.6503", "18446744073709551616", "-3", "1.0"] {
        let text = format!(r#"{{"a":{number}}}"#);
        let direct: AdditionalData = serde_json::from_str(&text).expect("it is read");
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let from_value: AdditionalData = serde_json::from_value(value).expect("it is read");
        assert_eq!(
            serde_json::to_string(&from_value).expect("it is written"),
            text
        );
        assert_eq!(from_value == direct, number != "1.0", "{number}");
    }
}

#[test]
fn values_of_serde_json_are_written_as_they_are_spelled() {
    for number in NUMBERS {
        let value: Value = serde_json::from_str(number).expect("it is JSON");
        assert_eq!(
            wire::to_string(&[&value]).as_deref(),
            Ok(&*format!("[{number}]"))
        );
    }
    assert_eq!(
        wire::to_string(&json!({"a": 1.25})).as_deref(),
        Ok(r#"{"a":1.25}"#)
    );
}
