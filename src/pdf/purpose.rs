//! What a file is for, and with that which standards it keeps.

use crate::geom::{Length, Rect, Size};

/// What a file is for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// To be read and kept: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1); PDF/A-3a (ISO 19005-3)
    /// where files are attached.
    Reading(Vec<Attachment>),
    /// Pages on larger sheets, to be printed, folded and cut: PDF/A-2b. Nobody reads them in order, so
    /// that they have no structure.
    Sheets,
    /// For the print shop: PDF/X-4 (ISO 15930-7) and PDF/A-2b at once.
    Press(Press),
}

impl Default for Purpose {
    fn default() -> Self {
        Purpose::Reading(Vec::new())
    }
}

/// A file inside the file: what the document was made from.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name, `/` between folders.
    pub name: String,
    /// Such as `text/csv`.
    pub media_type: &'static str,
    /// As it was read.
    pub bytes: Vec<u8>,
}

/// The paper around each page that goes to the print shop; the pages bring it with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// Printed paper that is cut away.
    pub bleed: Length,
    /// Paper around the bleed, for marks.
    pub slug: Length,
    /// What becomes of pictures in colour.
    pub pictures: PressPictures,
    /// Pixels to the inch that are enough.
    pub resolution: u32,
}

impl Press {
    /// Whether pictures in colour become CMYK.
    pub(super) fn separates(&self) -> bool {
        self.pictures == PressPictures::Separate
    }
}

/// What becomes of pictures in colour on their way to the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressPictures {
    /// Turned into the press's inks.
    Separate,
    /// Left as they are, with the profile that says what their colours are.
    Keep,
}

/// The boxes of a page (ISO 32000-1 §14.11.2), origin top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Boxes {
    /// The sheet.
    pub media: Rect,
    /// What is printed on.
    pub bleed: Rect,
    /// What is left after cutting.
    pub trim: Rect,
}

impl Purpose {
    /// Whether the file is for the print shop.
    pub(super) fn is_press(&self) -> bool {
        matches!(self, Purpose::Press(_))
    }

    /// The boxes of a page of this size, marks and bleed included.
    pub(super) fn boxes(&self, size: Size) -> Boxes {
        let media = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
        match self {
            Purpose::Reading(_) | Purpose::Sheets => Boxes { media, bleed: media, trim: media },
            Purpose::Press(press) => {
                Boxes { media, bleed: inside(media, press.slug), trim: inside(media, press.slug + press.bleed) }
            }
        }
    }
}

fn inside(rect: Rect, by: Length) -> Rect {
    Rect::new(rect.origin.x + by, rect.origin.y + by, rect.size.width - by * 2, rect.size.height - by * 2)
}
