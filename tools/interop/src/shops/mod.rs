//! What is installed, by language.

pub(crate) mod go;
pub(crate) mod java;
pub(crate) mod kotlin;
pub(crate) mod node;
pub(crate) mod python;
pub(crate) mod rust;

use crate::workshop::{Outcome, Trouble, Workshop};

/// What is installed, or why it is not.
pub(crate) struct Shops {
    node: Outcome<Workshop>,
    python: Outcome<Workshop>,
    go: Outcome<Workshop>,
    java: Outcome<Workshop>,
    kotlin: Outcome<Workshop>,
    rust: Outcome<Workshop>,
}

impl Shops {
    /// Installs what is not yet installed.
    pub(crate) fn open() -> Self {
        Self {
            node: node::install(),
            python: python::install(),
            go: go::install(),
            java: java::install(),
            kotlin: kotlin::install(),
            rust: rust::install(),
        }
    }

    pub(crate) fn node(&self) -> Result<&Workshop, &Trouble> {
        self.node.as_ref()
    }

    pub(crate) fn python(&self) -> Result<&Workshop, &Trouble> {
        self.python.as_ref()
    }

    pub(crate) fn go(&self) -> Result<&Workshop, &Trouble> {
        self.go.as_ref()
    }

    pub(crate) fn java(&self) -> Result<&Workshop, &Trouble> {
        self.java.as_ref()
    }

    pub(crate) fn kotlin(&self) -> Result<&Workshop, &Trouble> {
        self.kotlin.as_ref()
    }

    pub(crate) fn rust(&self) -> Result<&Workshop, &Trouble> {
        self.rust.as_ref()
    }
}
