use std::fmt;

/// A text that `Debug` does not show.
///
/// ```
/// use obshell_types::request::Secret;
///
/// let password = Secret::new("Pw#1");
/// assert_eq!(format!("{password:?}"), "Secret(***)");
/// assert_eq!(password.reveal(), "Pw#1");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// What a destination may show of its query: not a secret, by what OceanBase and obshell document.
const HARMLESS: [&str; 8] = [
    "host",
    "appid",
    "s3_region",
    "delete_mode",
    "force_path_style",
    "addressing_model",
    "checksum_type",
    "enable_worm",
];

/// A destination as `Debug` shows it: the values of the query are masked, except for those that
/// are known to be harmless, and so is what stands before an `@` in the host.
pub(super) struct MaskedUri<'a>(pub(super) &'a str);

impl fmt::Debug for MaskedUri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, query) = match self.0.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (self.0, None),
        };
        let mut masked = String::with_capacity(self.0.len());
        match (path.split_once("://"), path.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, rest))) => {
                masked.push_str(scheme);
                masked.push_str("://***@");
                masked.push_str(rest);
            }
            _ => masked.push_str(path),
        }
        if let Some(query) = query {
            let mut separator = '?';
            for parameter in query.split('&') {
                masked.push(separator);
                separator = '&';
                match parameter.split_once('=') {
                    Some((name, _)) if !HARMLESS.contains(&name) => {
                        masked.push_str(name);
                        masked.push_str("=***");
                    }
                    None if !parameter.is_empty() => masked.push_str("***"),
                    _ => masked.push_str(parameter),
                }
            }
        }
        masked.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::MaskedUri;

    #[test]
    fn values_of_unknown_parameters_are_masked() {
        for (uri, shown) in [
            ("file:///backup/tenant1", "file:///backup/tenant1"),
            (
                "oss://bucket/key?host=h&access_id=AK&access_key=SK&delete_mode=tagging",
                "oss://bucket/key?host=h&access_id=***&access_key=***&delete_mode=tagging",
            ),
            (
                "s3://bucket/key?host=h&s3_region=r&Access%5FKey=SK&x=a=b&SK",
                "s3://bucket/key?host=h&s3_region=r&Access%5FKey=***&x=***&***",
            ),
            ("s3://AK:SK@bucket/key", "s3://***@bucket/key"),
            ("", ""),
        ] {
            assert_eq!(format!("{:?}", MaskedUri(uri)), format!("{shown:?}"));
        }
    }
}
