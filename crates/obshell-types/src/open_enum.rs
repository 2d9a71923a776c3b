//! Enumerations that a newer server may extend.

/// Defines an enumeration with its known texts and a variant that keeps any
/// other text. The documentation goes into the schema's descriptions.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])+
        $name:ident, known as $known:literal, else $other:literal {
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

            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )+
                    Self::Other(text) => text,
                }
            }

            /// Whether this version of the contract knows the value.
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
                f.write_str(self.as_str())
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

            // Generators keep the known values and still decode others only when
            // the two branches exclude each other and are named.
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let doc = [$($doc),+].map(str::trim).join("\n");
                let mut known = String::from("The values known to this version of the contract:\n");
                $(
                    known += concat!("\n- `", $text, "`:");
                    for line in [$($variant_doc),+] {
                        known.push(' ');
                        known += line.trim();
                    }
                )+
                schemars::json_schema!({
                    "description": doc.trim(),
                    "oneOf": [
                        {
                            "title": $known,
                            "description": known,
                            "type": "string",
                            "enum": [$($text),+],
                        },
                        {
                            "title": $other,
                            "description": "A value that a newer server may send.",
                            "type": "string",
                            "not": {"enum": [$($text),+]},
                        },
                    ],
                })
            }
        }
    };
}

pub(crate) use open_enum;
