"""Opens files in PDFium and draws every page.

pdf_open.py FILE…
"""

import sys

import pypdfium2


def faults(path):
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            for number in range(len(pdf)):
                page = pdf[number]
                drawn = page.render(scale=0.3)
                if drawn.width < 50:
                    yield f"{path}: page {number + 1} is {drawn.width} pixels wide"
                page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError as error:
        yield f"{path}: {error}"


found = [fault for path in sys.argv[1:] for fault in faults(path)]
sys.exit("\n".join(found) or None)
