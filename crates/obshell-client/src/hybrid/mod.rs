//! obshell's hybrid encryption, version 2: a header under the agent's RSA key, and a body under an
//! AES key that the header carries.
//!
//! The response is not encrypted, and the agent proves nothing: who can change what passes between
//! client and agent can put a key of its own in place of the agent's. TLS and the unix socket
//! protect against that.

mod body;
mod header;
mod key;

pub(crate) use body::BodyKey;
pub(crate) use header::Header;
pub(crate) use key::PublicKey;
