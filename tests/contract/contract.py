"""Starts a town, asks its API as everybody who is there, and looks whether everything was asked and answered.

Usage: contract.py short|long BINARY
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from town import HERE, THERE, Asking, Town, sign_in

FOLDER = Path(__file__).parent
CHAIN = FOLDER / "../../services/simulation/src/service_chain.toml"

# Who asks: the user, and how many requests of each operation are made up.
ROLES = {
    "lead": ("jugendamt.asd.leitung", {"short": 6, "long": 300}),
    "caseworker": (HERE, {"short": 1, "long": 100}),
    "coordinator": ("netzwerk.koordination", {"short": 2, "long": 100}),
    "privacy officer": ("jugendamt.asd.datenschutz", {"short": 1, "long": 100}),
    "operator": ("betrieb", {"short": 1, "long": 100}),
    "nobody": (None, {"short": 1, "long": 30}),
}
# What a town of one day cannot bring about, with the reason.
NOT_TODAY = {
    "POST /api/v1/slips/{id}/revival": "no slip of today has ended",
    "POST /api/v1/statistics/{id}/revision": "nothing of a closed quarter was changed",
}


def main(mode, binary):
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="laufzettel-contract.") as folder:
        log = Path(folder, "server.log")
        with log.open("w", encoding="utf-8") as errors:
            demo = start(binary, folder, errors)
            try:
                failed = ask(mode, demo, Path(folder))
            finally:
                demo["process"].terminate()
                demo["process"].wait(timeout=30)
        if failed:
            print(log.read_text(encoding="utf-8")[-4000:])
    print(f"The contract took {time.monotonic() - began:.0f} s.")
    return 1 if failed else 0


def start(binary, folder, errors):
    arguments = [binary, "demo", "--json", "--listen", "127.0.0.1:0", "--data", f"{folder}/town"]
    arguments += ["--seed", "7", "--today", "2026-11-22", "--persons", "120"]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True)
    line = process.stdout.readline()
    if not line:
        process.wait(timeout=30)
        raise SystemExit("the town did not start")
    return json.loads(line) | {"process": process}


def ask(mode, demo, folder):
    base = demo["base_url"]
    logins = {login["user"]: login for login in demo["logins"]}
    users = {user for user, _ in ROLES.values() if user} | {THERE}
    tokens = {user: sign_in(base, logins[user]) for user in users}
    coordinator = Asking(base, tokens["netzwerk.koordination"])
    chain = CHAIN.read_text(encoding="utf-8")
    coordinator.post("service-chain", {"text": chain})
    made = [release["id"] for release in coordinator.get("statistics")["releases"] if "id" in release]
    calls = folder / "calls.jsonl"
    facts = {
        "base_url": base,
        "tokens": tokens,
        "own": Town(base, tokens).own["id"],
        "releases": made,
        "calls": str(calls),
        "service_chain": chain,
        "credentials": {name: logins[HERE][name] for name in ("user", "password")},
    }
    known = folder / "facts.json"
    known.write_text(json.dumps(facts), encoding="utf-8")
    failed = [role for role in ROLES if not asks(role, mode, base, tokens, known)]
    if failed:
        print(f"Not as documented, asked by: {', '.join(failed)}")
    return not everything_was_answered(base, calls) or bool(failed)


def asks(role, mode, base, tokens, facts):
    """One run of schemathesis as somebody of this role."""
    user, examples = ROLES[role]
    print(f"--- {role}", flush=True)
    began = time.monotonic()
    phases = "examples,coverage,fuzzing" if role == "lead" or mode == "long" else "fuzzing"
    command = [
        Path(sys.executable).with_name("schemathesis"),
        "--config-file",
        FOLDER / "schemathesis.toml",
        "run",
        f"{base}/openapi.json",
        f"--max-examples={examples[mode]}",
        f"--phases={phases}",
        "--workers=2",
        "--no-color",
        "--warnings=off",
    ]
    if user:
        command.append(f"--header=Authorization: Bearer {tokens[user]}")
    environment = os.environ | {"LAUFZETTEL_CONTRACT": str(facts), "PYTHONPATH": str(FOLDER)}
    run = subprocess.run(command, env=environment, cwd=facts.parent, check=False)
    print(f"--- {role}: {time.monotonic() - began:.0f} s", flush=True)
    return run.returncode == 0


def everything_was_answered(base, calls):
    """Whether each operation was asked by a right request that was also taken."""
    document = Asking(base, None).session.get(f"{base}/openapi.json", timeout=20).json()
    methods = ("get", "post", "put", "delete", "patch")
    offered = {
        f"{method.upper()} {path}"
        for path, item in document["paths"].items()
        for method in item
        if method in methods
    }
    answers, said = defaultdict(Counter), {}
    for line in calls.read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        if call["positive"]:
            answers[call["operation"]][call["status"]] += 1
            said[call["operation"], call["status"]] = call["says"]
    whole = True
    for operation in sorted(offered):
        taken = any(200 <= status < 300 for status in answers[operation])
        # The document itself is what schemathesis reads first, and asks no more.
        if operation in NOT_TODAY or operation == "GET /openapi.json":
            continue
        if not taken:
            whole = False
            heard = {
                f"{status} ({times})": said[operation, status]
                for status, times in answers[operation].items()
            }
            print(f"No right request was taken: {operation}: {heard}")
    total = sum(sum(counted.values()) for counted in answers.values())
    print(f"{total} right requests of {len(offered)} operations")
    return whole


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
