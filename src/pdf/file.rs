//! Objects into a file: what is no stream goes into object streams (ISO 32000-1 §7.5.7), and the
//! places of all into a cross-reference stream (§7.5.8).
//!
//! lopdf can write files, too, but one object after the other: of a thousand pages that was a quarter
//! of the whole export. Here the object streams are written and deflated on every core.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::streams::{Deflated, Deflater, deflate};
use super::syntax;
use crate::parallel;

/// Objects in one object stream: enough that they deflate well, few enough that a reader need not
/// inflate much to find one.
const TOGETHER: usize = 200;

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Nowhere.
    Free,
    /// At a byte of the file.
    At(usize),
    /// In an object stream, the how-manieth.
    Within(u32, usize),
}

/// The document's objects as a file, with the trailer's entries. All objects are of generation 0.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut out = format!("%PDF-{}\n%", document.version).into_bytes();
    // Four bytes above 127 tell programs that move files that this one is binary (§7.5.2).
    out.extend_from_slice(&[0xBF, 0xF7, 0xA2, 0xFE, b'\n']);
    let (streams, others): (Vec<_>, Vec<_>) = document.objects.iter().partition(|(_, object)| is_stream(object));
    let first_free = document.objects.keys().next_back().map_or(1, |(number, _)| number + 1);
    let groups: Vec<&[(&ObjectId, &Object)]> = others.chunks(TOGETHER).collect();
    let size = first_free as usize + groups.len() + 1;
    let mut places = vec![Place::Free; size];

    for (&(number, _), object) in streams {
        let Object::Stream(stream) = object else { continue };
        places[number as usize] = Place::At(out.len());
        let mut dictionary = stream.dict.clone();
        dictionary.set("Length", stream.content.len() as i64);
        write_stream(number, &dictionary, &stream.content, &mut out);
    }
    let packed = parallel::map_with(&groups, Deflater::new, |deflater, group| pack(group, deflater));
    for (number, (group, bytes)) in (first_free..).zip(groups.iter().zip(packed)) {
        for (index, (id, _)) in group.iter().enumerate() {
            places[id.0 as usize] = Place::Within(number, index);
        }
        places[number as usize] = Place::At(out.len());
        write_stream(number, &bytes.dictionary, &bytes.deflated.0, &mut out);
    }
    let number = size as u32 - 1;
    let start = out.len();
    places[number as usize] = Place::At(start);
    write_cross_references(number, &places, &document.trailer, &mut out);
    syntax::put(&mut out, format_args!("startxref\n{start}\n%%EOF\n"));
    out
}

fn is_stream(object: &Object) -> bool {
    matches!(object, Object::Stream(_))
}

fn write_stream(number: u32, dictionary: &Dictionary, content: &[u8], out: &mut Vec<u8>) {
    syntax::put(out, format_args!("{number} 0 obj\n"));
    syntax::write_dictionary(dictionary, out);
    out.extend_from_slice(b"stream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

/// An object stream.
struct Packed {
    dictionary: Dictionary,
    deflated: Deflated,
}

/// Numbers and places first, then the objects.
fn pack(group: &[(&ObjectId, &Object)], deflater: &mut Deflater) -> Packed {
    let (mut places, mut objects) = (Vec::new(), Vec::new());
    for ((number, _), object) in group {
        syntax::put(&mut places, format_args!("{number} {} ", objects.len()));
        syntax::write(object, &mut objects);
        objects.push(b' ');
    }
    let first = places.len() as i64;
    places.append(&mut objects);
    let deflated = deflater.deflate(&places);
    let dictionary = dictionary! {
        "Type" => "ObjStm",
        "N" => group.len() as i64,
        "First" => first,
        "Filter" => "FlateDecode",
        "Length" => deflated.0.len() as i64,
    };
    Packed { dictionary, deflated }
}

/// Bytes of an entry: kind, place, index.
const ENTRY: usize = 7;

fn write_cross_references(number: u32, places: &[Place], trailer: &Dictionary, out: &mut Vec<u8>) {
    let Deflated(deflated) = deflate(&less_the_row_above(places.iter().map(|place| entry(*place))));
    let mut dictionary = trailer.clone();
    dictionary.extend(&dictionary! {
        "Type" => "XRef",
        "Size" => places.len() as i64,
        "W" => vec![1.into(), 4.into(), 2.into()],
        "Filter" => "FlateDecode",
        "DecodeParms" => dictionary! { "Predictor" => 12, "Columns" => ENTRY as i64 },
        "Length" => deflated.len() as i64,
    });
    write_stream(number, &dictionary, &deflated, out);
}

fn entry(place: Place) -> [u8; ENTRY] {
    let (kind, place, index) = match place {
        Place::Free => (0, 0, 0),
        Place::At(byte) => (1, byte as u32, 0),
        Place::Within(stream, index) => (2, stream, index as u16),
    };
    let ([a, b, c, d], [high, low]) = (place.to_be_bytes(), index.to_be_bytes());
    [kind, a, b, c, d, high, low]
}

/// PNG's Up filter: entries are much alike, and their differences deflate to a third.
fn less_the_row_above(entries: impl Iterator<Item = [u8; ENTRY]>) -> Vec<u8> {
    let mut above = [0; ENTRY];
    let mut filtered = Vec::new();
    for entry in entries {
        filtered.push(2);
        filtered.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = entry;
    }
    filtered
}

#[cfg(test)]
mod tests {
    use lopdf::Stream;

    use super::*;

    #[test]
    fn another_reader_finds_every_object() {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => vec![], "Count" => 0 });
        let numbers: Vec<ObjectId> = (0..1000).map(|number| document.add_object(Object::Integer(number))).collect();
        // A gap in the numbers.
        document.objects.remove(&numbers[500]);
        let stream = document.add_object(Stream::new(dictionary! { "A" => 1 }, b"endstream".to_vec()));
        document.trailer.set("Root", catalog);

        let read = Document::load_mem(&write(&document)).expect("a file");
        assert_eq!(read.version, "1.7");
        assert_eq!(read.trailer.get(b"Root").unwrap().as_reference().unwrap(), catalog);
        for (number, id) in numbers.iter().enumerate().filter(|(number, _)| *number != 500) {
            assert_eq!(read.get_object(*id).unwrap(), &Object::Integer(number as i64));
        }
        assert!(read.get_object(numbers[500]).is_err());
        assert_eq!(read.get_object(stream).unwrap().as_stream().unwrap().content, b"endstream");
    }
}
