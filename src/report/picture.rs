//! Picture files: their kind and size, read from their headers; the bytes are kept as they are.

use std::io::Cursor;
use std::sync::Arc;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat as FileFormat, ImageReader};

use super::svg;
use crate::document::{Image, ImageFormat};

/// Why a picture cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureError {
    /// Neither JPEG, PNG nor SVG.
    Format,
    /// An SVG with text in it.
    SvgText,
    /// An SVG with pictures in it.
    SvgPicture,
    /// The file is damaged.
    Broken,
}

/// Reads what a picture file is. Its width and height are those shown, after EXIF orientation.
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Image, PictureError> {
    if svg::is_svg(&bytes) {
        return from_svg(name, &bytes);
    }
    let format = match image::guess_format(&bytes) {
        Ok(FileFormat::Jpeg) => ImageFormat::Jpeg,
        Ok(FileFormat::Png) => ImageFormat::Png,
        _ => return Err(PictureError::Format),
    };
    let (width, height) = shown_size(&bytes).ok_or(PictureError::Broken)?;
    if !is_whole(format, &bytes) {
        return Err(PictureError::Broken);
    }
    Ok(Image { name: name.to_owned(), data: bytes.into(), format, width, height, drawing: None })
}

/// An SVG is its drawing, and a PNG for formats that cannot draw it.
fn from_svg(name: &str, bytes: &[u8]) -> Result<Image, PictureError> {
    let svg::Svg { png, size: (width, height), drawing } = svg::read(bytes)?;
    let drawing = drawing.map(Arc::new);
    Ok(Image { name: name.to_owned(), data: png.into(), format: ImageFormat::Png, width, height, drawing })
}

fn shown_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    // Unreadable EXIF data turns nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let turned = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let size = if turned { (height, width) } else { (width, height) };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// Whether the file has its end, so that one cut short in copying is found without decoding it: PNG's
/// IEND chunk (ISO/IEC 15948 §11.2.5), or a JPEG's EOI marker after its last scan (ITU-T T.81 §B.1.1.3;
/// a thumbnail has an EOI of its own, and some cameras write more behind the last).
fn is_whole(format: ImageFormat, bytes: &[u8]) -> bool {
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|window| window == mark);
    match format {
        ImageFormat::Jpeg => last(&[0xff, 0xd9]) > last(&[0xff, 0xda]),
        ImageFormat::Png => last(b"IEND").is_some(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A grey picture.
    pub(in crate::report) fn sample(format: FileFormat, width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::GrayImage::new(width, height).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// An APP1 segment that says: turn by 90°.
    fn turned(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        [&jpeg[..2], &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn sizes_are_those_shown() {
        let png = read("a.png", sample(FileFormat::Png, 4, 3)).unwrap();
        assert_eq!((png.format, png.width, png.height), (ImageFormat::Png, 4, 3));
        let jpeg = sample(FileFormat::Jpeg, 4, 3);
        let image = read("a.jpg", turned(&jpeg)).unwrap();
        assert_eq!((image.format, image.width, image.height), (ImageFormat::Jpeg, 3, 4));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(read("a", b"GIF89a".to_vec()).unwrap_err(), PictureError::Format);
        assert_eq!(read("a", Vec::new()).unwrap_err(), PictureError::Format);
        for format in [FileFormat::Png, FileFormat::Jpeg] {
            let whole = sample(format, 64, 64);
            for length in [8, 20, whole.len() / 2, whole.len() - 12] {
                assert!(read("a", whole[..length].to_vec()).is_err(), "{format:?} cut at {length}");
            }
        }
    }
}
