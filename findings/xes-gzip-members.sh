#!/usr/bin/env bash
# A gzip file may have several members, as when packed files are joined. pm4py 2.7.23.11 reads all of them; rustxes
# 0.2.11 and r4pm 0.6.2 read the first member, find no whole trace in it and give an empty log instead of an error.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
import gzip

from xes_importers import LOG, readers, tell

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
tell(happened, EXPECTED)
PYTHON
