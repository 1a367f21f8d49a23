//! JSON as the browser writes it, and its word for what a number is.

use hallway_programme::json::Json;
use js_sys::{Array, JSON, Object};
use wasm_bindgen::JsValue;

use super::object;

/// The value that a text holds; none if it is not JSON, or nested beyond all measure.
#[must_use]
pub fn parse(text: &str) -> Option<Json> {
    // How fractions are read is a table of several kilobytes, which the browser has.
    Json::parse(text, js_sys::parse_float)
}

/// A value as text.
#[must_use]
pub fn to_text(json: &Json) -> String {
    // Only functions and values that hold themselves can't be written.
    JSON::stringify(&js_value(json)).map_or_else(|_| String::new(), String::from)
}

fn js_value(json: &Json) -> JsValue {
    match json {
        Json::Null => JsValue::NULL,
        Json::Flag(flag) => (*flag).into(),
        Json::Number(number) => (*number).into(),
        Json::Text(text) => text.into(),
        Json::List(values) => {
            let list = Array::new();
            for value in values {
                list.push(&js_value(value));
            }
            list.into()
        }
        Json::Object(fields) => {
            let object = Object::new();
            for (name, value) in fields {
                object::set(&object, name, &js_value(value));
            }
            object.into()
        }
    }
}
