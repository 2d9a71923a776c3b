//! Which formats can be read back.

use std::fmt::Debug;

use obshell_types::{Envelope, TenantBackupOverview};
use serde::Serialize;
use serde::de::DeserializeOwned;

type Body = Envelope<TenantBackupOverview>;

/// A success and a failure; fractions, any members and a timestamp are among what they hold.
fn bodies() -> [Body; 2] {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../samples/");
    let sample = format!("{samples}tenant-backup-overview/documentation.json");
    let success = std::fs::read_to_string(sample).expect("the sample is there");
    let failure = r#"{"successful":false,"timestamp":"2026-05-09T10:11:12Z","duration":1,
        "status":400,"traceId":"t","error":{"errCode":"A.B","message":"m","subErrors":
        [{"tag":"t","field":"f","message":"m"},{"error":{"a":[1.5,18446744073709551615,null]}}]}}"#;
    [&*success, failure].map(|body| serde_json::from_str(body).expect("it is read"))
}

fn comes_back<T: PartialEq + Debug, E: Debug>(original: &T, read: Result<T, E>) {
    assert_eq!(&read.expect("it is read"), original);
}

fn is_refused<T: Debug, E: Debug>(read: Result<T, E>) {
    read.expect_err("it is not read");
}

fn cbor<T: Serialize + DeserializeOwned>(
    value: &T,
) -> Result<T, ciborium::de::Error<std::io::Error>> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("it is written");
    ciborium::from_reader(&*bytes)
}

#[test]
fn self_describing_formats_with_names() {
    for body in bodies() {
        comes_back(&body, cbor(&body));
        let pack = rmp_serde::to_vec_named(&body).expect("it is written");
        comes_back(&body, rmp_serde::from_slice(&pack));
        let yaml = serde_yaml_ng::to_string(&body).expect("it is written");
        comes_back(&body, serde_yaml_ng::from_str(&yaml));
    }
}

#[test]
fn formats_without_names() {
    for body in bodies() {
        let pack = rmp_serde::to_vec(&body).expect("it is written");
        is_refused(rmp_serde::from_slice::<Body>(&pack));
        let bytes = postcard::to_stdvec(&body).expect("it is written");
        is_refused(postcard::from_bytes::<Body>(&bytes));
        let config = bincode::config::standard();
        let bytes = bincode::serde::encode_to_vec(&body, config).expect("it is written");
        is_refused(bincode::serde::decode_from_slice::<Body, _>(&bytes, config));
    }
}
