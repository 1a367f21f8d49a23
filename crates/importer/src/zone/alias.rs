//! Names that people and tools give to time zones instead of those of the tz database.

use super::DATABASE;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// This zone, without doubt: a city's name, or Rails' name of a zone.
    Zone(String),
    /// This zone or another one that has the same name or offset: `CST`, `UTC+2`.
    Maybe(String),
}

/// Rails' names (`ActiveSupport::TimeZone::MAPPING`) that are not names of cities in the tz database.
const RAILS: &[(&str, &str)] = &[
    ("International Date Line West", "Etc/GMT+12"),
    ("Midway Island", "Pacific/Midway"),
    ("American Samoa", "Pacific/Pago_Pago"),
    ("Hawaii", "Pacific/Honolulu"),
    ("Alaska", "America/Juneau"),
    ("Pacific Time (US & Canada)", "America/Los_Angeles"),
    ("Mountain Time (US & Canada)", "America/Denver"),
    ("Arizona", "America/Phoenix"),
    ("Central Time (US & Canada)", "America/Chicago"),
    ("Saskatchewan", "America/Regina"),
    ("Guadalajara", "America/Mexico_City"),
    ("Central America", "America/Guatemala"),
    ("Eastern Time (US & Canada)", "America/New_York"),
    ("Indiana (East)", "America/Indiana/Indianapolis"),
    ("Quito", "America/Lima"),
    ("Atlantic Time (Canada)", "America/Halifax"),
    ("Newfoundland", "America/St_Johns"),
    ("Brasilia", "America/Sao_Paulo"),
    ("Georgetown", "America/Guyana"),
    ("Greenland", "America/Nuuk"),
    ("Mid-Atlantic", "Atlantic/South_Georgia"),
    ("Cape Verde Is.", "Atlantic/Cape_Verde"),
    ("Edinburgh", "Europe/London"),
    ("Bern", "Europe/Zurich"),
    ("West Central Africa", "Africa/Algiers"),
    ("Pretoria", "Africa/Johannesburg"),
    ("St. Petersburg", "Europe/Moscow"),
    ("Abu Dhabi", "Asia/Muscat"),
    ("Ekaterinburg", "Asia/Yekaterinburg"),
    ("Islamabad", "Asia/Karachi"),
    ("Chennai", "Asia/Kolkata"),
    ("Mumbai", "Asia/Kolkata"),
    ("New Delhi", "Asia/Kolkata"),
    ("Sri Jayawardenepura", "Asia/Colombo"),
    ("Astana", "Asia/Almaty"),
    ("Hanoi", "Asia/Bangkok"),
    ("Beijing", "Asia/Shanghai"),
    ("Ulaan Bataar", "Asia/Ulaanbaatar"),
    ("Osaka", "Asia/Tokyo"),
    ("Sapporo", "Asia/Tokyo"),
    ("Solomon Is.", "Pacific/Guadalcanal"),
    ("New Caledonia", "Pacific/Noumea"),
    ("Marshall Is.", "Pacific/Majuro"),
    ("Nuku'alofa", "Pacific/Tongatapu"),
    ("Tokelau Is.", "Pacific/Fakaofo"),
    ("Chatham Is.", "Pacific/Chatham"),
    ("Samoa", "Pacific/Apia"),
];

/// Abbreviations. Several are used on two continents; the zone with the most people comes first.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("CET", "Europe/Berlin"),
    ("CEST", "Europe/Berlin"),
    ("MEZ", "Europe/Berlin"),
    ("MESZ", "Europe/Berlin"),
    ("BST", "Europe/London"),
    ("WET", "Europe/Lisbon"),
    ("WEST", "Europe/Lisbon"),
    ("EET", "Europe/Athens"),
    ("EEST", "Europe/Athens"),
    ("MSK", "Europe/Moscow"),
    ("EST", "America/New_York"),
    ("EDT", "America/New_York"),
    ("ET", "America/New_York"),
    ("CST", "America/Chicago"),
    ("CDT", "America/Chicago"),
    ("CT", "America/Chicago"),
    ("MST", "America/Denver"),
    ("MDT", "America/Denver"),
    ("MT", "America/Denver"),
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("PT", "America/Los_Angeles"),
    ("BRT", "America/Sao_Paulo"),
    ("IST", "Asia/Kolkata"),
    ("JST", "Asia/Tokyo"),
    ("KST", "Asia/Seoul"),
    ("SGT", "Asia/Singapore"),
    ("HKT", "Asia/Hong_Kong"),
    ("SAST", "Africa/Johannesburg"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("NZST", "Pacific/Auckland"),
    ("NZDT", "Pacific/Auckland"),
];

