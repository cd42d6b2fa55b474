//! What a JPEG file says of itself; its picture data stay as they are.

use lopdf::Object;

use super::Raster;
use crate::pdf::profiles::Space;

/// A JPEG file as a picture, and its EXIF orientation.
pub(super) fn raster(data: &[u8]) -> Option<(Raster, u8)> {
    let header = header(data)?;
    let space = match header.components {
        1 => Space::Gray,
        3 => Space::Rgb,
        _ => Space::Cmyk,
    };
    let (width, height) = (header.width.into(), header.height.into());
    let mut raster = Raster::new(width, height, 8, "DCTDecode", data.to_vec(), space);
    if header.inverted {
        let one_to_zero = [1, 0].repeat(header.components.into()).into_iter().map(Object::Integer);
        raster.dictionary.set("Decode", one_to_zero.collect::<Vec<_>>());
    }
    raster.profile = header.profile;
    Some((raster, header.orientation))
}

/// What a PDF must know of a JPEG file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Header {
    /// As stored.
    width: u16,
    /// As stored.
    height: u16,
    /// 1 gray, 3 colours, 4 CMYK.
    components: u8,
    /// CMYK written by Adobe's programs is inverted.
    inverted: bool,
    /// EXIF orientation, 1 to 8.
    orientation: u8,
    /// What its colours are.
    profile: Option<Vec<u8>>,
}

/// Reads the segments up to the frame header; `None` if this is not a JPEG file that PDF can hold
/// (8 bits; baseline, extended or progressive; ISO 32000-1 §7.4.8).
fn header(data: &[u8]) -> Option<Header> {
    let mut rest = data.strip_prefix(&[0xFF, 0xD8])?;
    let (mut adobe, mut orientation, mut profile) = (false, 1, Vec::new());
    loop {
        let (marker, segment, after) = segment(rest)?;
        rest = after;
        match marker {
            0xC0..=0xC2 => {
                let profile = assembled(profile);
                return frame(segment).map(|frame| Header {
                    inverted: adobe && frame.components == 4,
                    orientation,
                    profile,
                    ..frame
                });
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD9 | 0xDA => return None,
            0xE1 => orientation = exif_orientation(segment).unwrap_or(orientation),
            0xE2 => profile.extend(segment.strip_prefix(b"ICC_PROFILE\0")),
            0xEE => adobe |= segment.starts_with(b"Adobe"),
            _ => {}
        }
    }
}

/// The next marker, its segment without the length, and what follows.
fn segment(data: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let data = data.strip_prefix(&[0xFF])?;
    // Any number of fill bytes may stand before a marker.
    let fill = data.iter().take_while(|&&byte| byte == 0xFF).count();
    let (&marker, data) = data.get(fill..)?.split_first()?;
    let length = usize::from(u16::from_be_bytes([*data.first()?, *data.get(1)?]));
    Some((marker, data.get(2..length)?, data.get(length..)?))
}

/// The parts of a profile in their order (ICC.1 §B.4): each says its number and how many there are.
fn assembled(mut parts: Vec<&[u8]>) -> Option<Vec<u8>> {
    parts.sort_by_key(|part| part.first().copied());
    let whole = parts.iter().zip(1..=u8::MAX).all(|(part, number)| part.first() == Some(&number));
    let stated = parts.first().and_then(|part| part.get(1)).copied().map(usize::from);
    (whole && stated == Some(parts.len())).then(|| parts.iter().flat_map(|part| part.iter().skip(2).copied()).collect())
}

fn frame(segment: &[u8]) -> Option<Header> {
    let &[precision, height_high, height_low, width_high, width_low, components, ..] = segment else { return None };
    let width = u16::from_be_bytes([width_high, width_low]);
    let height = u16::from_be_bytes([height_high, height_low]);
    let usable = precision == 8 && width > 0 && height > 0 && matches!(components, 1 | 3 | 4);
    usable.then_some(Header { width, height, components, inverted: false, orientation: 1, profile: None })
}

/// Tag 0x0112 of the first directory (Exif 2.3 §4.6.4).
fn exif_orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (usize::from(short(at)?), usize::from(short(at + 2)?));
        Some(if little { second << 16 | first } else { first << 16 | second })
    };
    let directory = long(4)?;
    let entries = usize::from(short(directory)?);
    let entry = (0..entries).map(|index| directory + 2 + index * 12).find(|&at| short(at) == Some(0x0112))?;
    let orientation = u8::try_from(short(entry + 8)?).ok()?;
    (1..=8).contains(&orientation).then_some(orientation)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A file of these segments that ends where the picture data would start.
    pub fn file(components: u8, adobe: bool, orientation: Option<u8>) -> Vec<u8> {
        let mut data = vec![0xFF, 0xD8];
        if let Some(orientation) = orientation {
            data.extend([0xFF, 0xE1, 0, 34]);
            data.extend(*b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
            data.extend([orientation, 0, 0, 0, 0, 0, 0]);
        }
        if adobe {
            data.extend([0xFF, 0xEE, 0, 14]);
            data.extend(*b"Adobe\0\x64\0\0\0\0\x02");
        }
        data.extend([0xFF, 0xFF, 0xC0, 0, 8, 8, 0, 30, 0, 40, components]);
        data
    }

    #[test]
    fn the_frame_and_the_notes_before_it_are_read() {
        let expected = Header { width: 40, height: 30, components: 3, inverted: false, orientation: 6, profile: None };
        assert_eq!(header(&file(3, true, Some(6))), Some(expected));
        assert!(header(&file(4, true, None)).is_some_and(|header| header.inverted));
        assert!(header(&file(4, false, None)).is_some_and(|header| !header.inverted));
    }

    #[test]
    fn a_profile_in_parts_is_put_together_and_one_that_lacks_a_part_is_not() {
        let part = |number: u8, of: u8, content: u8| {
            let segment = [b"ICC_PROFILE\0".as_slice(), &[number, of, content]].concat();
            [&[0xFF, 0xE2, 0, 17], segment.as_slice()].concat()
        };
        let with = |parts: &[Vec<u8>]| {
            let plain = file(3, false, None);
            header(&[&plain[..2], &parts.concat(), &plain[2..]].concat()).unwrap().profile
        };
        assert_eq!(with(&[part(2, 2, 8), part(1, 2, 7)]), Some(vec![7, 8]));
        assert_eq!(with(&[part(2, 2, 8)]), None);
        assert_eq!(with(&[part(1, 2, 8)]), None);
    }

    #[test]
    fn what_pdf_cannot_hold_is_refused() {
        let mut lossless = file(3, false, None);
        let marker = lossless.iter().position(|&byte| byte == 0xC0).unwrap();
        lossless[marker] = 0xC3;
        assert_eq!(header(&lossless), None);
        assert_eq!(header(&file(2, false, None)), None);
        assert_eq!(header(b"\xFF\xD8\xFF"), None);
        assert_eq!(header(b""), None);
    }

    #[test]
    fn cut_files_do_not_panic() {
        let whole = file(3, true, Some(8));
        for length in 0..whole.len() {
            assert_eq!(header(&whole[..length]), None, "{length}");
        }
    }
}
