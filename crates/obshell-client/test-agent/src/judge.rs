//! The checks, in the order of obshell's middleware.

use std::time::SystemTime;

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut as _, KeyIvInit as _};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::refusals::{self, Refusal};
use crate::{Reply, Settings, success};

/// Which versions an agent behaves like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Era {
    /// 4.2.4.0 to 4.3.0.0: `code` and no `errCode`.
    Numeric,
    /// 4.3.1.0 to 4.4.1.1: `errCode`, and no `code` if the header cannot be decrypted.
    WithoutDecryptCode,
    /// From 4.4.2.0.
    Current,
}

/// A request as it came in, and what was inside of it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Seen {
    /// The HTTP method.
    pub method: String,
    /// The request target, byte for byte.
    pub target: String,
    /// The headers; names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub raw_body: Vec<u8>,
    /// The plaintext of the header, if it could be decrypted.
    pub header: Option<String>,
    /// The plaintext of the body, if there was one.
    pub body: Option<Vec<u8>>,
}

impl Seen {
    /// Returns the value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known == name)?;
        Some(value)
    }
}

const ROOT: &str = "x-ocs-header";
const AGENT: &str = "x-ocs-agent-header";

/// Decides what to return. `encrypted` is false on a unix socket.
pub(crate) fn judge(settings: &mut Settings, encrypted: bool, seen: &mut Seen) -> Reply {
    if let Some(reply) = settings.replies.get(&seen.target) {
        // What is inside is recorded all the same.
        drop(decrypt(settings, seen));
        return reply.clone();
    }
    if seen.target == "/api/v1/secret" {
        let key = settings.key.public();
        let data = format!(r#"{{"ip":"127.0.0.1","port":2886,"public_key":"{key}"}}"#);
        return Reply::json(200, success(Some(&data)));
    }
    let checked = if encrypted {
        decrypt(settings, seen).and_then(|header| verify(settings, &header, seen))
    } else {
        seen.body = Some(seen.raw_body.clone()).filter(|body| !body.is_empty());
        Ok(())
    };
    match checked {
        Ok(()) => {
            let scripted = settings.script.pop_front();
            scripted.unwrap_or_else(|| settings.otherwise.clone())
        }
        Err(refused) => refused,
    }
}

fn refuse(settings: &Settings, refusal: &Refusal, about: &str) -> Reply {
    let refusal = match settings.era {
        Era::Numeric if refusal.status == 401 || *refusal == refusals::NO_HEADER => {
            &refusals::NUMERIC_VERIFICATION
        }
        Era::WithoutDecryptCode if *refusal == refusals::DECRYPT_FAILED => {
            &refusals::DECRYPT_FAILED_WITHOUT_CODE
        }
        _ => refusal,
    };
    Reply::json(refusal.status, refusal.body_about(about))
}

/// What the header says.
struct Header {
    auth: String,
    ts: String,
    uri: String,
    is_agents: bool,
}

/// Looks a name up as Go's decoder does, in any case.
fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let mut members = object.as_object()?.iter();
    let (_, value) = members.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(value)
}

fn decrypt(settings: &Settings, seen: &mut Seen) -> Result<Header, Reply> {
    let (name, value) = match (seen.header(AGENT), seen.header(ROOT)) {
        (Some(value), _) => (AGENT, value),
        (None, Some(value)) => (ROOT, value),
        (None, None) => {
            if !seen.raw_body.is_empty() {
                seen.body = Some(seen.raw_body.clone());
            }
            return Err(refuse(settings, &refusals::NO_HEADER, "header not found"));
        }
    };
    let refused = |why: &str| refuse(settings, &refusals::DECRYPT_FAILED, why);
    let encrypted = BASE64_STANDARD
        .decode(value)
        .map_err(|_| refused("illegal base64 data"))?;
    let text = settings.key.decrypt(&encrypted);
    let text = text.map_err(|error| refused(&error))?;
    seen.header = Some(String::from_utf8_lossy(&text).into_owned());
    let json: Value = serde_json::from_slice(&text).map_err(|_| refused("invalid JSON"))?;
    let text = |name: &str| match member(&json, name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(refused(
            "json: cannot unmarshal number into Go struct field",
        )),
    };
    let header = Header {
        auth: text("Auth")?,
        ts: text("Ts")?,
        uri: text("Uri")?,
        is_agents: name == AGENT,
    };
    let keys = BASE64_STANDARD
        .decode(text("Keys")?)
        .map_err(|_| refused("illegal base64 data"))?;
    if !seen.raw_body.is_empty() {
        seen.body = Some(body(settings, &keys, &seen.raw_body)?);
    }
    Ok(header)
}

fn body(settings: &Settings, keys: &[u8], body: &[u8]) -> Result<Vec<u8>, Reply> {
    let Some((key, iv)) = keys.split_at_checked(16) else {
        return Err(refuse(settings, &refusals::BODY_KEYS, ""));
    };
    let panicked = || refuse(settings, &refusals::PANIC, "");
    let encrypted = BASE64_STANDARD.decode(body).map_err(|_| panicked())?;
    if encrypted.len() % 16 != 0 {
        return Err(refuse(settings, &refusals::BODY_LENGTH, ""));
    }
    let cipher = cbc::Decryptor::<Aes128>::new_from_slices(key, iv).map_err(|_| panicked())?;
    let text = cipher.decrypt_padded_vec_mut::<Pkcs7>(&encrypted);
    text.map_err(|_| panicked())
}

fn verify(settings: &Settings, header: &Header, seen: &Seen) -> Result<(), Reply> {
    let refused = |refusal: &Refusal| Err(refuse(settings, refusal, ""));
    if header.uri != seen.target {
        return refused(&refusals::URI);
    }
    let (password, other, incorrect, use_other) = if header.is_agents {
        (
            &settings.agent_password,
            &settings.root_password,
            &refusals::AGENT_PASSWORD,
            &refusals::WITH_ROOT_PASSWORD,
        )
    } else {
        (
            &settings.root_password,
            &settings.agent_password,
            &refusals::ROOT_PASSWORD,
            &refusals::WITH_AGENT_PASSWORD,
        )
    };
    match password {
        None if other.is_some() => return refused(use_other),
        Some(password) if *password != header.auth => return refused(incorrect),
        _ => {}
    }
    // Without a password the time does not matter.
    if header.auth.is_empty() {
        return Ok(());
    }
    let Ok(until) = header.ts.parse::<i64>() else {
        return Err(refuse(settings, &refusals::TIMESTAMP, &header.ts));
    };
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = now.map_or(0, |now| now.as_secs());
    if i64::try_from(now).unwrap_or(i64::MAX) + settings.clock_ahead > until {
        return refused(&refusals::EXPIRED);
    }
    Ok(())
}
