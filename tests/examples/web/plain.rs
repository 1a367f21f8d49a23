//! The same list as a page made by hand: what no app can be faster than.

use std::fmt::Write;
use std::path::Path;
use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};
use serde_json::Value;

/// The page, from a site's `programme.json`.
pub fn page(site: &Path) -> Result<String> {
    let programme: Value = serde_json::from_slice(&fs::read(site.join("programme.json"))?)?;
    let list = |name: &str| programme[name].as_array().cloned().unwrap_or_default();
    let named = |of: &str, name: &'static str| -> BTreeMap<String, String> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entries = list(of).into_iter();
        entries
            .map(|one| (text(&one["id"]), text(&one[name])))
            .collect()
    };
    let (rooms, people) = (named("rooms", "title"), named("people", "name"));
    let title = programme["conference"]["title"]
        .as_str()
        .context("a title")?;
    let mut page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>{title}</title>\
         <style>body{{font:100%/1.5 sans-serif;margin:1rem}}li{{margin:.5rem 0}}</style><h1>{title}</h1><ul>"
    );
    for item in list("items") {
        let text = |name: &str| item[name].as_str().unwrap_or_default();
        let speakers = item["people"].as_array().into_iter().flatten();
        let speakers = speakers.filter_map(|id| people.get(id.as_str()?)).cloned();
        let speakers: Vec<String> = speakers.collect();
        let place = rooms.get(text("room")).map_or("", String::as_str);
        write!(
            page,
            "<li data-item=\"{}\"><a href=\"item/{0}/\">{}</a><br>{} {place}<br>{}",
            text("id"),
            escaped(text("title")),
            text("start"),
            escaped(&speakers.join(", ")),
        )?;
    }
    Ok(page)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// How many items a site has.
pub fn items(site: &Path) -> Result<usize> {
    let programme: Value = serde_json::from_slice(&fs::read(site.join("programme.json"))?)?;
    Ok(programme["items"].as_array().map_or(0, Vec::len))
}
