use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rsa::pkcs1::{EncodeRsaPrivateKey as _, EncodeRsaPublicKey as _, LineEnding};
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};

/// An RSA key pair.
#[derive(Clone)]
pub struct Key(Arc<RsaPrivateKey>);

impl Key {
    /// Makes a key pair of this size, a new one each time.
    ///
    /// # Panics
    ///
    /// Panics if there is none of this size.
    #[must_use]
    pub fn new(bits: usize) -> Self {
        Self(Arc::new(
            RsaPrivateKey::new(&mut OsRng, bits).expect("there are keys of this size"),
        ))
    }

    /// Returns the key pair of this size that all agents of the process share.
    #[must_use]
    pub fn bits(bits: usize) -> Self {
        static KEYS: Mutex<Vec<(usize, Key)>> = Mutex::new(Vec::new());
        let mut keys = KEYS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, key)) = keys.iter().find(|(size, _)| *size == bits) {
            return key.clone();
        }
        let key = Self::new(bits);
        keys.push((bits, key.clone()));
        key
    }

    /// Returns the size of the modulus in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.size()
    }

    /// Returns the public key as `/api/v1/secret` does: base64 of the DER of PKCS #1.
    ///
    /// # Panics
    ///
    /// Never: every key can be encoded.
    #[must_use]
    pub fn public(&self) -> String {
        let der = self.0.to_public_key().to_pkcs1_der();
        BASE64_STANDARD.encode(der.expect("it can be encoded").as_bytes())
    }

    /// Returns the private key in PEM, for other programs.
    ///
    /// # Panics
    ///
    /// Never: every key can be encoded.
    #[must_use]
    pub fn private_pem(&self) -> String {
        let pem = self.0.to_pkcs1_pem(LineEnding::LF);
        pem.expect("it can be encoded").to_string()
    }

    /// Decrypts blocks of the size of the modulus.
    pub(crate) fn decrypt(&self, encrypted: &[u8]) -> Result<Vec<u8>, String> {
        let mut text = Vec::new();
        for block in encrypted.chunks(self.size()) {
            let decrypted = self.0.decrypt(Pkcs1v15Encrypt, block);
            text.extend(decrypted.map_err(|_| "crypto/rsa: decryption error".to_owned())?);
        }
        Ok(text)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key of {} bits", 8 * self.size())
    }
}
