//! The bytes of a content stream: operands, then an operator (ISO 32000-1 §7.8.2).

use crate::geom::Length;

/// A length in thousandths of a point, the precision of everything drawn: 0.35 µm on paper.
pub(super) fn thousandths(length: Length) -> i64 {
    length.ratio(1000, 1).units().saturating_add(1 << 15) >> 16
}

/// Writes operators one after the other.
#[derive(Debug, Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
}

impl Operators {
    /// A number given in `10^digits`-ths, without needless zeros.
    pub fn decimal(&mut self, value: i64, digits: u32) -> &mut Self {
        if value < 0 {
            self.bytes.push(b'-');
        }
        let scale = 10_u64.pow(digits);
        let (whole, mut part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
        if whole > 0 || part == 0 {
            self.bytes.extend(whole.to_string().bytes());
        }
        if part > 0 {
            let mut width = digits as usize;
            while part % 10 == 0 {
                part /= 10;
                width -= 1;
            }
            self.bytes.extend(format!(".{part:0width$}").bytes());
        }
        self.bytes.push(b' ');
        self
    }

    /// Thousandths of a unit.
    pub fn number(&mut self, thousandths: i64) -> &mut Self {
        self.decimal(thousandths, 3)
    }

    /// A whole number.
    pub fn integer(&mut self, value: i64) -> &mut Self {
        self.decimal(value, 0)
    }

    /// A name; only the plain letters and digits that this room uses.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.raw("/").raw(name).raw(" ")
    }

    /// Bytes as they are: brackets, dictionaries.
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.bytes.extend(text.bytes());
        self
    }

    /// A string of bytes in parentheses: half the size of hexadecimal digits once deflated.
    pub fn string(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.push(b'(');
        for &byte in bytes {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend([b'\\', byte]),
                // A bare carriage return would be read as a line feed (ISO 32000-1 §7.3.4.2).
                b'\r' => self.bytes.extend(*b"\\r"),
                _ => self.bytes.push(byte),
            }
        }
        self.bytes.push(b')');
        self
    }

    /// Ends the operands.
    pub fn operator(&mut self, name: &str) -> &mut Self {
        self.raw(name).raw("\n")
    }

    /// The finished stream.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_exact() {
        let mut operators = Operators::default();
        operators.number(0).number(-500).number(12_340).number(1_000).number(-7).decimal(123, 4);
        assert_eq!(operators.into_bytes(), b"0 -.5 12.34 1 -.007 .0123 ");
    }

    #[test]
    fn strings_escape_what_a_reader_would_mistake() {
        let mut operators = Operators::default();
        operators.string(b"a(\\)\r\n").operator("Tj");
        assert_eq!(operators.into_bytes(), b"(a\\(\\\\\\)\\r\n)Tj\n");
    }

    #[test]
    fn lengths_round_to_a_thousandth() {
        assert_eq!(thousandths(Length::from_pt(1.0004)), 1000);
        assert_eq!(thousandths(Length::from_pt(-1.0006)), -1001);
    }
}
