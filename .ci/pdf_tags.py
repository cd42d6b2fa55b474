"""Checks of the tags what no validator checks reliably: scope of head cells, links with words and a
place, and that pages are painted in the order in which they are read aloud.

pdf_tags.py FILE…
"""

import sys

import pikepdf


def kids(element):
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def walk(element, page, read, faults):
    """Gathers (page, MCID) in the order of reading."""
    page = element.get("/Pg", page)
    kind = str(element.S)
    attributes = element.get("/A", {})
    if kind == "/TH" and str(attributes.get("/Scope", "")) not in ("/Row", "/Column", "/Both"):
        faults.add("a head cell without scope")
    if kind == "/Figure" and ("/Alt" not in element or "/BBox" not in attributes):
        faults.add("a figure without alternative text or box")
    if kind == "/Note" and "/ID" not in element:
        faults.add("a note without id")
    places, words = 0, 0
    for kid in kids(element):
        if isinstance(kid, int):
            read.append((page.objgen, kid))
            words += 1
        elif kid.get("/Type") == "/MCR":
            read.append((kid.Pg.objgen, int(kid.MCID)))
            words += 1
        elif kid.get("/Type") == "/OBJR":
            places += 1
        else:
            walk(kid, page, read, faults)
            words += 1
    if kind == "/Link" and (places == 0 or words == 0):
        faults.add("a link without words or without a place")


def faults(path):
    with pikepdf.open(path) as pdf:
        read, found = [], set()
        for root in kids(pdf.Root.StructTreeRoot):
            walk(root, None, read, found)
        last = {}
        for page, number in read:
            if number < last.get(page, -1):
                found.add(f"object {page[0]}: sequence {number} is read after {last[page]}, but painted before")
            last[page] = max(number, last.get(page, -1))
        if not read:
            found.add("no content is tagged")
        return [f"{path}: {fault}" for fault in sorted(found)]


found = [fault for path in sys.argv[1:] for fault in faults(path)]
sys.exit("\n".join(found) or None)
