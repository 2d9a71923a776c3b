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

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::{BASE64_STANDARD, BodyKey, Zeroizing};

    /// NIST SP 800-38A, F.2.1 CBC-AES128.Encrypt: key, initialization vector, first block.
    #[test]
    fn the_cipher_is_aes_128_cbc() {
        let key = *b"\x2b\x7e\x15\x16\x28\xae\xd2\xa6\xab\xf7\x15\x88\x09\xcf\x4f\x3c\
            \x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f";
        let text = b"\x6b\xc1\xbe\xe2\x2e\x40\x9f\x96\xe9\x3d\x7e\x11\x73\x93\x17\x2a";
        let block = b"\x76\x49\xab\xac\x81\x19\xb2\x46\xce\xe9\x8e\x9b\x12\xe9\x19\x7d";

        let encrypted = BodyKey(Zeroizing::new(key)).encrypt(text);
        let encrypted = BASE64_STANDARD.decode(encrypted).expect("it is base64");
        assert_eq!(encrypted[..16], *block);
        assert_eq!(encrypted.len(), 32, "a whole block of padding follows");
    }
}
