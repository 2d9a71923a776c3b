//! Bodies as obshell writes them.

use serde_json::json;

use crate::Refusal;

/// Writes a success with this JSON text in `data`; `None` if there is no `data`.
#[must_use]
pub fn success(data: Option<&str>) -> String {
    let data = data.map_or_else(String::new, |data| format!(r#","data":{data}"#));
    format!(
        r#"{{"successful":true,"timestamp":"2026-05-09T10:11:12.3456789+08:00","duration":36,"status":200,"traceId":"11ae266d93f6e7c7"{data}}}"#
    )
}

/// Writes a failure. `data` is omitted, or the JSON text given.
#[must_use]
pub fn failure(refusal: &Refusal, message: &str, data: Option<&str>) -> String {
    let mut error = Vec::new();
    if let Some(code) = refusal.code {
        error.push(format!(r#""code":{code}"#));
    }
    if let Some(err_code) = refusal.err_code {
        error.push(format!(r#""errCode":"{err_code}""#));
    }
    error.push(format!(r#""message":{}"#, json!(message)));
    let data = data.map_or_else(String::new, |data| format!(r#","data":{data}"#));
    format!(
        r#"{{"successful":false,"timestamp":"2026-05-09T10:11:12.3456789+08:00","duration":3,"status":{},"traceId":"11ae266d93f6e7c7"{data},"error":{{{}}}}}"#,
        refusal.status,
        error.join(",")
    )
}
