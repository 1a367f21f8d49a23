//! JSON's text taken apart (RFC 8259): for agendas and documents of sync in the app.
//!
//! Handing a text over to the browser's parser and taking its values back one by one took three times as
//! long.

use hifijson::num::LexWrite;
use hifijson::str::LexAlloc;
use hifijson::token::Lex;
use hifijson::{Error, Expect, SliceLexer};

use super::Json;

/// How deep lists and objects may be nested, as `serde_json` has it; no programme comes near.
const DEEPEST: usize = 127;

/// Makes a number that is no plain count of its text, `-0.5e7`.
type Number = fn(&str) -> f64;

impl Json {
    /// The value that a text holds; none if it is not JSON, or nested beyond all measure. Numbers other
    /// than those that count something are made by `number`: the app asks the browser for the few there
    /// may be.
    #[must_use]
    pub fn parse(text: &str, number: Number) -> Option<Self> {
        let mut lexer = SliceLexer::new(text.as_bytes());
        let value = |next, lexer: &mut SliceLexer| value(next, lexer, number, DEEPEST);
        lexer.exactly_one(SliceLexer::ws_peek, value).ok()
    }
}

fn value(next: u8, lexer: &mut SliceLexer, number: Number, depth: usize) -> Result<Json, Error> {
    let within = || depth.checked_sub(1).ok_or(Error::Depth);
    match next {
        b'"' => Ok(Json::Text(text(lexer)?)),
        b'{' => {
            let (depth, mut fields) = (within()?, Vec::new());
            lexer
                .discarded()
                .seq(b'}', SliceLexer::ws_peek, |next, lexer| {
                    if next != b'"' {
                        return Err(Expect::String.into());
                    }
                    let name = text(lexer)?;
                    lexer
                        .expect(SliceLexer::ws_peek, b':')
                        .ok_or(Expect::Colon)?;
                    let next = lexer.ws_peek().ok_or(Expect::Value)?;
                    fields.push((name, value(next, lexer, number, depth)?));
                    Ok::<_, Error>(())
                })?;
            Ok(Json::Object(fields))
        }
        b'[' => {
            let (depth, mut values) = (within()?, Vec::new());
            lexer
                .discarded()
                .seq(b']', SliceLexer::ws_peek, |next, lexer| {
                    values.push(value(next, lexer, number, depth)?);
                    Ok::<_, Error>(())
                })?;
            Ok(Json::List(values))
        }
        b'0'..=b'9' | b'-' => {
            let (text, _): (&str, _) = lexer.num_string().validated()?;
            let count = text.parse::<u32>().map(f64::from);
            let number = count.unwrap_or_else(|_| number(text));
            // Beyond what a number can hold.
            let is_one = number.is_finite();
            is_one
                .then_some(Json::Number(number))
                .ok_or(Expect::Value.into())
        }
        _ => match lexer.null_or_bool() {
            Some(flag) => Ok(flag.map_or(Json::Null, Json::Flag)),
            None => Err(Expect::Value.into()),
        },
    }
}

fn text(lexer: &mut SliceLexer) -> Result<String, Error> {
    Ok(lexer.discarded().str_string()?.into_owned())
}
