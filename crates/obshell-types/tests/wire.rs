//! What the server writes in numbers, text, errors and envelopes is read and written back.

use obshell_types::{
    ApiError, BackupOverview, Envelope, ErrorGeneration, TenantBackupOverview, wire,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn rewritten<T: Serialize + DeserializeOwned>(body: &str) -> String {
    let value: T = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"));
    wire::to_string(&value).unwrap_or_else(|error| panic!("{error}: {body}"))
}

#[test]
fn forms_of_numbers_and_text() {
    for text in [
        "0",
        "-0",
        "1",
        "5817899",
        "144225.6503",
        "0.0001",
        "0.000001",
        "9.99e-7",
        "1e-7",
        "1.5e-10",
        "100000000000000000000",
        "1e+21",
        "1.7976931348623157e+308",
        "5e-324",
        "1947051907384707.2",
        "969373812345432.2",
        "20000000000000000000",
        "0.00012",
        "-2.5",
    ] {
        let number: f64 = text.parse().expect("a number");
        assert_eq!(wire::to_string(&number).as_deref(), Ok(text));
    }
    for text in [
        r#""\u003ctimeout\u003e \u0026 retry""#,
        r#""\"\\/\b\f\n\r\t\u0001\u001f""#,
        r#""\u2028\u2029\ufffd""#,
        "\"\u{7f}租户😀\"",
    ] {
        assert_eq!(rewritten::<String>(text), text);
    }
    assert!(wire::to_string(&f64::NAN).is_err());
    assert!(wire::to_string(&f64::INFINITY).is_err());
}

#[test]
fn shapes_that_serde_can_hand_over() {
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Shape {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { a: Option<u8> },
    }

    let shapes = [
        Shape::Unit,
        Shape::Newtype(1),
        Shape::Tuple(1, 2),
        Shape::Struct { a: None },
    ];
    assert_eq!(
        wire::to_string(&shapes).as_deref(),
        Ok(r#"["Unit",{"Newtype":1},{"Tuple":[1,2]},{"Struct":{"a":null}}]"#),
    );
    let numbers = BTreeMap::from([(1, 'a'), (2, '&')]);
    assert_eq!(
        wire::to_string(&numbers).as_deref(),
        Ok(r#"{"1":"a","2":"\u0026"}"#),
    );
    let lists = BTreeMap::from([([1], 2)]);
    assert!(wire::to_string(&lists).is_err());
    assert_eq!(
        wire::to_string(&(1.5_f32, 1e21_f32)).as_deref(),
        Ok("[1.5,1e+21]")
    );
}

#[test]
fn errors_of_both_generations() {
    for (text, generation) in [
        (r#"{"code":2300,"message":"m"}"#, ErrorGeneration::Numeric),
        (
            r#"{"errCode":"Task.NotFound","message":"m"}"#,
            ErrorGeneration::Named,
        ),
        (
            r#"{"code":10008,"errCode":"A.B","message":"m"}"#,
            ErrorGeneration::Named,
        ),
        (
            r#"{"errCode":"A.B","message":"m","subErrors":[{"tag":"t","field":"f","message":"m"},{"error":{"Number":1,"Rate":0.5,"List":[true,null,"x"]}},{"error":null},{}]}"#,
            ErrorGeneration::Named,
        ),
    ] {
        assert_eq!(rewritten::<ApiError>(text), text);
        let error: ApiError = serde_json::from_str(text).expect("it reads");
        assert_eq!(error.generation(), Some(generation));
    }
    for text in [
        r#"{"code":null,"message":"m"}"#,
        r#"{"errCode":null,"message":"m"}"#,
        r#"{"subErrors":null,"message":"m"}"#,
        r#"{"subErrors":[1],"message":"m"}"#,
        r#"{"subErrors":[{"tag":1}],"message":"m"}"#,
        r#"{"code":1}"#,
    ] {
        assert!(serde_json::from_str::<ApiError>(text).is_err(), "{text}");
    }
}

#[test]
fn contradictory_envelopes_say_what_contradicts() {
    let head = r#""timestamp":"2026-05-09T10:11:12Z","duration":1,"traceId":"""#;
    let error = r#""error":{"errCode":"A.B","message":"m"}"#;
    for (parts, message) in [
        (
            r#""successful":true,"status":200"#.to_owned(),
            "`successful` is true but `data` is missing",
        ),
        (
            r#""successful":true,"status":200,"data":null"#.to_owned(),
            "`successful` is true but `data` is null",
        ),
        (
            format!(r#""successful":true,"status":200,{error}"#),
            "`successful` is true but `error` is present",
        ),
        (
            format!(r#"{error},"successful":true,"status":200"#),
            "`successful` is true but `error` is present",
        ),
        (
            r#""successful":true,"status":404"#.to_owned(),
            "`successful` is true but `status` is 404",
        ),
        (
            r#""successful":false,"status":404"#.to_owned(),
            "`successful` is false but `error` is missing",
        ),
        (
            r#""successful":false,"status":404,"error":null"#.to_owned(),
            "`successful` is false but `error` is null",
        ),
        (
            r#""successful":false,"status":404,"data":{}"#.to_owned(),
            "`data` is present but never has a value here",
        ),
        (
            format!(r#""successful":false,"status":200,{error}"#),
            "`successful` is false but `status` is 200",
        ),
        (
            format!(r#""successful":false,"status":-1,{error}"#),
            "`successful` is false but `status` is -1",
        ),
        (r#""status":404"#.to_owned(), "missing field `successful`"),
        (
            r#""successful":true,"successful":true"#.to_owned(),
            "duplicate field `successful`",
        ),
    ] {
        let body = format!("{{{head},{parts}}}");
        let read = serde_json::from_str::<Envelope<TenantBackupOverview>>(&body);
        let said = read.expect_err(&body).to_string();
        assert!(said.starts_with(message), "{body}\n{said}");
    }
}

#[test]
fn a_list_of_the_fields_is_no_object() {
    for body in [
        r#"{"successful":true,"timestamp":"2026-05-09T10:11:12Z","duration":1,"status":200,"traceId":"","data":[[]]}"#,
        r#"[true,"2026-05-09T10:11:12Z",1,200,"",{"statuses":[]}]"#,
    ] {
        assert!(serde_json::from_str::<Envelope<BackupOverview>>(body).is_err());
    }
    assert!(serde_json::from_str::<ApiError>(r#"[1,"A.B","m",[]]"#).is_err());
}
