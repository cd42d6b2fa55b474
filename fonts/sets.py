"""The character sets that the faces are trimmed to and measured against."""

from pathlib import Path


def two_byte(codec: str, rows: range, cells: range) -> set[int]:
    """Every character that `codec` gives for two bytes of these rows and cells."""
    found = set()
    for row in rows:
        for cell in cells:
            try:
                found.add(ord(bytes([row, cell]).decode(codec)))
            except UnicodeDecodeError:
                pass
    return {c for c in found if not 0xE000 <= c < 0xF900}  # no private use


GB2312 = two_byte("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
GB2312_SYMBOLS = two_byte("gb2312", range(0xA1, 0xAA), range(0xA1, 0xFF))
GB18030_LEVEL_1 = {*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FF0)}
# Symbols, kana and the 21 compatibility ideographs of GB 18030's two-byte part.
GB18030_TWO_BYTE = two_byte("gb18030", range(0x81, 0xFF), range(0x40, 0xFF)) - GB18030_LEVEL_1

PUNCTUATION_AND_LATIN = {
    c
    for first, last in [
        (0x0020, 0x007E),  # Basic Latin
        (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
        (0x01CD, 0x01DC),  # pinyin
        (0x02B0, 0x02FF),  # tone marks
        (0x0300, 0x0304),
        (0x0391, 0x03C9),  # Greek
        (0x1E3E, 0x1E3F),
        (0x2000, 0x206F),  # dashes, quotation marks, ellipsis
        (0x2070, 0x209F),  # superscripts, subscripts
        (0x20A0, 0x20BF),
        (0x2100, 0x218F),  # ℃ № ™ ⅓ Ⅻ
        (0x2190, 0x21FF),
        (0x2200, 0x22FF),
        (0x2460, 0x24FF),  # ① to ⑳ and ⑴
        (0x25A0, 0x25FF),
        (0x2605, 0x2606),
        (0x2610, 0x2612),  # boxes to tick
        (0x2713, 0x2717),
        (0x3000, 0x303F),  # CJK punctuation
        (0x30FB, 0x30FC),
        (0x3200, 0x32FF),  # ㈠ ㊀
        (0x3300, 0x33FF),  # ㎡ ㎞
        (0xFE10, 0xFE1F),  # vertical forms
        (0xFE30, 0xFE6B),
        (0xFF01, 0xFFE6),  # full-width forms
    ]
    for c in range(first, last + 1)
}


def standard_characters(path: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表, one a line."""
    return {ord(line) for line in path.read_text(encoding="utf-8").split()}


def set_a(standard: set[int]) -> set[int]:
    """What a report needs: GB 2312, the standard characters, symbols, punctuation, Latin."""
    return GB2312 | standard | GB2312_SYMBOLS | PUNCTUATION_AND_LATIN


def is_han(c: int) -> bool:
    return 0x3400 <= c < 0xA000 or 0xF900 <= c < 0xFB00 or 0x20000 <= c < 0x40000


def set_b(standard: set[int]) -> set[int]:
    """GB 18030-2022 levels 1 and 2 with all of set A: this set belongs to the last fallback."""
    return GB18030_LEVEL_1 | GB18030_TWO_BYTE | set_a(standard)
