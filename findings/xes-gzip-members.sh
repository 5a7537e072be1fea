#!/usr/bin/env bash
# A gzip file may have several members, as when packed files are joined. pm4py 2.7.23.11 reads all of them; rustxes
# 0.2.11 and r4pm 0.6.2 read the first member, find no whole trace in it and give an empty log instead of an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  pm4py==2.7.23.11 pandas==3.1.1 rustxes==0.2.11 r4pm==0.6.2 polars==2.1.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

import gzip

with contextlib.redirect_stdout(io.StringIO()):
    import pm4py
import r4pm

print(", ".join(f"{name} {version(name)}" for name in ["pm4py", "rustxes", "r4pm"]))
VARIANTS = ["iterparse", "line_by_line", "chunk_regex", "rustxes"]


def quietly(read, *arguments, **options):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return read(*arguments, **options)


def readers(file):
    """The rows of each importer, by its name; an error as its kind."""
    rows = {}
    for variant in VARIANTS:
        try:
            rows[f"pm4py, {variant}"] = quietly(pm4py.read_xes, file, variant=variant).to_dict("records")
        except Exception as error:
            rows[f"pm4py, {variant}"] = type(error).__name__
    rows["r4pm"] = quietly(r4pm.df.import_xes, file)[0].rows(named=True)
    return rows


LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
%s
</log>
"""
EVENT = """<event>
<string key="concept:name" value="arrived"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>
</event>"""
TRACE = f"""<trace>
<string key="concept:name" value="case 1"/>
{EVENT}
</trace>"""
text = (LOG % TRACE).encode()
middle = text.index(b"<event>")
with open("one.xes.gz", "wb") as file:
    file.write(gzip.compress(text))
with open("two.xes.gz", "wb") as file:
    file.write(gzip.compress(text[:middle]) + gzip.compress(text[middle:]))
happened = {
    f"{members}, {importer}": len(rows)
    for members in ["one", "two"]
    for importer, rows in readers(f"{members}.xes.gz").items()
}
EXPECTED = dict.fromkeys(happened, 1)
EXPECTED["two, r4pm"] = EXPECTED["two, pm4py, rustxes"] = 0
for importer, happens in happened.items():
    print(f"{importer}: {happens}")
sys.exit(0 if happened == EXPECTED else 1)
PYTHON
