use crate::open_enum::open_enum;

open_enum! {
    /// How a backup set is protected, in the server's spelling.
    ///
    /// obshell passes on what OceanBase writes. The spellings of obshell's
    /// documentation (`None`, `Password Encryption`, ...) are never sent.
    ///
    /// # Reading
    ///
    /// The spellings of the documentation are read as well, and written back as
    /// the server's.
    EncryptionMode {
        /// Not encrypted.
        None = "NONE",
        /// Not encrypted, but a restore asks for the password.
        Password = "PASSWORD",
        /// Encrypted, and a restore asks for the password.
        PasswordEncryption = "PASSWORD_ENCRYPTION",
        /// Encrypted by transparent data encryption (TDE).
        TransparentEncryption = "TRANSPARENT_ENCRYPTION",
        /// Encrypted by TDE, and a restore asks for the password.
        DualModeEncryption = "DUAL_MODE_ENCRYPTION",
        /// OceanBase's text for a mode that it cannot name.
        Unknown = "UNKNOWN",
        /// The column's default: no mode was recorded.
        Unset = "",
    }
    read as well {
        "None" => None,
        "Password" => Password,
        "Password Encryption" => PasswordEncryption,
        "Transparent Encryption" => TransparentEncryption,
        "Dual mode Encryption" => DualModeEncryption,
        "Dual Mode Encryption" => DualModeEncryption,
    }
}

#[cfg(test)]
mod tests {
    use super::EncryptionMode;

    #[test]
    fn reads_the_documented_spellings_and_writes_the_servers() {
        let read = |text: &str| EncryptionMode::from(text).as_str().to_owned();
        assert_eq!(read("None"), "NONE");
        assert_eq!(read("Dual mode Encryption"), "DUAL_MODE_ENCRYPTION");
        assert_eq!(read("SM4"), "SM4");
        assert!(!EncryptionMode::from("SM4").is_known());
    }
}
