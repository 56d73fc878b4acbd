"""Runs the servers of an ensemble on this machine, and notes what is done to them."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from client import Client
from problem import Problem
from relay import Relay

# A server's ports are these and its id.
CLIENT_PORT, QUORUM_PORT, ELECTION_PORT, RELAY_PORT = 21000, 21100, 21200, 21300
TICK_MS, INIT_LIMIT, SYNC_LIMIT = 500, 10, 5

# Servers log by Log4j 1 (Debian's package) or by Logback (Apache's own), whichever the class path has; both print the same.
LOG4J = """\
log4j.rootLogger=DEBUG, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.File={log}
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=%d{{ISO8601}} [myid:{server}] - %-5p [%t:%C{{1}}@%L] - %m%n
"""
LOGBACK = """\
<configuration>
  <appender name="file" class="ch.qos.logback.core.FileAppender">
    <file>{log}</file>
    <encoder>
      <pattern>%d{{"yyyy-MM-dd HH:mm:ss,SSS"}} [myid:{server}] - %-5p [%t:%C{{0}}@%L] - %m%n</pattern>
    </encoder>
  </appender>
  <root level="DEBUG"><appender-ref ref="file"/></root>
</configuration>
"""


@dataclass(frozen=True)
class Plan:
    """What an ensemble is made of."""

    voters: tuple[int, ...] = (1, 2, 3)
    observers: tuple[int, ...] = ()
    # Lines group.N=… and weight.N=… of the servers' zoo.cfg; none, if a majority of the voters is a quorum.
    quorum: tuple[str, ...] = ()
    # System properties of the servers.
    properties: tuple[str, ...] = ()
    # Servers that reach the quorum ports of the others through a relay.
    relayed: tuple[int, ...] = ()

    @property
    def servers(self) -> tuple[int, ...]:
        return self.voters + self.observers


@dataclass(frozen=True)
class Tools:
    """What the servers are run with."""

    java: str
    classpath: str


class Ensemble:
    """An ensemble in a folder of its own."""

    def __init__(self, folder: Path, plan: Plan, tools: Tools) -> None:
        self.folder, self.plan, self.tools = folder, plan, tools
        self.actions: list[str] = []
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self.clients: list[Client] = []
        self.relays: dict[int, list[Relay]] = {}
        self.dump: subprocess.Popen[bytes] | None = None
        self.silent: list[socket.socket] = []
        # How many packets the capture has missed.
        self.lost = 0
        for server in plan.servers:
            for port in (CLIENT_PORT, QUORUM_PORT, ELECTION_PORT):
                free(port + server)
            self._configure(server)

    def __enter__(self) -> Ensemble:
        self.dump = capture(self.capture)
        for server in self.plan.relayed:
            others = [other for other in self.plan.servers if other != server]
            self.relays[server] = [Relay(relay_port(server, other), QUORUM_PORT + other) for other in others]
        return self

    def __exit__(self, *_: object) -> None:
        for client in self.clients:
            client.cut()
        for connection in self.silent:
            connection.close()
        # All at once: nobody shall see another die.
        for ending in (signal.SIGSTOP, signal.SIGKILL):
            for process in self.running.values():
                process.send_signal(ending)
        for process in self.running.values():
            process.wait()
        for relays in self.relays.values():
            for relay in relays:
                relay.close()
        if self.dump:
            self.dump.terminate()
            said = self.dump.communicate()[1].decode()
            if dropped := re.search(r"(\d+) packets? dropped by kernel", said):
                self.lost = int(dropped[1])

    @property
    def capture(self) -> Path:
        """Where the packets of the quorum ports are."""
        return self.folder / "quorum.pcap"

    def log(self, server: int) -> Path:
        """Where a server logs, over all its lives."""
        return self.folder / f"server-{server}.log"

    def home(self, server: int) -> Path:
        """Where a server has its settings and its data."""
        return self.folder / f"server-{server}"

    def others(self, *servers: int) -> list[int]:
        """The voters but for some."""
        return [voter for voter in self.plan.voters if voter not in servers]

    # Servers

    def start(self, *servers: int) -> None:
        """Starts servers that do not run."""
        for server in servers:
            self.note("start", sid=server)
            home = self.home(server)
            command = [
                self.tools.java,
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Duser.timezone=UTC",
            ]
            command += [f"-D{one}" for one in self.plan.properties]
            command += ["-cp", f"{home}:{self.tools.classpath}"]
            command += ["org.apache.zookeeper.server.quorum.QuorumPeerMain", str(home / "zoo.cfg")]
            with (home / "output").open("ab") as output:
                self.running[server] = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)

    def crash(self, *servers: int) -> None:
        """Kills servers where they stand."""
        for server in servers:
            self.note("crash", sid=server)
            process = self.running.pop(server)
            process.kill()
            process.wait()

    def pause(self, *servers: int) -> None:
        """Stops servers' processes; what is sent to them waits in their sockets."""
        for server in servers:
            self.note("pause", sid=server)
            self.running[server].send_signal(signal.SIGSTOP)

    def resume(self, *servers: int) -> None:
        """Lets stopped processes run on."""
        for server in servers:
            self.note("resume", sid=server)
            self.running[server].send_signal(signal.SIGCONT)

    def silence(self, server: int) -> None:
        """From now on, nothing that a leader says on its quorum port reaches the server."""
        self.note("silence", to=server)
        for relay in self.relays[server]:
            relay.speaks.clear()

    def end_silence(self, server: int) -> None:
        """It does again."""
        self.note("silence_ends", to=server)
        for relay in self.relays[server]:
            relay.speaks.set()

    def connect_silently(self, count: int, *servers: int) -> None:
        """Connects to the election ports of servers, so many times to each, and says nothing."""
        for server in servers:
            self.note("connect_silently", sid=server, n=count)
            place = ("127.0.0.1", ELECTION_PORT + server)
            self.silent += [socket.create_connection(place, timeout=2) for _ in range(count)]

    # Clients

    def connect(
        self,
        name: str,
        server: int,
        timeout_ms: int = 10_000,
        before: Client | None = None,
        *,
        quiet: bool = False,
    ) -> Client:
        """A client of a server, in a new session or in that of a connection before."""
        note = (lambda *_, **__: None) if quiet else self.note
        client = Client(name, server, CLIENT_PORT + server, timeout_ms, note, before)
        self.clients.append(client)
        return client

    def write(self, server: int, count: int) -> None:
        """Creates nodes, in a session of its own."""
        self.note("write", sid=server, n=count)
        client = self.connect("writer", server, quiet=True)
        for number in range(count):
            client.create("/n", sequential=True, data=b"v%d" % number).answer()
        client.close()

    def write_unanswered(self, client: Client, count: int) -> None:
        """Asks for nodes, and waits for no answer."""
        self.note("write_unanswered", sid=client.server, n=count)
        for _ in range(count):
            client.create("/lost", sequential=True, data=b"x")

    # What the servers say

    def wait(self, modes: dict[int, str], within: float = 60) -> None:
        """Waits until these servers say that they are leader, follower, observer or looking."""
        self._await(modes, lambda got: got == modes, f"expected {modes}", within)

    def wait_leader(self, servers: Iterable[int], within: float = 60) -> int:
        """Waits until one of these servers leads and the others serve."""

        def leads(got: dict[int, str]) -> bool:
            return list(got.values()).count("leader") == 1 and "looking" not in got.values()

        got = self._await(servers, leads, f"expected a leader among {list(servers)}", within)
        return next(server for server, mode in got.items() if mode == "leader")

    def wait_logged(self, server: int, text: str, within: float = 60) -> None:
        """Waits until a server logs a line with this text in it, from now on."""
        seen = self.log(server).stat().st_size
        end = time.monotonic() + within
        while True:
            with self.log(server).open(errors="replace") as log:
                log.seek(seen)
                if text in log.read():
                    return
            if time.monotonic() > end:
                raise Problem(f"{self.log(server).name}: expected a line with {text!r} within {within:.0f} s")
            time.sleep(0.02)

    def mode(self, server: int) -> str:
        """What a server says that it is."""
        return self._says(server).get("Mode", "looking")

    def outcome(self) -> dict[int, dict[str, object]]:
        """What each running server says of itself, and the epochs on its disk."""
        told: dict[int, dict[str, object]] = {}
        for server in self.plan.servers:
            if server in self.running:
                says = self._says(server)
                epochs = {name: self._epoch(server, name) for name in ("currentEpoch", "acceptedEpoch")}
                nodes = int(says["Node count"]) if "Node count" in says else None
                mode, zxid = says.get("Mode", "looking"), says.get("Zxid")
                told[server] = {"mode": mode, "zxid": zxid, **epochs, "nodes": nodes}
        self.note("finish", outcome=told)
        return told

    def note(self, action: str, **details: object) -> None:
        """Writes down what is done, and when."""
        self.actions.append(json.dumps({"t": round(time.time(), 3), "do": action, **details}))
        print("   ", self.actions[-1], flush=True)

    def _await(
        self, servers: Iterable[int], enough: Callable[[dict[int, str]], bool], wanted: str, within: float
    ) -> dict[int, str]:
        servers, end = list(servers), time.monotonic() + within
        while True:
            for server, process in self.running.items():
                if process.poll() is not None:
                    output = (self.home(server) / "output").read_text(errors="replace")
                    raise Problem(
                        f"server {server} ended by itself; expected it to run. It said:\n{output[-2000:]}"
                    )
            got = {server: self.mode(server) for server in servers}
            if enough(got):
                self.note("observed", modes=got)
                return got
            if time.monotonic() > end:
                raise Problem(f"{wanted} within {within:.0f} s, but found {got}")
            time.sleep(0.1)

    def _says(self, server: int) -> dict[str, str]:
        """A server's answer to `srvr`; nothing, if it gives none."""
        answer = b""
        try:
            with socket.create_connection(("127.0.0.1", CLIENT_PORT + server), timeout=2) as connection:
                connection.sendall(b"srvr")
                while more := connection.recv(65536):
                    answer += more
        except OSError:
            return {}
        lines = answer.decode().splitlines()
        return dict(line.split(": ", 1) for line in lines if ": " in line)

    def _epoch(self, server: int, name: str) -> int | None:
        file = self.home(server) / "version-2" / name
        return int(file.read_text()) if file.exists() else None

    def _configure(self, server: int) -> None:
        home = self.home(server)
        home.mkdir(parents=True)
        (home / "myid").write_text(f"{server}\n")
        for name, text in (("log4j.properties", LOG4J), ("logback.xml", LOGBACK)):
            (home / name).write_text(text.format(log=self.log(server), server=server))
        lines = [f"tickTime={TICK_MS}", f"initLimit={INIT_LIMIT}", f"syncLimit={SYNC_LIMIT}"]
        lines += [f"dataDir={home}", f"clientPort={CLIENT_PORT + server}"]
        lines += ["4lw.commands.whitelist=srvr", "admin.enableServer=false"]
        if server in self.plan.observers:
            lines.append("peerType=observer")
        lines += self.plan.quorum
        for other in self.plan.servers:
            through_relay = server in self.plan.relayed and other != server
            port = relay_port(server, other) if through_relay else QUORUM_PORT + other
            role = ":observer" if other in self.plan.observers else ""
            lines.append(f"server.{other}=127.0.0.1:{port}:{ELECTION_PORT + other}{role}")
        (home / "zoo.cfg").write_text("\n".join(lines) + "\n")


