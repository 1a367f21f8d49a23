//! Enums whose variants have words in files: each word is written once, beside its variant.

/// Defines a fieldless enum with the word that files have for each variant; it is written
/// and read as that word.
macro_rules! words {
    (
        $(#[$on_enum:meta])*
        pub enum $name:ident {
            $($(#[$on_variant:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$on_enum])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord,
            serde::Serialize,
        )]
        pub enum $name {
            $($(#[$on_variant])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Each with the word that files have for it, in the order of their definition.
            pub const WORDS: &[(&str, Self)] = &[$(($word, Self::$variant)),+];
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::de::word(deserializer, Self::WORDS, &[$($word),+])
            }
        }
    };
}

pub(crate) use words;
