//! Enumerations that a newer server may extend.

/// Defines an enumeration with its known texts and a variant that keeps any
/// other text. The documentation goes into the schema's descriptions.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $( $(#[doc = $variant_doc:literal])+ $variant:ident = $text:literal, )+
        }
        read as well { $( $alias:literal => $alias_of:ident, )* }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $variant_doc])+ $variant, )+
            /// A text that this version of the contract does not know, as it came.
            Other(Box<str>),
        }

        impl $name {
            /// The known texts, as the server spells them.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            /// Returns the text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )+
                    Self::Other(text) => text,
                }
            }

            /// Checks whether this version of the contract knows the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $text => Self::$variant, )+
                    $( $alias => Self::$alias_of, )*
                    _ => Self::Other(text.into()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                        Ok(text.into())
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                // Nothing refers to the definition of the known values; it goes where the
                // enumeration goes.
                generator.subschema_for::<$crate::open_enum::Known<Self>>();
                $crate::open_enum::schema::<Self>()
            }
        }

        #[cfg(feature = "schemars")]
        impl $crate::open_enum::OpenEnum for $name {
            const NAME: &'static str = stringify!($name);
            const DOC: &'static [&'static str] = &[$($doc),+];
            const VALUES: &'static [(&'static str, &'static [&'static str])] =
                &[$( ($text, &[$($variant_doc),+]) ),+];
        }
    };
}

pub(crate) use open_enum;

#[cfg(feature = "schemars")]
pub(crate) use schemas::{Known, OpenEnum, schema};

#[cfg(feature = "schemars")]
mod schemas {
    use std::borrow::Cow;
    use std::marker::PhantomData;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    /// What the schemas of an open enumeration are made of.
    pub(crate) trait OpenEnum {
        const NAME: &'static str;
        /// The lines of the documentation.
        const DOC: &'static [&'static str];
        /// Each known text with the lines of its documentation.
        const VALUES: &'static [(&'static str, &'static [&'static str])];
    }

    fn texts<E: OpenEnum>() -> Vec<&'static str> {
        E::VALUES.iter().map(|(text, _)| *text).collect()
    }

    fn joined(lines: &[&str], separator: &str) -> String {
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        lines.join(separator).trim().to_owned()
    }

    /// A list of the known values, and what each means.
    fn known<E: OpenEnum>() -> String {
        let lines = E::VALUES
            .iter()
            .map(|(text, doc)| format!("- `{text}`: {}", joined(doc, " ")));
        let lines: Vec<String> = lines.collect();
        format!(
            "The values known to this version of the contract:\n\n{}",
            lines.join("\n")
        )
    }

    /// Any string: generators refuse or drop values in every form that a validator could check.
    pub(crate) fn schema<E: OpenEnum>() -> Schema {
        let doc = joined(E::DOC, "\n");
        // What follows the first heading is about Rust.
        let (doc, about_rust) = match doc.find("\n# ") {
            Some(heading) => doc.split_at(heading),
            None => (doc.as_str(), ""),
        };
        let texts = texts::<E>();
        json_schema!({
            "description": format!("{}\n\n{}{about_rust}", doc.trim_end(), known::<E>()),
            "type": "string",
            "examples": texts,
            "x-extensible-enum": texts,
        })
    }

    /// The closed enumeration of the values that this version of the contract knows: named
    /// constants for clients to compare with. No value of the wire is checked against it.
    pub(crate) struct Known<E>(PhantomData<E>);

    impl<E: OpenEnum> JsonSchema for Known<E> {
        fn schema_name() -> Cow<'static, str> {
            format!("Known{}", E::NAME).into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": format!(
                    "Names for the known values of `{}`, to compare with. A newer server may send \
                     others.\n\n{}",
                    E::NAME,
                    known::<E>(),
                ),
                "type": "string",
                "enum": texts::<E>(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::BackupStatus;

    #[test]
    fn display_pads() {
        let [known, other] = ["INIT", "NEW"].map(BackupStatus::from);
        assert_eq!(
            format!("[{known:5}|{other:>6}|{other:.2}]"),
            "[INIT |   NEW|NE]"
        );
    }

    #[cfg(feature = "schemars")]
    #[test]
    fn a_schema_takes_any_string_and_brings_its_known_values_along() {
        let schema = schemars::schema_for!(Vec<BackupStatus>);
        let open = schema.pointer("/$defs/BackupStatus").expect("it is there");
        assert_eq!(open["type"], "string");
        assert_eq!(open.get("enum"), None);
        for keyword in ["examples", "x-extensible-enum"] {
            assert_eq!(open[keyword], serde_json::json!(BackupStatus::KNOWN));
        }
        let known = schema.pointer("/$defs/KnownBackupStatus");
        let known = known.expect("it is there");
        assert_eq!(known["enum"], serde_json::json!(BackupStatus::KNOWN));
        for value in BackupStatus::KNOWN {
            let description = open["description"].as_str().expect("it is text");
            assert!(
                description.contains(&format!("\n- `{value}`: ")),
                "{description}"
            );
        }
    }
}
