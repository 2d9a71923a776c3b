//! `GET /api/v1/secret`: the public key of an agent. It needs no header.

use obshell_types::Envelope;
use obshell_types::{NoData, Payload};
use serde::Deserialize;

use crate::hybrid::PublicKey;
use crate::{Error, Exchange};

pub(crate) const TARGET: &str = "/api/v1/secret";

#[derive(Deserialize)]
struct Secret {
    public_key: String,
}

impl Payload for Secret {
    type InFailure = NoData;
}

/// Takes the key out of the response.
pub(crate) fn read(exchange: Exchange) -> Result<PublicKey, Error> {
    let key = match serde_json::from_slice::<Envelope<Secret>>(&exchange.body) {
        Ok(Envelope::Success(success)) => PublicKey::from_base64(&success.data.public_key),
        Ok(Envelope::Failure(failure)) => Err(Error::public_key(format!(
            "the agent returned no public key: {failure}"
        ))),
        Err(error) => Err(Error::public_key(format!(
            "the agent returned no public key: {}: {error}",
            exchange.outline()
        ))),
    };
    key.map_err(|error| error.in_exchange(exchange))
}
