//! Inks. Knows nothing else.

/// Ink. Black text is K only (ISO 15930-7, the print shop's wish).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// 0 is black, 255 is paper.
    Gray(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
    /// Cyan, magenta, yellow, black, in per cent.
    Cmyk(u8, u8, u8, u8),
}

impl Colour {
    /// Black, K only.
    pub const BLACK: Colour = Colour::Gray(0);
    /// All inks at once: marks that must stand on every plate.
    pub const REGISTRATION: Colour = Colour::Cmyk(100, 100, 100, 100);

    /// As a screen or a word processor shows it.
    pub fn rgb(self) -> (u8, u8, u8) {
        match self {
            Colour::Gray(level) => (level, level, level),
            Colour::Rgb(red, green, blue) => (red, green, blue),
            Colour::Cmyk(cyan, magenta, yellow, black) => {
                let channel = |ink: u8| {
                    let paper = (100 - u32::from(ink.min(100))) * (100 - u32::from(black.min(100)));
                    ((paper * 255 + 5_000) / 10_000) as u8
                };
                (channel(cyan), channel(magenta), channel(yellow))
            }
        }
    }
}
