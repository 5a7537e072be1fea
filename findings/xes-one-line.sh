#!/usr/bin/env bash
# XES: where a line ends is nothing to XML, and a log that a program wrote without line breaks says the same. pm4py
# 2.7.23.11 by line_by_line reads no event of it and raises no error; iterparse, chunk_regex, rustxes 0.2.11 and r4pm
# 0.6.2 read all. With a line for each element all five agree.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
from xes_importers import LOG, readers, tell

EVENT = '<event><string key="concept:name" value="%s"/><date key="time:timestamp" value="2026-01-05T0%d:00:00Z"/></event>'
TRACE = '<trace><string key="concept:name" value="case 1"/>' + "".join(
    EVENT % event for event in [("issued", 8), ("arrived", 9)]
) + "</trace>"


def names(rows):
    return rows if isinstance(rows, str) else [row.get("concept:name") for row in rows]


happened = {}
for shape, trace in {"one line": TRACE, "a line for each element": TRACE.replace("><", ">\n<")}.items():
    with open("log.xes", "w", encoding="utf-8") as file:
        file.write(LOG % trace)
    for importer, rows in readers("log.xes").items():
        happened[f"{shape}: {importer}"] = names(rows)
ALL = ["issued", "arrived"]
tell(happened, {importer: [] if importer == "one line: pm4py, line_by_line" else ALL for importer in happened})
PYTHON
