#!/usr/bin/env bash
# Attributes of XES may have attributes of their own. With pm4py 2.7.23.11 an inner name takes the place of the
# event's own (line_by_line), or turns the case's name into a dict (iterparse), by which nothing groups any more;
# chunk_regex, rustxes 0.2.11 and r4pm 0.6.2 leave the inner one away.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
from xes_importers import LOG, readers, tell
TRACE = """<trace>
<string key="concept:name" value="case 1">
<string key="concept:name" value="what the case is called elsewhere"/>
</string>
<event>
<string key="concept:name" value="arrived"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>
<string key="office" value="Jugendamt">
<string key="concept:name" value="inner"/>
</string>
</event>
</trace>"""
with open("log.xes", "w", encoding="utf-8") as file:
    file.write(LOG % TRACE)
happened = {
    importer: (type(rows[0]["case:concept:name"]).__name__, rows[0]["concept:name"])
    for importer, rows in readers("log.xes").items()
}
EXPECTED = dict.fromkeys(happened, ("str", "arrived"))
EXPECTED["pm4py, iterparse"] = ("dict", "arrived")
EXPECTED["pm4py, line_by_line"] = ("str", "inner")
tell(happened, EXPECTED)
PYTHON
