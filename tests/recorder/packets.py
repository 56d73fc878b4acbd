"""Decodes what a capture holds of the quorum ports: packets.jsonl, a packet a line.

docs/zab-protocol.md, section 12.2, has the format on the wire.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import dpkt

from problem import Problem
from relay import Deliveries

TYPES = (
    "?", "REQUEST", "PROPOSAL", "ACK", "COMMIT", "PING", "REVALIDATE", "SYNC", "INFORM", "COMMITANDACTIVATE", "NEWLEADER",
    "FOLLOWERINFO", "UPTODATE", "DIFF", "TRUNC", "SNAP", "OBSERVERINFO", "LEADERINFO", "ACKEPOCH", "INFORMANDACTIVATE",
)  # fmt: skip
# Behind SNAP comes the tree, and it ends with this string.
TREE_ENDS = b"\0\0\0\x0aBenWasHere"
ERROR, CREATE_SESSION, CLOSE_SESSION = -1, -10, -11
# create, delete, setData, setACL, create2, createContainer, deleteContainer, createTTL: all begin with a path.
WITH_PATH = {1, 2, 5, 7, 15, 19, 20, 21}
# A packet that took longer than this, in seconds, was held back.
HELD = 0.05


class Incomplete(Exception):
    """The bytes end before the packet does."""


class Bytes:
    """Bytes, read from the front."""

    def __init__(self, raw: bytes | bytearray) -> None:
        self.raw, self.at = raw, 0

    def left(self) -> int:
        return len(self.raw) - self.at

    def take(self, length: int) -> bytes:
        if self.left() < length:
            raise Incomplete
        self.at += length
        return bytes(self.raw[self.at - length : self.at])

    def integer(self) -> int:
        return int.from_bytes(self.take(4), "big", signed=True)

    def long(self) -> int:
        return int.from_bytes(self.take(8), "big", signed=True)

    def hex(self) -> str:
        return hex(int.from_bytes(self.take(8), "big"))

    def buffer(self) -> bytes:
        return self.take(max(self.integer(), 0))

    def text(self) -> str:
        return self.buffer().decode()


@dataclass(frozen=True)
class Packet:
    """A packet, and how many bytes had passed in its direction when it ended."""

    type: str
    zxid: str
    data: bytes
    ends: int


class Direction:
    """One direction of a connection: segments in, packets out."""

    def __init__(self, next_sequence: int) -> None:
        self.next = next_sequence
        self.early: dict[int, bytes] = {}
        self.waiting = bytearray()
        self.passed = 0
        self.in_tree = False

    def add(self, sequence: int, data: bytes) -> None:
        """Takes a segment; one that came before is passed over, one that comes too early waits."""
        self.early[sequence] = max(data, self.early.get(sequence, b""), key=len)
        for begin in sorted(self.early, key=self._ahead):
            if self._ahead(begin) > 0:
                return
            self.waiting += (fresh := self.early.pop(begin)[-self._ahead(begin) :])
            self.next = (self.next + len(fresh)) % 2**32

    def _ahead(self, sequence: int) -> int:
        return (sequence - self.next + 2**31) % 2**32 - 2**31

    def packets(self) -> Iterator[Packet]:
        """The packets that are complete."""
        while True:
            if self.in_tree:
                end = self.waiting.find(TREE_ENDS)
                if end < 0:
                    return
                self._drop(end + len(TREE_ENDS))
                self.in_tree = False
            read = Bytes(self.waiting)
            try:
                number, zxid, data = read.integer(), read.hex(), read.buffer()
                for _ in range(read.integer()):
                    read.text(), read.text()
            except Incomplete:
                return
            kind = TYPES[number] if 0 < number < len(TYPES) else str(number)
            self._drop(read.at)
            self.in_tree = kind == "SNAP"
            yield Packet(kind, zxid, data, self.passed)

    def _drop(self, length: int) -> None:
        del self.waiting[:length]
        self.passed += length


def details(packet: Packet, to_leader: bool) -> dict[str, object]:
    """What a packet says besides its zxid."""
    if not packet.data:
        return {}
    read = Bytes(packet.data)
    match packet.type:
        case "FOLLOWERINFO" | "OBSERVERINFO":
            return {"sid": read.long()}
        case "ACKEPOCH":
            return {"currentEpoch": read.integer()}
        case "PROPOSAL" | "INFORM":
            return transaction(read)
        case "REQUEST":
            session, cxid, opcode = read.hex(), read.integer(), read.integer()
            return {"opcode": opcode, "session": session, "cxid": cxid}
        case "PING":
            touches = []
            while read.left():
                touches.append([read.hex(), read.integer()])
            return {"touches": touches}
        case "REVALIDATE":
            session = read.hex()
            return {"session": session} | (
                {"timeout": read.integer()} if to_leader else {"valid": read.take(1) != b"\0"}
            )
    return {}


def transaction(read: Bytes) -> dict[str, object]:
    """The head of a transaction, and its first words."""
    session, cxid, _zxid, _time, kind = read.hex(), read.integer(), read.hex(), read.long(), read.integer()
    said: dict[str, object] = {"txnType": kind, "session": session, "cxid": cxid}
    if kind == ERROR:
        said["error"] = read.integer()
    elif kind == CREATE_SESSION:
        said["timeout"] = read.integer()
    elif kind == CLOSE_SESSION:
        said["paths"] = [read.text() for _ in range(read.integer())]
    elif kind in WITH_PATH:
        said["path"] = read.text()
    return said


def segments(capture: Path) -> Iterator[tuple[float, dpkt.tcp.TCP]]:
    """The TCP segments of a capture, with their times."""
    with capture.open("rb") as file:
        for at, raw in dpkt.pcap.Reader(file):
            tcp = dpkt.ethernet.Ethernet(raw).data.data
            if isinstance(tcp, dpkt.tcp.TCP):
                yield at, tcp


def decode(capture: Path, quorum_port: int, relayed: Iterable[Deliveries]) -> Iterator[str]:
    """The lines of packets.jsonl. A server's quorum port is this one and its id."""
    directions: dict[tuple[int, int], Direction] = {}
    learners: dict[tuple[int, int], int] = {}
    deliveries = {(one.leader_port, one.own_port): one for one in relayed}
    for at, tcp in segments(capture):
        if tcp.flags & dpkt.tcp.TH_SYN:
            directions[tcp.sport, tcp.dport] = Direction((tcp.seq + 1) % 2**32)
        direction = directions.get((tcp.sport, tcp.dport))
        if direction is None or not tcp.data:
            continue
        direction.add(tcp.seq, tcp.data)
        to_leader = quorum_port < tcp.dport < quorum_port + 100
        ends = (tcp.dport, tcp.sport) if to_leader else (tcp.sport, tcp.dport)
        for packet in direction.packets():
            more = details(packet, to_leader)
            if packet.type in ("FOLLOWERINFO", "OBSERVERINFO"):
                learners[ends] = int(str(more["sid"]))
            leader, learner = ends[0] - quorum_port, learners[ends]
            if not to_leader and ends in deliveries:
                delivered = deliveries[ends].time_of(packet.ends)
                if delivered is None or delivered > at + HELD:
                    more["delivered"] = delivered and round(delivered, 4)
            sender, receiver = (learner, leader) if to_leader else (leader, learner)
            line = {
                "t": round(at, 4),
                "from": sender,
                "to": receiver,
                "type": packet.type,
                "zxid": packet.zxid,
            }
            yield json.dumps(line | more)
    if any(direction.early for direction in directions.values()):
        raise Problem("the capture has a hole; expected every byte of each connection. Try again")