/// Continents and oceans in the tz database: other names in it are older ones for the same zones.
const REGIONS: [&str; 8] = [
    "Africa/",
    "America/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

/// The zones of places, in alphabetical order.
pub(super) fn places() -> impl Iterator<Item = String> {
    let names = DATABASE.available().map(|zone| zone.to_string());
    names.filter(|zone| REGIONS.iter().any(|region| zone.starts_with(region)))
}

/// The zone that a name stands for which the tz database does not have.
pub(super) fn meant(name: &str) -> Option<Meant> {
    // Rails shows its zones as "(GMT+01:00) Berlin".
    let name = name.trim();
    let name = match name.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) if !rest.trim().is_empty() => rest.trim(),
        _ => name,
    };
    let key = letters(name);
    if key.is_empty() {
        return offset(name).map(Meant::Maybe);
    }
    let table = |table: &[(&str, &str)]| {
        let mut known = table.iter().filter(|(known, _)| letters(known) == key);
        known.next().map(|(_, zone)| (*zone).to_owned())
    };
    table(RAILS)
        .or_else(|| of_database(name, &key))
        .map(Meant::Zone)
        .or_else(|| {
            table(ABBREVIATIONS)
                .or_else(|| offset(name))
                .map(Meant::Maybe)
        })
}

/// A zone of the database with that name in another notation, or with that city.
fn of_database(name: &str, key: &str) -> Option<String> {
    let has_region = name.contains('/');
    let mut zones = DATABASE
        .available()
        .map(|zone| zone.to_string())
        .filter(|zone| {
            let city = zone.rsplit('/').next().unwrap_or(zone);
            let is_place = REGIONS.iter().any(|region| zone.starts_with(region));
            letters(zone) == key && zone.contains('/') == has_region
                || !has_region && is_place && letters(city) == key
        });
    zones.next()
}

/// The letters and digits of a name, in lower case.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The fixed zone for `UTC+2`, `GMT-05:00` or `+02:00`; its names have the opposite sign.
fn offset(name: &str) -> Option<String> {
    let upper = name.to_uppercase().replace('\u{2212}', "-");
    let digits = upper
        .trim_start_matches("UTC")
        .trim_start_matches("GMT")
        .trim();
    let sign = match digits.chars().next()? {
        '+' => '-',
        '-' => '+',
        _ => return None,
    };
    let (hours, minutes) = digits[1..].split_once(':').unwrap_or((&digits[1..], "00"));
    let hours: u8 = hours.parse().ok()?;
    (hours > 0 && hours <= 14 && minutes == "00").then(|| format!("Etc/GMT{sign}{hours}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::find;

    #[test]
    fn every_zone_of_the_tables_exists() {
        for (name, zone) in RAILS.iter().chain(ABBREVIATIONS) {
            assert!(find(zone).is_ok(), "{name}: {zone}");
        }
    }

    #[test]
    fn people_name_zones_in_many_ways() {
        let zone = |zone: &str| Some(Meant::Zone(zone.into()));
        let maybe = |zone: &str| Some(Meant::Maybe(zone.into()));
        for (name, meant) in [
            ("Berlin", zone("Europe/Berlin")),
            ("(GMT+01:00) Berlin", zone("Europe/Berlin")),
            ("europe/berlin", zone("Europe/Berlin")),
            ("New York", zone("America/New_York")),
            ("America/New York", zone("America/New_York")),
            ("Eastern Time (US & Canada)", zone("America/New_York")),
            ("Chennai", zone("Asia/Kolkata")),
            ("CEST", maybe("Europe/Berlin")),
            ("PST", maybe("America/Los_Angeles")),
            ("UTC+2", maybe("Etc/GMT-2")),
            ("+02:00", maybe("Etc/GMT-2")),
            ("Nowhere", None),
            ("", None),
        ] {
            assert_eq!(super::meant(name), meant, "{name}");
        }
    }
}
