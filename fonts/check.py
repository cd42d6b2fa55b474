"""Checks the faces beside this file, with fontTools and uharfbuzz: check.py [OPTION] [TEXT FILE…]

  --folder FOLDER     checks the faces there instead
  --standard FILE     the 8,105 standard characters, one a line: counts them as well

Every character of the text files and every sign of SIGNS must be in a face that is inside the
program; Fandol is left out of that, as it can be taken away. Ends with 1 where something is wrong.
"""

import argparse
import logging
import sys
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

import sets

SIGNS = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
    "〇一二三四五六七八九十〔〕《》〈〉「」『』【】（），。、；：？！“”‘’—…·～"
    "●○■□◆◇★☆▲△√×÷±≤≥≠≈℃㎡％‰₂²³№→←↑↓"
)
MARKS = "—…“”‘’·、。，；：？！（）《》〈〉〔〕【】"  # one em each in Chinese text

# path: (family, name 1, PostScript name, weight, embedding bits)
FACES = {
    "arphic/gkai00mp.ttf": ("AR PL KaitiM GB", "AR PL KaitiM GB", "GBZenKai-Medium", 400, 4),
    "fandol/FandolFang-Regular.otf": ("FandolFang", "FandolFang R", "FandolFang-Regular", 400, 8),
    "liberation/LiberationSans-Bold.ttf": ("Liberation Sans", "Liberation Sans", "LiberationSans-Bold", 700, 0),
    "liberation/LiberationSans-Regular.ttf": ("Liberation Sans", "Liberation Sans", "LiberationSans", 400, 0),
    "liberation/LiberationSerif-Bold.ttf": ("Liberation Serif", "Liberation Serif", "LiberationSerif-Bold", 700, 0),
    "liberation/LiberationSerif-BoldItalic.ttf": (
        "Liberation Serif", "Liberation Serif", "LiberationSerif-BoldItalic", 700, 0,
    ),
    "liberation/LiberationSerif-Italic.ttf": (
        "Liberation Serif", "Liberation Serif", "LiberationSerif-Italic", 400, 0,
    ),
    "liberation/LiberationSerif-Regular.ttf": ("Liberation Serif", "Liberation Serif", "LiberationSerif", 400, 0),
    "lxgw/BanxinKaiFallback-Regular.ttf": (
        "Banxin Kai Fallback", "Banxin Kai Fallback", "BanxinKaiFallback-Regular", 400, 0,
    ),
    "lxgw/BanxinKaiFallbackLight-Regular.ttf": (
        "Banxin Kai Fallback Light", "Banxin Kai Fallback Light", "BanxinKaiFallbackLight-Regular", 300, 0,
    ),
    "noto/NotoSansSC-Medium.ttf": ("Noto Sans SC", "Noto Sans SC Medium", "NotoSansSC-Medium", 500, 0),
    "noto/NotoSerifSC-Bold.ttf": ("Noto Serif SC", "Noto Serif SC", "NotoSerifSC-Bold", 700, 0),
    "noto/NotoSerifSC-Regular.otf": ("Noto Serif SC", "Noto Serif SC", "NotoSerifSC-Regular", 400, 0),
}
APART = "fandol/FandolFang-Regular.otf"
# The order in which a role's characters are looked for.
ROLES = {
    "fangsong": [APART, "lxgw/BanxinKaiFallbackLight-Regular.ttf", "noto/NotoSerifSC-Regular.otf"],
    "kai": ["arphic/gkai00mp.ttf", "lxgw/BanxinKaiFallback-Regular.ttf", "noto/NotoSerifSC-Regular.otf"],
    "hei": ["noto/NotoSansSC-Medium.ttf", "noto/NotoSerifSC-Regular.otf"],
    "title": ["noto/NotoSerifSC-Bold.ttf", "noto/NotoSerifSC-Regular.otf"],
    "song": ["noto/NotoSerifSC-Regular.otf"],
}
logging.getLogger("fontTools").setLevel(logging.ERROR)  # gkai00mp's glyf has four bytes too many
LARGEST = 10_000_000  # bytes of one file


