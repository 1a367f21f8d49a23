//! Enums whose variants are written as words in files; each word is defined once, beside its variant.

/// Defines an enum without fields whose variants are read and written as the given words.
macro_rules! keywords {
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
            /// Each variant's word and the variant, in the order of their definition.
            pub const KEYWORDS: &[(&str, Self)] = &[$(($word, Self::$variant)),+];
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::de::word(deserializer, Self::KEYWORDS, &[$($word),+])
            }
        }
    };
}

pub(crate) use keywords;
