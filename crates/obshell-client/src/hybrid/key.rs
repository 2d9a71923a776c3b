use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::rand_core::CryptoRngCore;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};

use crate::Error;

/// What the padding of PKCS #1 v1.5 takes of each block.
const PADDING: usize = 11;

/// The public key of an agent.
///
/// Agents up to 4.4.1.1 have keys of 512 bits, later ones of 1024, so smaller keys than are safe
/// must be accepted. The crate `rsa` is used for this and nothing else: encryption with a public
/// key, which its known weakness (the timing of private-key operations, RUSTSEC-2023-0071) does
/// not concern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PublicKey(RsaPublicKey);

impl PublicKey {
    /// The smallest key that an agent has had.
    const MIN_BYTES: usize = 512 / 8;

    /// Reads the base64 text of a PKCS #1 `RSAPublicKey`.
    pub(crate) fn from_base64(text: &str) -> Result<Self, Error> {
        let der = BASE64_STANDARD
            .decode(text)
            .map_err(|_| Error::public_key("public key is not base64"))?;
        let key = RsaPublicKey::from_pkcs1_der(&der)
            .map_err(|_| Error::public_key("public key is not an RSA key of PKCS #1"))?;
        if key.size() < Self::MIN_BYTES {
            let bits = 8 * key.size();
            return Err(Error::public_key(format!(
                "expected public key of 512 bits or more, found {bits}"
            )));
        }
        Ok(Self(key))
    }

    /// Encrypts a text of any length: block after block, each as large as the key allows.
    pub(crate) fn encrypt(
        &self,
        text: &[u8],
        random: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, Error> {
        let block = self.0.size();
        let mut encrypted = Vec::with_capacity(text.len().div_ceil(block - PADDING) * block);
        for chunk in text.chunks(block - PADDING) {
            let chunk = self
                .0
                .encrypt(random, Pkcs1v15Encrypt, chunk)
                .map_err(|_| Error::public_key("public key cannot encrypt"))?;
            encrypted.extend(chunk);
        }
        Ok(encrypted)
    }
}
