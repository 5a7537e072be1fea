"""pm4py's figures of a log, or what they cost: the last line on standard output is JSON."""

import json
import sys
import time

import pm4py
from pm4py.util import constants

constants.SHOW_PROGRESS_BAR = False


def read(path):
    # The first step of any analysis with pm4py: sorts cases by time, ties as they stood.
    return pm4py.format_dataframe(pm4py.read_xes(path))


def figures(path):
    log = read(path)
    edges, start, end = pm4py.discover_dfg(log)
    medians, _, _ = pm4py.discover_performance_dfg(log, perf_aggregation_key="median")
    variants = pm4py.get_variants_as_tuples(log)
    return {
        "cases": int(log["case:concept:name"].nunique()),
        "events": len(log),
        "activities": int(log["concept:name"].nunique()),
        "edges": [
            {
                "from": source,
                "to": target,
                "count": int(count),
                "median_seconds": float(medians[source, target]),
            }
            for (source, target), count in edges.items()
        ],
        "start": {activity: int(count) for activity, count in start.items()},
        "end": {activity: int(count) for activity, count in end.items()},
        "variants": [
            {"activities": list(activities), "count": int(count)}
            for activities, count in variants.items()
        ],
    }


def peak_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        kibibytes = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kibibytes) * 1024 / 1e6


def measure(path):
    begun = time.perf_counter()
    log = read(path)
    read_seconds = time.perf_counter() - begun
    cpu_before = time.process_time()
    begun = time.perf_counter()
    found = (pm4py.discover_dfg(log), pm4py.get_variants_as_tuples(log))
    seconds = time.perf_counter() - begun
    cpu_seconds = time.process_time() - cpu_before
    del found
    return {
        "read_seconds": read_seconds,
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "peak_megabytes": peak_megabytes(),
    }


question, path = sys.argv[1:]
print()
print(json.dumps({"figures": figures, "measure": measure}[question](path)))
