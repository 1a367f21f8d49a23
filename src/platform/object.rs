//! Objects by the names of their fields: what an engine may lack, and what is handed to it.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A field of an object: undefined if it has none of that name, and none if it can not be read.
pub(super) fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// A method of an object, if it has one of that name.
pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    field(object, name)?.dyn_into().ok()
}

/// What a method promises; none if there is no such method, or it throws at once.
pub(super) fn promise(object: &JsValue, name: &str, values: &[&JsValue]) -> Option<Promise> {
    let values: Array = values.iter().copied().collect();
    let promised = method(object, name)?.apply(object, &values).ok()?;
    promised.dyn_into().ok()
}

/// Sets a field of a plain object.
pub(super) fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a field of a plain object does not fail.
    let _ = Reflect::set(object, &name.into(), value);
}

/// A plain object whose fields are texts.
pub(super) fn of_texts(fields: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, text) in fields {
        set(&object, name, &(*text).into());
    }
    object
}
