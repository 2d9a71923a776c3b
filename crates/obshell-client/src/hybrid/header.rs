use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rsa::rand_core::CryptoRngCore;
use serde::Serialize;
use zeroize::Zeroizing;

use super::{BodyKey, PublicKey};
use crate::{Error, Password};

/// How long the agent accepts a header. It can be sent again until then, by anyone who sees it,
/// but for the same request target only.
const LIFETIME: Duration = Duration::from_secs(60);

/// What the agent checks before it takes a request.
pub(crate) struct Header<'a> {
    pub(crate) password: &'a Password,
    /// The request target, byte for byte.
    pub(crate) target: &'a str,
    /// The key of the body, if there is one.
    pub(crate) body_key: Option<&'a BodyKey>,
    pub(crate) now: SystemTime,
}

/// The names and their order are those of obshell's Go SDK.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Plaintext<'a> {
    auth: &'a str,
    /// Seconds since 1970 as text: the agent refuses a number.
    ts: String,
    uri: &'a str,
    keys: Option<&'a str>,
}

impl Header<'_> {
    /// Encrypts the header and returns its base64 text.
    pub(crate) fn encrypt(
        &self,
        key: &PublicKey,
        random: &mut impl CryptoRngCore,
    ) -> Result<String, Error> {
        let until = (self.now + LIFETIME)
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let keys = self.body_key.map(BodyKey::to_base64);
        let plaintext = Plaintext {
            auth: self.password.reveal(),
            ts: until.as_secs().to_string(),
            uri: self.target,
            keys: keys.as_ref().map(|keys| keys.as_str()),
        };
        // With room for everything, escapes included, the buffer is not moved while it grows,
        // which would leave copies behind.
        let room = 6 * (plaintext.auth.len() + plaintext.uri.len()) + 256;
        let mut text = Zeroizing::new(Vec::with_capacity(room));
        serde_json::to_writer(&mut *text, &plaintext)
            .map_err(|error| Error::request(format!("failed to write the header: {error}")))?;
        Ok(BASE64_STANDARD.encode(key.encrypt(&text, random)?))
    }
}
