"""Reads pdffonts' table: every font is embedded, a subset, and maps back to text."""

import sys

faults = []
fonts = 0
for line in sys.stdin.read().splitlines()[2:]:
    # name, type and encoding may hold spaces; the last five columns hold none.
    name, embedded, subset, unicode_map, _number, _generation = line.rsplit(None, 5)
    fonts += 1
    columns = {"embedded": embedded, "a subset": subset, "mapped to Unicode": unicode_map}
    faults += [f"{name.split()[0]} is not {what}" for what, found in columns.items() if found != "yes"]
if fonts == 0:
    faults.append("no font at all")
sys.exit("\n".join(faults) or None)
