use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockEncryptMut as _, KeyIvInit as _};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rsa::rand_core::CryptoRngCore;
use zeroize::Zeroizing;

const KEY: usize = 16;
const IV: usize = 16;

/// The AES-128 key and the initialization vector of one body, in this order.
pub(crate) struct BodyKey(Zeroizing<[u8; KEY + IV]>);

impl BodyKey {
    pub(crate) fn new(random: &mut impl CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; KEY + IV]);
        random.fill_bytes(bytes.as_mut());
        Self(bytes)
    }

    /// Returns the text that stands for the key in the header.
    pub(crate) fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64_STANDARD.encode(self.0.as_ref()))
    }

    /// Encrypts a body by AES-128-CBC with the padding of PKCS #7 and returns its base64 text.
    pub(crate) fn encrypt(&self, body: &[u8]) -> String {
        let (key, iv) = self.0.split_at(KEY);
        let cipher = cbc::Encryptor::<Aes128>::new(key.into(), iv.into());
        BASE64_STANDARD.encode(cipher.encrypt_padded_vec_mut::<Pkcs7>(body))
    }
}
