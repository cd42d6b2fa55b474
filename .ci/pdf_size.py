"""Fails where a PDF is more than a tenth larger than Typst's for the same text in the same fonts, to the
same standards.

pdf_size.py REPORT PDF FOLDER
"""

import importlib.util
import sys
import tomllib
from pathlib import Path

import typst

MOST = 1.10


def typst_source(report):
    place = importlib.util.spec_from_file_location("peers", "benches/peers.py")
    peers = importlib.util.module_from_spec(place)
    place.loader.exec_module(peers)
    return peers.typst_source(report)


def main(report, pdf, folder):
    source = Path(folder, "report.typ")
    source.write_text(typst_source(tomllib.loads(Path(report).read_text(encoding="utf-8"))), encoding="utf-8")
    standards = ["a-2a", "ua-1"]
    theirs = typst.compile(str(source), font_paths=["fonts"], ignore_system_fonts=True, pdf_standards=standards)
    if b"FandolFang" not in theirs:
        sys.exit("Typst set the text in another font")
    ours = Path(pdf).stat().st_size
    print(f"{ours} bytes, Typst {len(theirs)}: {ours / len(theirs):.3f} of it")
    if ours > MOST * len(theirs):
        sys.exit("the file is too large")


main(*sys.argv[1:])
