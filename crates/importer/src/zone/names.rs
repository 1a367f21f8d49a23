//! Finds the zone of the tz database that other names mean: those of Windows and Outlook, and those
//! that calendars write around a name of the database.

use jiff::tz::Offset;
use strum::IntoEnumIterator;
use windows_timezones::WindowsTimezone;

use super::{DATABASE, find};

/// The name in the tz database that a calendar's name for a zone means:
///
/// - itself, in any case, also behind a path: `/freeassociation.sourceforge.net/Europe/Berlin`
/// - a name of Windows, by the CLDR's table: `W. Europe Standard Time`
/// - a description of Windows: `(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`
/// - cities, after a description's offset: `(GMT+01.00) Berlin/Rome`
pub(crate) fn iana(name: &str) -> Option<String> {
    let name = name.trim().trim_matches('"').trim();
    of_database(name)
        .or_else(|| of_windows(name))
        .or_else(|| behind_path(name))
        .or_else(|| of_cities(name))
}

/// The names of all zones, first those that stand for many places: the zones of Windows.
pub(crate) fn all() -> impl Iterator<Item = String> {
    let windows = WindowsTimezone::iter().map(|zone| zone.tzdb_id().to_owned());
    let database = DATABASE.available().map(|name| name.to_string());
    let places = |name: &String| name.contains('/') && !name.starts_with("Etc/");
    windows.chain(database).filter(places)
}

/// The offset of a name such as `UTC+02:00` or `GMT-0330`. Names such as `Etc/GMT-2`, whose sign
/// means the opposite, are in the tz database.
pub(crate) fn offset(name: &str) -> Option<Offset> {
    let name = name.trim().trim_start_matches('(').to_ascii_uppercase();
    let rest = name
        .strip_prefix("UTC")
        .or_else(|| name.strip_prefix("GMT"))?;
    let (sign, rest) = match rest.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let rest = rest.split(')').next()?;
    let (hours, minutes) = match rest.split_once([':', '.']) {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at(2),
        None => (rest, "0"),
    };
    let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    Offset::from_seconds(sign * seconds).ok()
}

fn of_database(name: &str) -> Option<String> {
    let zone = DATABASE.get(name).ok()?;
    zone.iana_name().map(str::to_owned)
}

fn of_windows(name: &str) -> Option<String> {
    let standard = name
        .replace("Daylight", "Standard")
        .replace("Summer", "Standard");
    let is_meant = |zone: &WindowsTimezone| {
        zone.name().eq_ignore_ascii_case(&standard)
            || cities(zone.description()).eq_ignore_ascii_case(cities(name))
                && name.starts_with('(')
    };
    let zone = WindowsTimezone::iter().find(is_meant)?;
    find(zone.tzdb_id())
        .is_ok()
        .then(|| zone.tzdb_id().to_owned())
}

/// The end of a path that is a name: two or three parts, or one.
fn behind_path(name: &str) -> Option<String> {
    let parts: Vec<_> = name.split('/').filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return None;
    }
    (1..parts.len())
        .map(|start| parts[start..].join("/"))
        .chain(parts.iter().copied().map(str::to_owned).rev().take(1))
        .find_map(|end| of_database(&end))
        .or_else(|| of_database(&parts.join("/")))
}

/// What a description says after its offset: the cities.
fn cities(description: &str) -> &str {
    match description.split_once(')') {
        Some((_, cities)) if description.starts_with('(') => cities.trim(),
        _ => description.trim(),
    }
}

/// The zone of the first city in a description that the tz database knows.
fn of_cities(name: &str) -> Option<String> {
    let cities = cities(name);
    if cities == name {
        return None;
    }
    let mut cities = cities
        .split([',', '/', ';'])
        .map(|city| city.trim().replace(' ', "_"));
    cities.find_map(|city| {
        DATABASE
            .available()
            .map(|zone| zone.to_string())
            .find(|zone| {
                zone.rsplit_once('/')
                    .is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_every_name_that_calendars_give_it() {
        for name in [
            "Europe/Berlin",
            "europe/berlin",
            "/Europe/Berlin",
            "/freeassociation.sourceforge.net/Europe/Berlin",
            "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
            "/mozilla.org/20050126_1/Europe/Berlin",
            "W. Europe Standard Time",
            "w. europe standard time",
            "W. Europe Daylight Time",
            "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
            "(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
            "(GMT+01.00) Berlin / Bern / Stockholm",
        ] {
            assert_eq!(iana(name).as_deref(), Some("Europe/Berlin"), "{name}");
        }
        for (name, zone) in [
            (
                "/citadel.org/20210210_1/America/Argentina/Buenos_Aires",
                "America/Argentina/Buenos_Aires",
            ),
            ("Eastern Standard Time", "America/New_York"),
            ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(iana(name).as_deref(), Some(zone), "{name}");
        }
        for name in [
            "Customized Time Zone",
            "Mine",
            "",
            "/",
            "(UTC+01:00)",
            "UTC+2",
        ] {
            assert_eq!(iana(name), None, "{name}");
        }
    }

    #[test]
    fn an_offset_may_be_a_name() {
        for (name, hours) in [
            ("UTC+02:00", 2),
            ("GMT-5", -5),
            ("UTC+0200", 2),
            ("(GMT+01.00)", 1),
        ] {
            let expected = Offset::from_seconds(hours * 3600).ok();
            assert_eq!(offset(name), expected, "{name}");
        }
        for name in ["UTC", "Berlin", "UTC+", "UTC+é", "GMT+99"] {
            assert_eq!(offset(name), None, "{name}");
        }
    }

    #[test]
    fn every_zone_of_windows_is_in_the_database() {
        for zone in WindowsTimezone::iter() {
            assert!(find(zone.tzdb_id()).is_ok(), "{}", zone.tzdb_id());
        }
    }
}
