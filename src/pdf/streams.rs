//! Deflated streams and the plain objects that every part of the file is made of.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, Stream, StringFormat};

/// Bytes under `FlateDecode`.
#[derive(Clone, Debug)]
pub(super) struct Deflated(pub Vec<u8>);

/// Deflates one stream after the other. Its tables, a quarter of a megabyte, are made once.
pub(super) struct Deflater(Compress);

impl Deflater {
    /// Nothing deflated yet.
    pub fn new() -> Deflater {
        Deflater(Compress::new(Compression::default(), true))
    }

    /// Deflates bytes, the same whatever came before.
    pub fn deflate(&mut self, bytes: &[u8]) -> Deflated {
        self.0.reset();
        let mut deflated = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = &bytes[self.0.total_in() as usize..];
            // Compressing has no way to fail; a full vector is not the end.
            match self.0.compress_vec(rest, &mut deflated, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => deflated.reserve(deflated.capacity().max(64)),
                Ok(Status::StreamEnd) | Err(_) => return Deflated(deflated),
            }
        }
    }
}

/// Deflates a stream by itself.
pub(super) fn deflate(bytes: &[u8]) -> Deflated {
    Deflater::new().deflate(bytes)
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
    use std::io::Read;

    use super::*;

    #[test]
    fn a_stream_deflates_alike_after_others() {
        let words = |seed: usize, length: usize| -> Vec<u8> {
            (0..length).map(|at| ((at * seed % 251) ^ (at / 7 % 13)) as u8).collect()
        };
        let mut deflater = Deflater::new();
        for length in [100_000, 0, 10, 300_000, 5_000, 5_000] {
            let bytes = words(length % 97 + 3, length);
            let Deflated(deflated) = deflater.deflate(&bytes);
            assert_eq!(deflated, deflate(&bytes).0, "{length}");
            let mut read = Vec::new();
            flate2::read::ZlibDecoder::new(&deflated[..]).read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
        }
    }

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
