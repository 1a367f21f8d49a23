//! Enums whose variants have words in files: each word is written once, beside its variant.

/// Defines a fieldless enum with the word that files have for each variant; it is written as that word.
macro_rules! words {
    (
        $(#[$on_enum:meta])*
        pub enum $name:ident {
            $($(#[$on_variant:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$on_enum])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$on_variant])* $variant,)+
        }

        impl $name {
            /// Each with the word that files have for it, in the order of their definition.
            pub const WORDS: &[(&str, Self)] = &[$(($word, Self::$variant)),+];
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self {
                    $(Self::$variant => $word),+
                })
            }
        }
    };
}

pub(crate) use words;
