//! HTTP Archive 1.2. The entries are read one by one, so that a long capture
//! does not fill the memory.

use std::fmt;
use std::io::{self, Read};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Entry;
use crate::Operation;

type Each<'e> = dyn FnMut(Entry) -> io::Result<()> + 'e;

/// Reads a HAR file and hands over its entries one after the other.
///
/// # Errors
///
/// If reading fails, the file is no HAR file, or `each` fails.
pub fn har(source: impl Read, max_document: usize, each: &mut Each<'_>) -> io::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_reader(source);
    let mut failed = None;
    let entries = Entries {
        max_document,
        each,
        failed: &mut failed,
    };
    let read = Within {
        name: "log",
        inner: Within {
            name: "entries",
            inner: entries,
        },
    }
    .deserialize(&mut deserializer)
    .and_then(|()| deserializer.end());
    match (failed, read) {
        (Some(error), _) => Err(error),
        (None, Err(error)) if error.is_io() => Err(error.into()),
        (None, Err(error)) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("this is no HAR file: {error}"),
        )),
        (None, Ok(())) => Ok(()),
    }
}

#[derive(Deserialize)]
struct Exchange {
    request: Request,
    response: Response,
}

#[derive(Deserialize)]
struct Request {
    method: String,
    url: String,
}

#[derive(Deserialize)]
struct Response {
    /// 0 or less if there was no response.
    status: i64,
    #[serde(default)]
    content: Content,
}

#[derive(Default, Deserialize)]
struct Content {
    text: Option<String>,
    encoding: Option<String>,
}

impl Exchange {
    fn operation(&self) -> Option<Operation> {
        let url = &self.request.url;
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let path = &rest[rest.find('/')?..];
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Operation::of_request(&self.request.method, path)
    }

    fn body(&self) -> Result<Option<Vec<u8>>, base64::DecodeError> {
        let content = &self.response.content;
        match (&content.text, content.encoding.as_deref()) {
            (None, _) => Ok(None),
            (Some(text), Some("base64")) => BASE64_STANDARD.decode(text).map(Some),
            (Some(text), _) => Ok(Some(text.clone().into_bytes())),
        }
    }
}

/// A member of an object, everything beside it skipped.
struct Within<S> {
    name: &'static str,
    inner: S,
}

impl<'de, S: DeserializeSeed<'de, Value = ()>> DeserializeSeed<'de> for Within<S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, S: DeserializeSeed<'de, Value = ()>> Visitor<'de> for Within<S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut inner = Some(self.inner);
        while let Some(name) = map.next_key::<String>()? {
            match inner.take_if(|_| name == self.name) {
                Some(inner) => map.next_value_seed(inner)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match inner {
            None => Ok(()),
            Some(_) => Err(serde::de::Error::missing_field(self.name)),
        }
    }
}

struct Entries<'e, 'f> {
    max_document: usize,
    each: &'e mut Each<'f>,
    /// Why handing over failed; the reader is then only told to stop.
    failed: &'e mut Option<io::Error>,
}

impl<'de> DeserializeSeed<'de> for Entries<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(entry) = entries.next_element::<Exchange>()? {
            let body = entry.body().map_err(|error| {
                serde::de::Error::custom(format_args!("the body of entry {number}: {error}"))
            })?;
            let answered = entry.response.status > 0;
            let item = match (entry.operation().filter(|_| answered), body) {
                (Some(operation), Some(body)) => Entry::Response {
                    operation,
                    http_status: u16::try_from(entry.response.status).ok(),
                    body: (body.len() <= self.max_document).then_some(body),
                },
                _ => Entry::Other,
            };
            if let Err(error) = (self.each)(item) {
                *self.failed = Some(error);
                return Err(serde::de::Error::custom("stopped"));
            }
            number += 1;
        }
        Ok(())
    }
}
