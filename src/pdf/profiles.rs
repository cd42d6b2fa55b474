//! Colour profiles (ICC.1) and what a file promises of its colours: output intents (ISO 32000-1
//! §14.11.5).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::purpose::Purpose;
use super::streams;

/// A profile that ships with the program; see `profiles/README.md`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shipped {
    /// The profile.
    pub data: &'static [u8],
    /// The printing condition or colour space that it describes, by its registered name.
    identifier: &'static str,
    /// In words.
    description: &'static str,
}

/// What colours of the screen are.
pub(super) const SRGB: Shipped =
    Shipped { data: include_bytes!("profiles/sRGB2014.icc"), identifier: "sRGB", description: "sRGB IEC 61966-2-1" };

/// Offset printing on coated paper.
pub(super) const COATED: Shipped = Shipped {
    data: include_bytes!("profiles/ISOcoated_v2_300_bas.icc"),
    identifier: "FOGRA39",
    description: "Offset on coated paper (ISO 12647-2:2004, FOGRA39), at most 300 % ink",
};

/// Colours by the number of their components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
}

impl Space {
    /// How many numbers make a colour.
    pub fn components(self) -> usize {
        match self {
            Space::Gray => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
        }
    }

    /// The colours of the device that the output intent stands for.
    pub fn device(self) -> &'static str {
        match self {
            Space::Gray => "DeviceGray",
            Space::Rgb => "DeviceRGB",
            Space::Cmyk => "DeviceCMYK",
        }
    }

    /// As a profile's header names it (ICC.1 §7.2.6).
    fn signature(self) -> &'static [u8; 4] {
        match self {
            Space::Gray => b"GRAY",
            Space::Rgb => b"RGB ",
            Space::Cmyk => b"CMYK",
        }
    }
}

/// Whether a picture's profile may stand in a file (ISO 19005-2 §6.2.4.2): whole, of a version that
/// PDF 1.7 knows, of a device, and for colours of this kind.
pub(super) fn is_usable(profile: &[u8], space: Space) -> bool {
    let part = |from: usize, until: usize| profile.get(from..until);
    let length = part(0, 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    let of_device = [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|class| part(12, 16) == Some(class.as_slice()));
    length.is_some_and(|length| length as usize == profile.len())
        && matches!(profile.get(8), Some(2..=4))
        && of_device
        && part(16, 20) == Some(space.signature().as_slice())
        && part(36, 40) == Some(b"acsp")
}

/// Whether a profile says that its colours are sRGB, which is what unmarked colours are.
pub(super) fn is_srgb(profile: &[u8]) -> bool {
    let wide: Vec<u8> = b"sRGB".iter().flat_map(|&letter| [0, letter]).collect();
    let has = |name: &[u8]| profile.windows(name.len()).any(|window| window == name);
    has(b"sRGB") || has(&wide)
}

/// The profiles of one file, each written once.
#[derive(Debug, Default)]
pub(super) struct Profiles(BTreeMap<Vec<u8>, ObjectId>);

impl Profiles {
    /// Adds a profile, unless it is there.
    pub fn add(&mut self, profile: &[u8], space: Space, document: &mut Document) -> ObjectId {
        if let Some(&id) = self.0.get(profile) {
            return id;
        }
        let dictionary = dictionary! { "N" => space.components() as i64, "Alternate" => space.device() };
        let id = document.add_object(streams::deflate(profile).stream(dictionary));
        self.0.insert(profile.to_vec(), id);
        id
    }

    /// What the file promises of its colours: of the screen, or of the press. For the press two
    /// intents with one profile, so that the file is PDF/X and PDF/A at once.
    pub fn intents(&mut self, purpose: &Purpose, document: &mut Document) -> Vec<Object> {
        let (profile, space, kinds): (Shipped, Space, &[&str]) = match purpose {
            Purpose::Reading(_) | Purpose::Sheets => (SRGB, Space::Rgb, &["GTS_PDFA1"]),
            Purpose::Press(_) => (COATED, Space::Cmyk, &["GTS_PDFX", "GTS_PDFA1"]),
        };
        let id = self.add(profile.data, space, document);
        kinds.iter().map(|kind| intent(kind, profile, id).into()).collect()
    }
}

fn intent(kind: &str, profile: Shipped, id: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => kind,
        "OutputConditionIdentifier" => Object::string_literal(profile.identifier),
        "OutputCondition" => Object::string_literal(profile.description),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal(profile.description),
        "DestOutputProfile" => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_profiles_of_devices_are_used() {
        assert!(is_usable(SRGB.data, Space::Rgb) && is_usable(COATED.data, Space::Cmyk));
        assert!(!is_usable(SRGB.data, Space::Gray), "of other colours");
        assert!(!is_usable(&SRGB.data[..SRGB.data.len() - 1], Space::Rgb), "cut short");
        let mut fifth = SRGB.data.to_vec();
        fifth[8] = 5;
        assert!(!is_usable(&fifth, Space::Rgb), "of iccMAX");
        assert!(!is_usable(b"", Space::Rgb));
        assert!(is_srgb(SRGB.data) && !is_srgb(COATED.data));
    }

    #[test]
    fn a_profile_is_written_once() {
        let (mut profiles, mut document) = (Profiles::default(), Document::new());
        let first = profiles.add(SRGB.data, Space::Rgb, &mut document);
        assert_eq!(profiles.add(SRGB.data, Space::Rgb, &mut document), first);
        assert_eq!(document.objects.len(), 1);
    }
}
