//! JSON objects. A list in place of an object is an error.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A JSON object. What serde derives for a struct also accepts a list of the fields' values. With
/// this type, the compiler leaves out the code for that, which is half of what serde derives.
///
/// ```
/// use hallway_programme::object::Object;
///
/// #[derive(serde::Deserialize)]
/// struct Format {
///     format: u64,
/// }
///
/// assert!(serde_json::from_str::<Object<Format>>(r#"{"format":1}"#).is_ok());
/// assert!(serde_json::from_str::<Object<Format>>("[1]").is_err());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData))
    }
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}
