"""Reads finished files back: every sentence of the report is there, in order.

text.py REPORT FILE…    each FILE is a .docx, or a PDF's text as .txt
"""

import re
import sys
import tomllib
from pathlib import Path

import docx
from docx.oxml.ns import qn

PAGE_NUMBER = re.compile(r"^\s*(?:[—–-]?\s*\d+\s*[—–-]?|[ivx]+)\s*$", re.MULTILINE)
DIRECTIVE = re.compile(r"\{\{[^}]*\}\}|\[\^[^\]]*\]")
MARKS = re.compile(r"[*`]|^>\s*|^(?:-|\d+\.)\s+", re.MULTILINE)


def without_space(text):
    return re.sub(r"\s+", "", text)


def pieces(text):
    """The sentences of prose; a reference or a note's mark parts one into two."""
    for part in DIRECTIVE.split(text):
        for sentence in re.split(r"(?<=[。！？])|\n\s*\n", MARKS.sub("", part)):
            if without_space(sentence):
                yield without_space(sentence)


def sentences(report):
    """Titles and prose in the order of reading."""
    for section in report["section"]:
        yield from pieces(section["title"])
        yield from pieces(section["body"])


def apart(report):
    """What may stand anywhere: captions, cells."""
    for kind in ("figure", "table", "chart"):
        for thing in report.get(kind, {}).values():
            yield from pieces(thing["caption"])
    for table in report.get("table", {}).values():
        for cell in table["header"] + [cell for row in table["rows"] for cell in row]:
            yield from pieces(cell["text"] if isinstance(cell, dict) else str(cell))


def pdf_text(path):
    """Page by page, without the number at each page's foot."""
    pages = Path(path).read_text(encoding="utf-8").split("\f")
    return without_space("".join(PAGE_NUMBER.sub("", page) for page in pages))


def docx_text(path):
    body = docx.Document(path).element.body
    return without_space("".join(node.text or "" for node in body.iter(qn("w:t"))))


def without_captions(report, text):
    """Figures stand where there is room: their captions may come in the middle of a sentence."""
    for kind in ("figure", "chart"):
        for thing in report.get(kind, {}).values():
            text = re.sub(r"(?:图片待补)*图\d+" + re.escape(without_space(thing["caption"])), "", text)
    return text.replace("图片待补", "")


def faults(name, report, whole):
    text = without_captions(report, whole)
    position = 0
    for sentence in sentences(report):
        found = text.find(sentence, position)
        if found < 0:
            where = "out of order" if sentence in text else "missing"
            yield f"{name}: {where}: {sentence}"
        else:
            position = found + len(sentence)
    for words in apart(report):
        if words not in whole:
            yield f"{name}: missing: {words}"


def main(report_path, *paths):
    report = tomllib.loads(Path(report_path).read_text(encoding="utf-8"))
    read = {".docx": docx_text, ".txt": pdf_text}
    found = [fault for path in paths for fault in faults(path, report, read[Path(path).suffix](path))]
    sys.exit("\n".join(found) or None)


main(*sys.argv[1:])
