//! JSON by the browser's own parser: values out of a text, and a text out of values.

use hallway_programme::json::Json;
use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::text::BrowserText;

/// How deep values may be nested, as `serde_json` has it; no programme comes near.
const DEEPEST: usize = 128;

/// The value that a text holds; none if it is not JSON, or nested beyond all measure.
#[must_use]
pub fn parse(text: &BrowserText) -> Option<Json> {
    let json = Reflect::get(&js_sys::global(), &"JSON".into()).ok()?;
    let parse = Reflect::get(&json, &"parse".into()).ok()?;
    let parse: Function = parse.dyn_into().ok()?;
    value_of(&parse.call1(&json, text.value()).ok()?, DEEPEST)
}

/// A value as text.
#[must_use]
pub fn to_text(json: &Json) -> String {
    // Only functions and values that hold themselves can't be written.
    JSON::stringify(&js_value(json)).map_or_else(|_| String::new(), String::from)
}

fn value_of(value: &JsValue, depth: usize) -> Option<Json> {
    let depth = depth.checked_sub(1)?;
    if let Some(text) = value.as_string() {
        Some(Json::Text(text))
    } else if let Some(number) = value.as_f64() {
        Some(Json::Number(number))
    } else if let Some(flag) = value.as_bool() {
        Some(Json::Flag(flag))
    } else if let Some(list) = value.dyn_ref::<Array>() {
        let values = (0..list.length()).map(|at| value_of(&list.get(at), depth));
        values.collect::<Option<_>>().map(Json::List)
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let (names, values) = (Object::keys(object), Object::values(object));
        let field = |at| {
            Some((
                names.get(at).as_string()?,
                value_of(&values.get(at), depth)?,
            ))
        };
        let fields = (0..names.length()).map(field);
        fields.collect::<Option<_>>().map(Json::Object)
    } else {
        Some(Json::Null)
    }
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
                // Setting a field of a plain object does not fail.
                let _ = Reflect::set(&object, &name.into(), &js_value(value));
            }
            object.into()
        }
    }
}
