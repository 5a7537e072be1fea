#!/usr/bin/env bash
# typst 0.15.2: a letter whose mark stands above or below is stored twice in the PDF, by itself and with its
# neighbour, so that neither poppler nor MuPDF finds the word; what is drawn is right. A letter of one glyph, and
# Devanagari with its ligatures, are stored once. Needs npm and poppler-utils.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
command -v pdftotext > /dev/null || { echo "pdftotext is missing (Debian: poppler-utils)"; exit 2; }
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 pymupdf==2.0
cd "$folder"
for face in arabic@0.4.3 hebrew@0.4.1 khmer@0.4.3 thaana@0.4.2 devanagari@0.4.1; do
  npm pack --silent "@expo-google-fonts/noto-sans-$face" > /dev/null
done
for package in *.tgz; do
  tar -xzf "$package" --wildcards --strip-components=2 'package/400Regular/*.ttf'
done
"$folder/venv/bin/python" - <<'PYTHON'
import subprocess
import sys

import pymupdf
import typst

version = subprocess.run(["pdftotext", "-v"], capture_output=True).stderr.decode().splitlines()[0]
print("typst", typst.__version__, "MuPDF", pymupdf.VersionBind, "and", version)
EXPECTED = {
    "Arabic, one glyph a letter": True,
    "Arabic, last letter with dots of its own": False,
    "Arabic with shadda": False,
    "Hebrew, one glyph a letter": True,
    "Hebrew with points": False,
    "Khmer, a vowel below": False,
    "Khmer, stacked": False,
    "Thaana": False,
    "Devanagari": True,
}
happened = {}
FACES = '("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Khmer", "Noto Sans Thaana", "Noto Sans Devanagari")'
MARKS = dict.fromkeys([0x202A, 0x202B, 0x202C, 0x200E, 0x200F])
for what, word in [
    ("Arabic, one glyph a letter", "ملك"),
    ("Arabic, last letter with dots of its own", "سمية"),
    ("Arabic with shadda", "عليّ"),
    ("Hebrew, one glyph a letter", "שרה"),
    ("Hebrew with points", "שָׂרָה"),
    ("Khmer, a vowel below", "សុខា"),
    ("Khmer, stacked", "ភ្នំពេញ"),
    ("Thaana", "އައިޝާ"),
    ("Devanagari", "शर्मिला"),
]:
    source = f"#set text(font: {FACES}, fallback: false)\n{word}"
    pdf = typst.compile(source.encode(), font_paths=["."], ignore_system_fonts=True)
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    poppler = told.stdout.decode().translate(MARKS).strip()
    mupdf = pymupdf.open(stream=pdf)[0].get_text().translate(MARKS).strip()
    # Where poppler finds the word, MuPDF may still part it; where poppler does not, neither does MuPDF.
    happened[what] = word in (poppler, mupdf)
    print(f"{what}: set {word!a}, poppler reads {poppler!a}, MuPDF {mupdf!a}")
sys.exit(0 if happened == EXPECTED else 1)
PYTHON
