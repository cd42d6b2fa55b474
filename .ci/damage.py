"""damage.py GOOD.docx FOLDER    damages a file in ways that a check must notice

order.docx     a paragraph's properties stand in an order that the schema forbids (Word repairs it)
lost.docx      a part is gone that another one is related to
list.docx      a paragraph takes its number from a list that is not there
wide.docx      characters twice as far apart: still valid, but other lines and pages
"""

import re
import sys
import zipfile
from pathlib import Path


def rewritten(source, target, change):
    """A copy whose parts went through `change(name, bytes)`; a part that becomes None is left out."""
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad:
        changed = False
        for name in good.namelist():
            before = good.read(name)
            after = change(name, before)
            changed |= after != before
            if after is not None:
                bad.writestr(name, after)
    if not changed:
        sys.exit(f"{target} is as good as {source}")


def in_part(part, pattern, replacement):
    def change(name, data):
        if name != part:
            return data
        return re.sub(pattern, replacement, data.decode("utf-8"), count=1).encode("utf-8")

    return change


def main(good, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    document = "word/document.xml"
    order = in_part(document, r'(<w:pStyle w:val="[^"]*"/>)(<w:[^>]*/>)', r"\2\1")
    rewritten(good, folder / "order.docx", order)
    rewritten(good, folder / "lost.docx", lambda name, data: None if name == "word/numbering.xml" else data)
    number = r'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9999"/></w:numPr>'
    rewritten(good, folder / "list.docx", in_part(document, r'(<w:pStyle w:val="[^"]*"/>)', rf"\1{number}"))
    wide = in_part("word/styles.xml", r'(w:styleId="Normal".*?<w:spacing w:val=")-?\d+', r"\g<1>240")
    rewritten(good, folder / "wide.docx", wide)


if __name__ == "__main__":
    main(*sys.argv[1:])
