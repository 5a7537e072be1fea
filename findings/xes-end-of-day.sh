#!/usr/bin/env bash
# The end of a day may be written as 24:00:00 in an xs:dateTime. pm4py 2.7.23.11 (iterparse), rustxes 0.2.11 and
# r4pm 0.6.2 keep the event and lose its time; only pm4py's line_by_line and chunk_regex say so, by a ValueError.
# Ten digits of a second are cut to six by all.
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

import pandas

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
<string key="concept:name" value="%s"/>
<date key="time:timestamp" value="%s"/>
</event>"""


def trace(end):
    times = {"begins": "2026-01-05T08:00:00Z", "ends": end}
    events = "\n".join(EVENT % it for it in times.items())
    return f"""<trace>
<string key="concept:name" value="case 1"/>
{events}
</trace>"""


def ends(rows):
    if isinstance(rows, str):
        return rows
    time = next(row["time:timestamp"] for row in rows if row["concept:name"] == "ends")
    return "no time" if time is None or pandas.isna(time) else time.strftime("%Y-%m-%d %H:%M:%S.%f")


happened = {}
for end in ["2026-01-05T24:00:00Z", "2026-01-05T09:00:00.1234567891Z"]:
    with open("log.xes", "w", encoding="utf-8") as file:
        file.write(LOG % trace(end))
    happened |= {f"{end}, {importer}": ends(rows) for importer, rows in readers("log.xes").items()}
EXPECTED = {
    key: "no time" if "T24" in key else "2026-01-05 09:00:00.123456" for key in happened
}
for variant in ["line_by_line", "chunk_regex"]:
    EXPECTED[f"2026-01-05T24:00:00Z, pm4py, {variant}"] = "ValueError"
for importer, happens in happened.items():
    print(f"{importer}: {happens}")
sys.exit(0 if happened == EXPECTED else 1)
PYTHON
