use std::fmt;

use zeroize::Zeroizing;

/// A password. It is never printed, and its memory is overwritten when it is dropped.
///
/// ```
/// use obshell_client::Password;
///
/// let password = Password::from("hunter2");
/// assert_eq!(format!("{password:?}"), "Password(***)");
/// ```
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes the password over, without a copy.
    #[must_use]
    pub fn new(password: String) -> Self {
        Self(Zeroizing::new(password))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Password {
    fn from(password: String) -> Self {
        Self::new(password)
    }
}

impl From<&str> for Password {
    fn from(password: &str) -> Self {
        Self::new(password.to_owned())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}

/// What the agent is to verify.
#[derive(Clone, Debug)]
pub(crate) enum Credentials {
    /// The password of `root@sys`; empty if the cluster has none.
    Root(Password),
    /// The agent's own password.
    Agent(Password),
}

impl Credentials {
    /// The header that carries the credentials. An agent ignores the first if both are sent.
    pub(crate) fn header(&self) -> &'static str {
        match self {
            Self::Root(_) => "x-ocs-header",
            Self::Agent(_) => "x-ocs-agent-header",
        }
    }

    pub(crate) fn password(&self) -> &Password {
        match self {
            Self::Root(password) | Self::Agent(password) => password,
        }
    }
}
