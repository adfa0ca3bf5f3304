//! What a site publishes on purpose: the telephones, mailboxes and addresses of its stations and offices.

use std::collections::BTreeSet;

use crate::fields::is_mobile;
use crate::model::Library;

/// Numbers and addresses that may stand in any text.
pub(in crate::rules) struct Published {
    numbers: BTreeSet<String>,
    places: Vec<String>,
}

impl Published {
    /// What the stations and the settings declare.
    pub(in crate::rules) fn of(library: &Library) -> Self {
        let stations = library.stations().values().map(|station| &station.record);
        let duty = stations.clone().filter(|station| station.tel_is_duty_phone && is_mobile(&station.tel.value));
        let numbers = duty.map(|station| plain(&station.tel.value)).collect();
        let places =
            stations.flat_map(|station| station.address.all()).chain(library.settings().address.iter().flat_map(|text| text.all()));
        Self { numbers, places: places.map(|place| plain(place)).collect() }
    }

    /// Whether `found`, in plain form, is declared.
    pub(in crate::rules) fn holds(&self, found: &str) -> bool {
        self.numbers.contains(found) || self.places.iter().any(|place| place.contains(found))
    }
}

/// `text` without spaces, hyphens and the country's number, in half-width forms.
pub(super) fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let text: String = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '#')).map(half).collect();
    match text.strip_prefix("86") {
        Some(number) if number.len() == 11 && number.bytes().all(|byte| byte.is_ascii_digit()) => number.to_owned(),
        Some(_) | None => text,
    }
}
