//! A table for programs: as JSON, as CSV (RFC 4180, with a byte order mark), its places as GeoJSON (RFC 7946), and its schema (JSON Schema
//! 2020-12).

use serde_json::{Map, Value, json};

use crate::csv;
use crate::plan::written::{Cell, Column, Place, Table, TableFormat, Type};

/// The file.
pub(super) fn bytes(table: &Table, format: TableFormat) -> Vec<u8> {
    match format {
        TableFormat::Json => text(&json(table)),
        TableFormat::Csv => csv(table),
        TableFormat::GeoJson => text(&geo_json(table)),
        TableFormat::Schema => text(&schema(table)),
    }
}

fn text(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn json(table: &Table) -> Value {
    json!({
        "name": table.name,
        "publisher": &*table.publisher,
        "date": table.day.map(|day| day.to_string()),
        "license": table.license.as_deref(),
        "schema": format!("schema/{}.json", table.name),
        "count": table.rows.len(),
        "items": table.rows.iter().map(|row| Value::from(item(table, row))).collect::<Vec<_>>(),
    })
}

/// A row with the names of its columns.
fn item(table: &Table, row: &[Cell]) -> Map<String, Value> {
    table.columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), value(cell))).collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => Value::from(&**text),
        Cell::Number(number) => Value::from(*number),
        Cell::Truth(truth) => Value::from(*truth),
        Cell::List(list) => list.iter().map(|one| Value::from(&**one)).collect(),
    }
}

fn csv(table: &Table) -> Vec<u8> {
    let heads = table.columns.iter().map(|column| column.name.to_owned()).collect();
    csv::bytes(std::iter::once(heads).chain(table.rows.iter().map(|row| row.iter().map(plain).collect())))
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => csv::guarded(text),
        Cell::Number(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::List(list) => csv::guarded(&list.join("; ")),
    }
}

fn geo_json(table: &Table) -> Value {
    let feature = |place: &Place| {
        let properties = table.rows.get(place.row).map(|row| item(table, row));
        json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [rounded(place.lng), rounded(place.lat)]},
            "properties": properties,
        })
    };
    json!({"type": "FeatureCollection", "features": table.places.iter().map(feature).collect::<Vec<_>>()})
}

/// Five decimals are a metre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

fn schema(table: &Table) -> Value {
    let column = |column: &Column| (column.name.to_owned(), described(column, table.language.is_chinese()));
    let properties: Map<String, Value> = table.columns.iter().map(column).collect();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let item = json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "type": "object",
        "properties": {
            "name": {"const": table.name},
            "publisher": {"type": "string"},
            "date": {"type": ["string", "null"], "format": "date"},
            "license": {"type": ["string", "null"]},
            "schema": {"type": "string"},
            "count": {"type": "integer", "minimum": 1},
            "items": {"type": "array", "items": item},
        },
        "required": ["name", "publisher", "date", "license", "schema", "count", "items"],
    })
}

fn described(column: &Column, is_chinese: bool) -> Value {
    let about = if is_chinese { column.about.zh } else { column.about.en };
    match column.kind {
        Type::Text => json!({"description": about, "type": ["string", "null"]}),
        Type::Date => json!({"description": about, "type": ["string", "null"], "format": "date"}),
        Type::Number => json!({"description": about, "type": ["integer", "null"]}),
        Type::Truth => json!({"description": about, "type": "boolean"}),
        Type::List => json!({"description": about, "type": "array", "items": {"type": "string"}}),
    }
}
