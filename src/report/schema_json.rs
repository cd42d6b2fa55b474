//! The format as a JSON Schema, by which editors complete and check a report.

use std::fmt::Write;

use super::schema::{Key, Kind, Shape, TABLES, TableSchema};

/// The text of `docs/report.schema.json` (JSON Schema, draft 7, which editors' TOML plug-ins read).
pub fn json() -> String {
    let mut properties: Vec<(String, String)> = TABLES
        .iter()
        .filter(|table| table.shape != Shape::Inline)
        .map(|table| (table.name.to_owned(), root_property(table)))
        .collect();
    let note = "{ \"description\": \"脚注，键是脚注的名字。 Footnotes by name.\", \"type\": \"object\", \
                \"additionalProperties\": { \"type\": \"string\" } }";
    properties.push(("note".to_owned(), note.to_owned()));
    let definitions: Vec<(String, String)> =
        TABLES.iter().map(|table| (table.name.to_owned(), definition(table))).collect();
    let mut text = String::from("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n");
    text.push_str("  \"title\": \"banxin report\",\n  \"type\": \"object\",\n  \"required\": [\"report\"],\n");
    text.push_str("  \"additionalProperties\": false,\n");
    let _ =
        write!(text, "  \"properties\": {},\n  \"definitions\": {}\n", object(&properties, 2), object(&definitions, 2));
    text.push_str("}\n");
    text
}

/// Members, each on a line of its own, at an indent.
fn object(members: &[(String, String)], indent: usize) -> String {
    let pad = " ".repeat(indent + 2);
    let lines: Vec<String> = members.iter().map(|(name, value)| format!("{pad}{}: {value}", quoted(name))).collect();
    format!("{{\n{}\n{}}}", lines.join(",\n"), " ".repeat(indent))
}

fn root_property(table: &TableSchema) -> String {
    let reference = format!("{{ \"$ref\": \"#/definitions/{}\" }}", table.name);
    match table.shape {
        Shape::Single | Shape::Inline => reference,
        Shape::Repeated => format!("{{ \"type\": \"array\", \"items\": {reference} }}"),
        Shape::Keyed => format!("{{ \"type\": \"object\", \"additionalProperties\": {reference} }}"),
    }
}

fn definition(table: &TableSchema) -> String {
    let properties: Vec<(String, String)> = table.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<String> = table.keys.iter().filter(|key| key.required).map(|key| quoted(key.name)).collect();
    let mut members = vec![
        ("description".to_owned(), quoted(&format!("{} {}", table.zh, table.en))),
        ("type".to_owned(), quoted("object")),
        ("additionalProperties".to_owned(), "false".to_owned()),
    ];
    // Draft 7 allows an empty list, but some editors do not.
    if !required.is_empty() {
        members.push(("required".to_owned(), format!("[{}]", required.join(", "))));
    }
    members.push(("properties".to_owned(), object(&properties, 6)));
    object(&members, 4)
}

fn property(key: &Key) -> String {
    format!("{{ \"description\": {}, {} }}", quoted(&format!("{} {}", key.zh, key.en)), value(key.kind))
}

/// What a kind of value is in JSON Schema.
fn value(kind: Kind) -> String {
    let string = "\"type\": \"string\"";
    let list_of = |item: &str| format!("\"type\": \"array\", \"items\": {item}");
    let cell = "{ \"anyOf\": [{ \"type\": [\"string\", \"number\"] }, { \"$ref\": \"#/definitions/table.cell\" }] }";
    let row = format!("{{ {} }}", list_of(cell));
    match kind {
        Kind::Text | Kind::Inlines | Kind::Prose | Kind::Date | Kind::DateText => string.to_owned(),
        Kind::Lines => {
            let list = list_of(&format!("{{ {string} }}"));
            format!("\"anyOf\": [{{ {string} }}, {{ {list}, \"minItems\": 1 }}]")
        }
        Kind::Boolean => "\"type\": \"boolean\"".to_owned(),
        Kind::Integer(least, most) => format!("\"type\": \"integer\", \"minimum\": {least}, \"maximum\": {most}"),
        Kind::Positive => "\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 1000".to_owned(),
        Kind::Share => "\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 1".to_owned(),
        Kind::Aspect => "\"type\": [\"string\", \"number\"]".to_owned(),
        Kind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!("\"enum\": [{}]", words.join(", "))
        }
        Kind::Head => format!("\"anyOf\": [{row}, {{ {} }}]", list_of(&row)),
        Kind::Rows => list_of(&row),
        Kind::Numbers => list_of("{ \"type\": [\"number\", \"string\"] }"),
        Kind::SeriesChoice => {
            let series = list_of("{ \"$ref\": \"#/definitions/chart.series\" }");
            format!("\"anyOf\": [{{ {string} }}, {{ {} }}, {{ {series} }}]", list_of(&format!("{{ {string} }}")))
        }
        Kind::Tables(name) => list_of(&format!("{{ \"$ref\": \"#/definitions/{name}\" }}")),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
