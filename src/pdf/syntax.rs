//! Objects as they are written in a file (ISO 32000-1 §7.3), in as few bytes as may be.

use std::io::Write;

use lopdf::{Dictionary, Object, StringFormat};

/// Appends an object; of a stream, the dictionary alone.
pub(super) fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => put(out, format_args!("{value}")),
        // Rust writes no exponents, which PDF does not know.
        Object::Real(value) => put(out, format_args!("{value}")),
        Object::Name(name) => write_name(name, out),
        Object::String(bytes, StringFormat::Literal) => write_literal(bytes, out),
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| put(out, format_args!("{byte:02X}")));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write_apart(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(dictionary, out),
        Object::Stream(stream) => write_dictionary(&stream.dict, out),
        Object::Reference((number, generation)) => put(out, format_args!("{number} {generation} R")),
    }
}

/// Appends a dictionary in its own order.
pub(super) fn write_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary.iter() {
        write_name(key, out);
        write_apart(value, out);
    }
    out.extend_from_slice(b">>");
}

/// Appends an object, after a space where it would run into the word before it.
fn write_apart(object: &Object, out: &mut Vec<u8>) {
    let opens_itself =
        matches!(object, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_));
    if !opens_itself && !matches!(out.last(), Some(b'[' | b']' | b'>' | b')')) {
        out.push(b' ');
    }
    write(object, out);
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        match byte {
            b'#' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => {
                put(out, format_args!("#{byte:02X}"));
            }
            b'!'..=b'~' => out.push(byte),
            _ => put(out, format_args!("#{byte:02X}")),
        }
    }
}

fn write_literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // A reader takes a bare return for a line end.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

/// Appends formatted text.
pub(super) fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing into a vector has no way to fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn written(object: impl Into<Object>) -> String {
        let mut out = Vec::new();
        write(&object.into(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_are_parted_only_where_they_would_run_together() {
        let items = vec![1.into(), Object::Real(0.5), Object::Name(b"A".to_vec()), true.into(), (3, 0).into()];
        assert_eq!(written(items), "[1 0.5/A true 3 0 R]");
        let nested =
            dictionary! { "K" => vec![vec![1.into()].into(), Object::Null], "S" => Object::string_literal("a") };
        assert_eq!(written(nested), "<</K[[1]null]/S(a)>>");
    }

    #[test]
    fn delimiters_are_escaped() {
        assert_eq!(written(Object::Name(b"A b#(".to_vec())), "/A#20b#23#28");
        assert_eq!(written(Object::string_literal("a(\\)\r")), "(a\\(\\\\\\)\\r)");
        assert_eq!(written(Object::String(vec![0, 0xAB], StringFormat::Hexadecimal)), "<00AB>");
    }

    #[test]
    fn small_numbers_have_no_exponent() {
        assert_eq!(written(Object::Real(0.000_001)), "0.000001");
    }
}
