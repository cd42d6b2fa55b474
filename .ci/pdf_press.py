"""Checks what ISO 15930-7 (PDF/X-4) asks of a file's structure, and that no spot takes more ink than
the profile allows. Fonts, colours and transparency are judged by veraPDF, as the file is PDF/A-2b too.

pdf_press.py FILE…
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pikepdf
from PIL import Image, ImageMath
from pikepdf import Name

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
WANTED = {
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "pdf:Trapped": "False",
    **dict.fromkeys(["dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"]),
    **dict.fromkeys(["xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"]),
}
# One step of each of four inks, for rounding.
MOST_INK = 3 * 255 + 4
COLOURS = {"rg", "RG"}


def header(path, pdf):
    version = re.match(rb"%PDF-1\.([0-6])[\r\n]", Path(path).read_bytes()[:16])
    if not version or str(pdf.Root.get("/Version", "/1.4")) > "/1.6":
        yield "newer than PDF 1.6"
    if pdf.is_encrypted:
        yield "encrypted"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "no file id"
    if str(pdf.docinfo.get("/Trapped", "")) != "/False":
        yield "Info does not say whether it is trapped"


def metadata(pdf):
    packet = pdf.Root.Metadata
    if "/Filter" in packet:
        yield "XMP is filtered"
    tree = ElementTree.fromstring(packet.read_raw_bytes().decode("utf-8-sig"))
    for name, value in WANTED.items():
        element = tree.find(f".//{name}", NAMESPACES)
        text = "" if element is None else "".join(element.itertext()).strip()
        if not text or value not in (None, text):
            yield f"XMP says {text!r} of {name}"


def intent(pdf):
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.S == Name.GTS_PDFX]
    if len(intents) != 1:
        yield f"{len(intents)} output intents of PDF/X"
        return
    profile = intents[0].DestOutputProfile
    data = profile.read_bytes()
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "the output condition has no name"
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK" or profile.N != 4 or data[36:40] != b"acsp":
        yield "the output profile is not of a CMYK printer"


def boxes(number, page):
    box = {name: [float(edge) for edge in page[name]] for name in page.keys() if str(name).endswith("Box")}
    if "/TrimBox" not in box or "/ArtBox" in box:
        yield f"page {number}: not one of TrimBox and ArtBox"
        return
    order = [box[name] for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox") if name in box]
    for outer, inner in zip(order, order[1:]):
        if not (outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]):
            yield f"page {number}: boxes are not inside each other"
    bleed = box.get("/BleedBox", box["/TrimBox"])
    if min(abs(outer - inner) for outer, inner in zip(bleed, box["/TrimBox"])) < 8.5:
        yield f"page {number}: less than 3 mm of bleed"
    for annotation in page.get("/Annots", []):
        yield f"page {number}: an annotation ({annotation.Subtype})"


def colours(number, page):
    """Nothing but CMYK, gray, colours of a profile, and the ink of every plate."""
    for _operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in COLOURS:
            yield f"page {number}: a colour of no press ({operator})"
            return


def objects(pdf):
    for each in pdf.objects:
        if not isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if each.get("/Subtype") == Name.Image and each.get("/ColorSpace") == Name.DeviceRGB:
            yield "a picture of no press"
        if each.get("/S") in (Name.JavaScript, Name.Launch, Name.URI, Name.SubmitForm):
            yield f"an action ({each.S})"
        if each.get("/Type") == Name.FontDescriptor and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
            yield "a font is not embedded"
        if "/TR" in each or "/OPI" in each or each.get("/Subtype") == Name.PS:
            yield "a transfer function, OPI or PostScript"
    for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties"):
        if key in pdf.Root:
            yield f"the catalog has {key}"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
        yield "files are attached"


def ink(path):
    """The most ink of any spot inside the cut, as Ghostscript separates it."""
    with tempfile.TemporaryDirectory() as folder:
        render = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiff32nc", "-r72", "-dUseTrimBox"]
        subprocess.run([*render, "-dUsePDFX3Profile=0", "-o", f"{folder}/%d.tif", path], check=True)
        for picture in sorted(Path(folder).glob("*.tif"), key=lambda each: int(each.stem)):
            plates = [plate.convert("I") for plate in Image.open(picture).split()]
            total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], **dict(zip("cmyk", plates)))
            if total.getextrema()[1] > MOST_INK:
                yield f"page {picture.stem}: {total.getextrema()[1] / 2.55:.0f} % of ink"


def faults(path):
    with pikepdf.open(path) as pdf:
        yield from header(path, pdf)
        yield from metadata(pdf)
        yield from intent(pdf)
        yield from objects(pdf)
        for number, page in enumerate(pdf.pages, 1):
            yield from boxes(number, page.obj)
            yield from colours(number, page)
    yield from ink(path)


found = [f"{path}: {fault}" for path in sys.argv[1:] for fault in faults(path)]
sys.exit("\n".join(found) or None)
