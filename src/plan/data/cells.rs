//! What stands in the cells of open data.

use jiff::civil::Date;

use crate::fields::Id;
use crate::language::{Text, Words};
use crate::model::{Kind, Thing};
use crate::plan::desk::Desk;
use crate::plan::written::Cell;

pub(super) fn id<T>(_: &Desk<'_>, thing: &Thing<T>) -> Cell {
    Cell::Text(thing.id.shared().clone())
}

pub(super) fn home<T>(_: &Desk<'_>, thing: &Thing<T>) -> Cell {
    maybe_id(thing.home.as_ref())
}

pub(super) fn url(desk: &Desk<'_>, kind: Kind, id: &Id) -> Cell {
    let path = desk.href(kind, id);
    Cell::Text(desk.full_address(&path).unwrap_or(path).into())
}

pub(super) fn text(desk: &Desk<'_>, text: &Text) -> Cell {
    Cell::Text(desk.words(text).clone())
}

pub(super) fn maybe(desk: &Desk<'_>, text: Option<&Text>) -> Cell {
    text.map_or(Cell::Nothing, |text| self::text(desk, text))
}

pub(super) fn word(desk: &Desk<'_>, words: Words) -> Cell {
    Cell::Text(desk.say(words).into())
}

pub(super) fn day(day: Date) -> Cell {
    Cell::Text(day.to_string().into())
}

pub(super) fn maybe_day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Nothing, self::day)
}

pub(super) fn number(number: usize) -> Cell {
    Cell::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(super) fn maybe_number(number: Option<impl Into<i64>>) -> Cell {
    number.map_or(Cell::Nothing, |number| Cell::Number(number.into()))
}

pub(super) fn maybe_id(id: Option<&Id>) -> Cell {
    id.map_or(Cell::Nothing, |id| Cell::Text(id.shared().clone()))
}

pub(super) fn ids<'a>(ids: impl Iterator<Item = &'a Id>) -> Cell {
    Cell::List(ids.map(Id::shared).cloned().collect())
}
