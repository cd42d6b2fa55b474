"""Writes damaged copies of a file to keep and of a print shop's file, each for the check that must
notice it. The same files without damage pass.

pdf_damage.py KEPT PRINTED FOLDER
"""

import sys
from pathlib import Path

import pikepdf
from pikepdf import Array, Name, String


def elements(pdf, kind):
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == Name(kind)]


def without_intent(pdf):
    del pdf.Root.OutputIntents


def without_alternatives(pdf):
    for figure in elements(pdf, "/Figure"):
        del figure.Alt


def without_scope(pdf):
    for head in elements(pdf, "/TH"):
        del head.A.Scope


def named_like_a_file(pdf):
    for figure in elements(pdf, "/Figure"):
        figure.Alt = String("IMG_0001.jpg")


def out_of_order(pdf):
    for paragraph in elements(pdf, "/P"):
        held = paragraph.get("/K", [])
        if isinstance(held, Array) and len(held) > 2:
            paragraph.K = Array(reversed(list(held)))


def drawn_on_top(content):
    def damage(pdf):
        pdf.pages[0].contents_add(content, prepend=False)

    return damage


def without_trim(pdf):
    del pdf.pages[0].obj["/TrimBox"]


def with_a_link(pdf):
    link = pikepdf.Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[100, 100, 200, 200], F=4)
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link)])


def untrapped(pdf):
    packet = pdf.Root.Metadata.read_bytes().replace(b"<pdf:Trapped>False<", b"<pdf:Trapped>Unknown<")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


KEPT = {
    "2a-without-intent": without_intent,
    "2a-inks": drawn_on_top(b"/Artifact BMC 0 0 0 1 k 0 0 1 1 re f EMC"),
    "ua1-without-alternatives": without_alternatives,
    "ua1-untagged": drawn_on_top(b"0 g 0 0 1 1 re f"),
    "tags-without-scope": without_scope,
    "tags-out-of-order": out_of_order,
    "aloud-file-names": named_like_a_file,
}
PRINTED = {
    "2b-light": drawn_on_top(b"1 0 0 rg 0 0 1 1 re f"),
    "press-light": drawn_on_top(b"1 0 0 rg 0 0 1 1 re f"),
    "press-ink": drawn_on_top(b"1 1 1 0.2 k 200 200 100 100 re f"),
    "press-link": with_a_link,
    "press-without-trim": without_trim,
    "press-untrapped": untrapped,
}


def main(kept, printed, folder):
    for source, damages in ((kept, KEPT), (printed, PRINTED)):
        for name, damage in damages.items():
            with pikepdf.open(source) as pdf:
                damage(pdf)
                pdf.save(Path(folder, f"{name}.pdf"))
    whole = Path(kept).read_bytes()
    Path(folder, "open-cut.pdf").write_bytes(whole[: len(whole) // 3])


main(*sys.argv[1:])