class Face:
    """One font file and what is asked of it."""

    def __init__(self, path: Path):
        self.size = path.stat().st_size
        self.font = TTFont(path, lazy=True)
        self.shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
        self.glyphs = self.font.getBestCmap()
        self.characters = set(self.glyphs)
        self.units = self.font["head"].unitsPerEm

    def identity(self) -> tuple[str, str, str, int, int]:
        name = self.font["name"]
        english = {i: str(name.getName(i, 3, 1, 0x409) or "") for i in (1, 6, 16)}
        os2 = self.font["OS/2"]
        return (english[16] or english[1], english[1], english[6], os2.usWeightClass, os2.fsType)

    def is_han(self) -> bool:
        return ord("。") in self.characters

    def advances(self, text: str) -> list[float]:
        """Each glyph's advance in ems, shaped as Simplified Chinese."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-Hans"
        hb.shape(self.shaper, buffer)
        return [position.x_advance / self.units for position in buffer.glyph_positions]

    def ink(self, character: str) -> tuple[float, ...]:
        """Left, bottom, right and top of the ink in ems."""
        glyph_set = self.font.getGlyphSet()
        pen = BoundsPen(glyph_set)
        glyph_set[self.glyphs[ord(character)]].draw(pen)
        return tuple(value / self.units for value in pen.bounds)

    def features(self) -> list[str]:
        tables = [self.font[tag].table for tag in ("GSUB", "GPOS") if tag in self.font]
        return sorted({record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord})


def listed(characters: set[int]) -> str:
    """All of them, or the first 60."""
    text = "".join(chr(c) for c in sorted(characters)[:60])
    return text + (f"… ({len(characters)})" if len(characters) > 60 else "")


def report(path: str, face: Face, wanted: dict[str, set[int]]) -> None:
    print(f"{path}: {' | '.join(map(str, face.identity()))} | {face.size} bytes")
    formats = sorted({table.format for table in face.font["cmap"].tables})
    vertical = [tag for tag in ("vhea", "vmtx", "VORG") if tag in face.font]
    head = face.font["hhea"]
    print(f"  {len(face.characters)} characters, cmap formats {formats}, {face.units} units, {vertical}")
    print(f"  ascent {head.ascent}, descent {head.descent}, features {' '.join(face.features())}")
    for name, characters in wanted.items():
        have = len(characters & face.characters)
        print(f"  {name}: {have} of {len(characters)}")
    if face.is_han():
        for name in ("signs", "texts"):
            lacking = wanted[name] - face.characters
            if lacking:
                print(f"  {name} lacking: {listed(lacking)}")
        measure(face)


def measure(face: Face) -> None:
    marks = [c for c in MARKS if ord(c) in face.characters]
    other = {c: round(sum(face.advances(c)), 3) for c in marks if abs(sum(face.advances(c)) - 1) > 0.001}
    print(f"  marks not one em wide: {other or 'none'}; —— is {[round(a, 3) for a in face.advances('——')]}")
    left, bottom, right, top = face.ink("。")
    print(f"  ink of 。: x {left:.2f} to {right:.2f}, y {bottom:.2f} to {top:.2f}")


def faults(faces: dict[str, Face], wanted: dict[str, set[int]]) -> list[str]:
    found = []
    for path, expected in FACES.items():
        if path not in faces:
            if path != APART:
                found.append(f"{path}: missing")
            continue
        face = faces[path]
        if face.identity() != expected:
            found.append(f"{path}: is {face.identity()}, not {expected}")
        if face.size > LARGEST:
            found.append(f"{path}: {face.size} bytes")
        if path.startswith("noto/") and face.advances("——") != [2.0]:
            found.append(f"{path}: —— is not one glyph of two ems")
        if path.startswith("noto/") and not {"halt", "vhal", "vert", "locl"} <= set(face.features()):
            found.append(f"{path}: has only the features {face.features()}")
    inside = set().union(*(face.characters for path, face in faces.items() if path != APART))
    for name, characters in wanted.items():
        lacking = characters - inside
        if lacking:
            found.append(f"{name}: no face has {listed(lacking)}")
    return found


def by_role(faces: dict[str, Face], wanted: dict[str, set[int]]) -> None:
    for role, paths in ROLES.items():
        print(f"{role}:")
        rest = {name: set(characters) for name, characters in wanted.items()}
        for path in paths:
            if path not in faces:
                continue
            for characters in rest.values():
                characters -= faces[path].characters
            lacking = {name: listed(characters) for name, characters in rest.items() if characters}
            print(f"  with {Path(path).stem} lacks {lacking or 'nothing'}")


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--folder", type=Path, default=Path(__file__).parent)
    arguments.add_argument("--standard", type=Path)
    arguments.add_argument("texts", type=Path, nargs="*")
    given = arguments.parse_args()

    text = "".join(path.read_text(encoding="utf-8") for path in given.texts)
    wanted = {
        "signs": {ord(c) for c in SIGNS},
        "texts": {ord(c) for c in text if c.isprintable()},
        "GB 2312 Han": sets.GB2312,
        "GB 18030-2022 level 1": sets.GB18030_LEVEL_1,
    }
    if given.standard:
        wanted["standard characters"] = sets.standard_characters(given.standard)

    faces = {path: Face(given.folder / path) for path in FACES if (given.folder / path).is_file()}
    for path, face in faces.items():
        report(path, face, wanted)
    by_role(faces, wanted)
    found = faults(faces, wanted)
    print(*(found or ["no fault"]), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
