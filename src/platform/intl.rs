//! Dates, plurals and time zones as the browser knows them: its tables, so that none has to ship.

use hallway_programme::{Day, Moment};
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{object, window};

/// Noon of a day in UTC, the zone that days are written in here.
fn date(day: Day) -> Date {
    let milliseconds = day.noon_in_utc().unix_second() as f64 * 1_000.0;
    Date::new(&milliseconds.into())
}

/// A format of dates.
fn formatter(languages: &Array, options: &Object) -> JsValue {
    of_intl("DateTimeFormat", languages, options)
}

/// An object of `Intl`; undefined where the browser has none, which then formats nothing.
fn of_intl(class: &str, languages: &Array, options: &Object) -> JsValue {
    let intl = object::field(&js_sys::global(), "Intl");
    let constructor = intl.and_then(|intl| object::method(&intl, class));
    let made = constructor
        .map(|constructor| Reflect::construct(&constructor, &Array::of2(languages, options)));
    made.and_then(Result::ok).unwrap_or_default()
}

fn format(language: &str, fields: &[(&str, &str)]) -> JsValue {
    let options = object::of_texts(fields);
    object::set(&options, "timeZone", &"UTC".into());
    formatter(&Array::of1(&language.into()), &options)
}

const DAY: [(&str, &str); 3] = [("weekday", "long"), ("day", "numeric"), ("month", "long")];
const YEAR: (&str, &str) = ("year", "numeric");

/// What a method of an object gives for some values.
fn call(object: &JsValue, method: &str, values: &Array) -> Option<String> {
    let method = object::method(object, method)?;
    method.apply(object, values).ok()?.as_string()
}

/// A day in words, with its year or without.
#[must_use]
pub fn day(language: &str, day: Day, with_year: bool) -> String {
    let fields = if with_year {
        format(language, &[DAY[0], DAY[1], DAY[2], YEAR])
    } else {
        format(language, &DAY)
    };
    call(&fields, "format", &Array::of1(&date(day))).unwrap_or_else(|| day.to_string())
}

/// A day of the week and of the month, in short.
#[must_use]
pub fn short_day(language: &str, day: Day) -> String {
    let fields = format(language, &[("weekday", "short"), DAY[1]]);
    call(&fields, "format", &Array::of1(&date(day))).unwrap_or_else(|| day.to_string())
}

/// From one day to another, in words.
#[must_use]
pub fn days(language: &str, first: Day, last: Day) -> String {
    let fields = format(language, &[DAY[1], DAY[2], YEAR]);
    let days = Array::of2(&date(first), &date(last));
    call(&fields, "formatRange", &days).unwrap_or_else(|| format!("{first} – {last}"))
}

/// A moment by the device's clocks, in milliseconds since 1970: its day and time of day in words.
#[must_use]
pub fn moment(language: &str, milliseconds: u64) -> String {
    let options = object::of_texts(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    let fields = formatter(&Array::of1(&language.into()), &options);
    let date = Date::new(&(milliseconds as f64).into());
    call(&fields, "format", &Array::of1(&date)).unwrap_or_else(|| date.to_string().into())
}

/// The plural category of a number in a language: "one", "few", "other".
#[must_use]
pub fn plural_category(language: &str, number: usize) -> String {
    let languages = Array::of1(&language.into());
    let rules = of_intl("PluralRules", &languages, &Object::new());
    let number = Array::of1(&(number as f64).into());
    call(&rules, "select", &number).unwrap_or_else(|| "other".into())
}

/// How many seconds the device's clocks are ahead of UTC at a moment.
#[must_use]
pub fn offset_seconds(moment: Moment) -> i32 {
    let date = Date::new(&(moment.unix_second() as f64 * 1_000.0).into());
    // Whole minutes, and no zone is as far as a day ahead or behind.
    -(date.get_timezone_offset() as i32) * 60
}

/// The IANA name of the device's zone; empty if the browser does not tell.
#[must_use]
pub fn zone() -> String {
    let format = formatter(&Array::new(), &Object::new());
    let options = object::method(&format, "resolvedOptions");
    let options = options.and_then(|options| options.call0(&format).ok());
    let zone = options.and_then(|options| object::field(&options, "timeZone"));
    zone.and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// The languages that the browser's user reads, the preferred one first: BCP 47 tags.
#[must_use]
pub fn languages() -> Vec<String> {
    let languages = object::field(&window().navigator(), "languages");
    let languages: Option<Array> = languages.and_then(|languages| languages.dyn_into().ok());
    let languages = languages.unwrap_or_default().into_iter();
    languages.filter_map(|tag| tag.as_string()).collect()
}