def relay_port(server: int, other: int) -> int:
    """Where a relayed server finds the quorum port of another."""
    return RELAY_PORT + 10 * server + other


def free(port: int) -> None:
    """Makes sure that nobody else is at a port."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise Problem(f"port {port}: expected it to be free, but {error.strerror}") from None


def capture(file: Path) -> subprocess.Popen[bytes]:
    """Begins to capture what passes through the quorum ports."""
    ports = f"tcp portrange {QUORUM_PORT + 1}-{QUORUM_PORT + 99}"
    # A large buffer: in immediate mode each packet, however small, takes as much of it as the largest could.
    command = ["tcpdump", "-i", "lo", "-U", "--immediate-mode", "-B", "65536", "-w", str(file), ports]
    dump = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert dump.stderr
    said = b""
    while line := dump.stderr.readline():
        said += line
        if b"listening on" in line:
            return dump
    wanted = "expected to be run by root, or by somebody who may capture"
    raise Problem(f"tcpdump: {wanted}, but it said:\n{said.decode()}")


def tools(java: str, classpath: str) -> Tools:
    """Makes sure that everything is there."""
    for program, wanted in ((java, "a Java runtime"), ("tcpdump", "tcpdump")):
        if shutil.which(program) is None:
            raise Problem(
                f"{program}: expected {wanted}, but found none. On Debian: apt-get install zookeeper tcpdump"
            )
    for part in classpath.split(":"):
        place = Path(part).parent if Path(part).name == "*" else Path(part)
        if not place.exists():
            hint = "On Debian: apt-get install zookeeper. Elsewhere, say where it is with --classpath"
            raise Problem(f"{part}: expected a part of ZooKeeper, but found nothing. {hint}")
    return Tools(java, classpath)
