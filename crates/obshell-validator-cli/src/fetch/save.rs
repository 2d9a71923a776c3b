//! Exchanges in a HAR file. What is in the file stays byte for byte as it is: an entry is written
//! over the end of the list of entries.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use obshell_client::Exchange;
use obshell_validator::without_secrets;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::CommandError;

pub(super) struct Save {
    path: PathBuf,
    /// `None` until there is something to write to a new file.
    file: Option<File>,
    /// Where the next entry goes.
    end: u64,
    has_entries: bool,
    /// What is behind the entries.
    tail: Vec<u8>,
}

impl Save {
    /// Opens a HAR file, or prepares a new one.
    pub(super) fn open(path: &Path) -> Result<Self, CommandError> {
        Self::try_open(path).map_err(|error| failed(path, &error))
    }

    fn try_open(path: &Path) -> io::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        if text.is_empty() {
            return Ok(Self {
                path: path.to_owned(),
                file: None,
                end: 0,
                has_entries: false,
                tail: Vec::new(),
            });
        }
        let (end, has_entries) = end_of_entries(&text).map_err(|reason| {
            let message = format!("not a HAR file: {reason}");
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        Ok(Self {
            path: path.to_owned(),
            file: Some(OpenOptions::new().write(true).open(path)?),
            end: end as u64,
            has_entries,
            tail: text.as_bytes()[end..].to_vec(),
        })
    }

    /// Adds an exchange.
    pub(super) fn add(
        &mut self,
        exchange: &Exchange,
        query: &[(String, String)],
    ) -> Result<(), CommandError> {
        let written = self.write(&entry(exchange, query));
        written.map_err(|error| failed(&self.path, &error))
    }

    fn write(&mut self, entry: &Value) -> io::Result<()> {
        let file = if let Some(file) = &mut self.file {
            file
        } else {
            let (head, tail) = skeleton();
            let file = self.file.insert(create(&self.path)?);
            file.write_all(head.as_bytes())?;
            self.end = head.len() as u64;
            self.tail = tail.into_bytes();
            file
        };
        let separator = if self.has_entries { ",\n" } else { "" };
        let mut text = format!("{separator}{entry}").into_bytes();
        let next = self.end + text.len() as u64;
        text.extend_from_slice(&self.tail);
        // At once, so that the file is whole again as soon as possible.
        file.seek(SeekFrom::Start(self.end))?;
        file.write_all(&text)?;
        self.end = next;
        self.has_entries = true;
        Ok(())
    }
}

fn failed(path: &Path, error: &io::Error) -> CommandError {
    CommandError::new(format_args!(
        "failed to save to `{}`: {error}",
        path.display()
    ))
}

/// Responses are for those who asked.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// A file without entries: before and behind where they go.
fn skeleton() -> (String, String) {
    let (name, version) = (crate::NAME, env!("CARGO_PKG_VERSION"));
    let creator = json!({"name": name, "version": version});
    let head = format!(r#"{{"log":{{"version":"1.2","creator":{creator},"entries":["#);
    (format!("{head}\n"), "\n]}}\n".to_owned())
}

/// Where the list of entries ends, and whether there are any.
fn end_of_entries(text: &str) -> Result<(usize, bool), String> {
    #[derive(Deserialize)]
    struct Har<'t> {
        #[serde(borrow)]
        log: Log<'t>,
    }
    #[derive(Deserialize)]
    struct Log<'t> {
        #[serde(borrow)]
        entries: &'t RawValue,
    }

    let json = text.trim_start_matches('\u{feff}');
    let har: Har<'_> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let entries = har.log.entries.get();
    let inside = entries
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .ok_or("`entries` is not a list")?;
    let inside = inside.trim_end();
    let start = inside.as_ptr().addr() - text.as_ptr().addr();
    Ok((start + inside.len(), !inside.is_empty()))
}

fn entry(exchange: &Exchange, query: &[(String, String)]) -> Value {
    let query: Vec<Value> = query
        .iter()
        .map(|(name, value)| json!({"name": name, "value": shown(value.as_bytes())}))
        .collect();
    let headers: Vec<Value> = exchange
        .headers
        .iter()
        .filter(|(name, _)| *name != "set-cookie")
        .map(|(name, value)| json!({"name": name.as_str(), "value": shown(value.as_bytes())}))
        .collect();
    let time = milliseconds(exchange.elapsed);
    let started = DateTime::<Utc>::from(exchange.started);
    json!({
        "startedDateTime": started.to_rfc3339_opts(SecondsFormat::Millis, true),
        "time": time,
        "request": {
            "method": exchange.method.as_str(),
            "url": exchange.url,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [],
            "queryString": query,
            "headersSize": -1,
            "bodySize": 0,
        },
        "response": {
            "status": exchange.status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": headers,
            "content": content(exchange),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": exchange.body.len(),
        },
        "cache": {},
        "timings": {"send": 0, "wait": time, "receive": 0},
    })
}

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(&without_secrets(text)).into_owned()
}

fn content(exchange: &Exchange) -> Value {
    let body = without_secrets(&exchange.body);
    let mut content = json!({
        "size": body.len(),
        "mimeType": shown(exchange.content_type().unwrap_or_default().as_bytes()),
    });
    match String::from_utf8(body) {
        Ok(text) => content["text"] = text.into(),
        Err(error) => {
            let encoded = BASE64_STANDARD.encode(error.as_bytes());
            content["text"] = encoded.into();
            content["encoding"] = "base64".into();
        }
    }
    content
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::end_of_entries;

    #[test]
    fn entries_end_where_their_list_does() {
        for (before, behind, has_entries) in [
            (r#"{"log":{"entries":["#, "]}}", false),
            (r#"{"log":{"entries":[{"a":"]}"}"#, "]}}\n", true),
            (
                "\u{feff}{\"x\":[1],\"log\":{\"entries\":[1,2",
                " \n ],\"z\":[]},\"y\":[]}",
                true,
            ),
        ] {
            let text = format!("{before}{behind}");
            assert_eq!(end_of_entries(&text), Ok((before.len(), has_entries)));
        }
        for text in [
            "",
            "[]",
            "{}",
            r#"{"log":{"entries":{}}}"#,
            r#"{"log":{"entries":[]"#,
        ] {
            assert!(end_of_entries(text).is_err(), "{text}");
        }
    }
}
