//! Deflated streams and the plain objects that every part of the file is made of.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream, StringFormat};

/// Bytes under `FlateDecode`.
#[derive(Clone, Debug)]
pub(super) struct Deflated(pub Vec<u8>);

/// Deflates bytes.
pub(super) fn deflate(bytes: &[u8]) -> Deflated {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    // Writing into a vector has no way to fail.
    let finished = encoder.write_all(bytes).and_then(|()| encoder.finish());
    Deflated(finished.unwrap_or_default())
}

impl Deflated {
    /// A stream with these entries beside its filter.
    pub fn stream(&self, mut dictionary: Dictionary) -> Stream {
        dictionary.set("Filter", "FlateDecode");
        Stream::new(dictionary, self.0.clone()).with_compression(false)
    }
}

/// A number with at most three decimals: an integer where it is one.
pub(super) fn number(value: f64) -> Object {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded.fract() == 0.0 { Object::Integer(rounded as i64) } else { Object::Real(rounded as f32) }
}

/// A text string (ISO 32000-1 §7.9.2.2): ASCII as it is, all else UTF-16BE.
pub(super) fn text_string(text: &str) -> Object {
    Object::String(text_bytes(text), StringFormat::Literal)
}

/// The bytes of a text string.
pub(super) fn text_bytes(text: &str) -> Vec<u8> {
    if text.chars().all(|letter| (' '..='~').contains(&letter)) {
        return text.as_bytes().to_vec();
    }
    [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_ascii_or_marked_utf16() {
        assert_eq!(text_bytes("a.b"), b"a.b");
        assert_eq!(text_bytes("中"), [0xFE, 0xFF, 0x4E, 0x2D]);
    }

    #[test]
    fn whole_numbers_are_written_as_integers() {
        assert_eq!(number(500.0), Object::Integer(500));
        assert_eq!(number(0.12345), Object::Real(0.123));
    }
}
