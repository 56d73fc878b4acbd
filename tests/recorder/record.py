#!/usr/bin/env python3
"""Records what real ZooKeeper servers do: python3 tests/recorder/record.py OUT SCENARIO...

Each scenario becomes a folder in OUT. The README beside this file says what is needed, and what is written.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

try:
    import packets
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name}: expected this Python package; pip install -r tests/recorder/requirements.txt")
import ensemble
import logs
from problem import Problem
from scenarios import SCENARIOS, Scenario

DEBIAN = ":".join(f"/usr/share/java/{name}.jar" for name in ("zookeeper", "slf4j-log4j12", "log4j-1.2"))


def record(name: str, scenario: Scenario, out: Path, tools: ensemble.Tools) -> None:
    """Plays a scenario with real servers, and writes its folder."""
    print(name, flush=True)
    trace = out / name
    if trace.exists():
        raise Problem(f"{trace}: expected no such folder yet; remove it, or name another place")
    with tempfile.TemporaryDirectory(prefix="zookeeper-") as work:
        with ensemble.Ensemble(Path(work), scenario.plan, tools) as servers:
            scenario.play(servers)
            outcome = servers.outcome()
            time.sleep(1)  # for what is still on its way to the capture
        if servers.lost:
            raise Problem(f"tcpdump missed {servers.lost} packets; expected it to miss none. Try again")
        files = {
            f"server-{server}.log": list(logs.trim(servers.log(server), servers.home(server)))
            for server in scenario.plan.servers
            if servers.log(server).exists()
        }
        relayed = [one for relays in servers.relays.values() for relay in relays for one in relay.deliveries]
        files["packets.jsonl"] = list(packets.decode(servers.capture, ensemble.QUORUM_PORT, relayed))
    files["actions.jsonl"] = servers.actions
    files["outcome.json"] = [json.dumps(outcome, indent=1)]
    if scenario.plan.quorum:
        files["quorum.properties"] = list(scenario.plan.quorum)
    trace.mkdir(parents=True)
    for file, lines in files.items():
        (trace / file).write_text("".join(f"{line}\n" for line in lines))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description="Records what real ZooKeeper servers do.",
        epilog="scenarios: " + ", ".join(SCENARIOS),
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="where the folders of the traces go")
    parser.add_argument(
        "names", nargs="+", metavar="SCENARIO", help="what to record; `all` is every scenario"
    )
    parser.add_argument("--java", default="java", help="the Java runtime (default: %(default)s)")
    parser.add_argument(
        "--classpath", default=DEBIAN, help="ZooKeeper and its logging (default: Debian's, %(default)s)"
    )
    arguments = parser.parse_args()
    names = list(SCENARIOS) if arguments.names == ["all"] else arguments.names
    try:
        for name in names:
            if name not in SCENARIOS:
                raise Problem(f"{name}: expected a scenario: {', '.join(SCENARIOS)}, or all")
        tools = ensemble.tools(arguments.java, arguments.classpath)
        for name in names:
            record(name, SCENARIOS[name], arguments.out, tools)
    except Problem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
