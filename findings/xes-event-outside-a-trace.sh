#!/usr/bin/env bash
# XES lets an event stand in the log outside of any trace. pm4py 2.7.23.11 drops it (iterparse, line_by_line), as do
# rustxes 0.2.11 and r4pm 0.6.2, without a word; pm4py's chunk_regex gives it to the trace before it: somebody
# else's case has an event more.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
from xes_importers import LOG, readers, tell

EVENT = """<event>
<string key="concept:name" value="%s"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>
</event>"""
TRACE = f"""<trace>
<string key="concept:name" value="case 1"/>
{EVENT % "her own"}
</trace>
{EVENT % "of no case"}"""
with open("log.xes", "w", encoding="utf-8") as file:
    file.write(LOG % TRACE)
happened = {
    importer: [(row["case:concept:name"], row["concept:name"]) for row in rows]
    for importer, rows in readers("log.xes").items()
}
DROPPED = [("case 1", "her own")]
EXPECTED = dict.fromkeys(happened, DROPPED)
EXPECTED["pm4py, chunk_regex"] = [("case 1", "her own"), ("case 1", "of no case")]
tell(happened, EXPECTED)
PYTHON
