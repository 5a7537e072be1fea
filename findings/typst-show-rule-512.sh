#!/usr/bin/env bash
# typst 0.15.2: a show rule on text takes 510 matches in one paragraph, with 512 nothing is set.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import typst

RULE = '#show regex("Name"): it => box(it)\n'


def said(words):
    try:
        typst.compile((RULE + words).encode())
        return "set"
    except typst.TypstError as error:
        return str(error).splitlines()[0]


EXPECTED = [
    ("510 in one paragraph", "Name und " * 510, "set"),
    ("512 in one paragraph", "Name und " * 512, "maximum grouping depth exceeded"),
    ("2000 in 1000 paragraphs", "Name und Name\n\n" * 1000, "set"),
]
print("typst", typst.__version__)
same = True
for what, words, expected in EXPECTED:
    happened = said(words)
    print(f"{what}: {happened}")
    same &= happened == expected
sys.exit(0 if same else 1)
PYTHON
