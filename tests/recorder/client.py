"""A small ZooKeeper client that can do what a proper one never would.

It can fall silent, vanish without closing its session, and hold two connections of the same session. Nothing
happens behind its back but pings: it never tries a thing twice, and never connects by itself.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable

from problem import Problem

OPCODES = {"create": 1, "exists": 3, "get": 4, "set": 5, "sync": 9, "close": -11}
PING_XID, PING = -2, 11
EPHEMERAL, SEQUENTIAL = 1, 2
# One entry: everybody may do everything.
OPEN_ACL = struct.pack(">ii", 1, 31) + b"\0\0\0\5world" + b"\0\0\0\6anyone"
# How long an answer may take, in seconds.
PATIENCE = 20.0

Note = Callable[..., None]


def text(value: str | bytes) -> bytes:
    """A string, or a buffer, as it is written on the wire."""
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack(">i", len(raw)) + raw


class Client:
    """One connection of a session."""

    def __init__(
        self, name: str, server: int, port: int, timeout_ms: int, note: Note, before: Client | None = None
    ) -> None:
        """Connects with a new session, or with that of the connection before."""
        self.name, self.server, self.note = name, server, note
        self.session: int = before.session if before else 0
        self.password: bytes = before.password if before else bytes(16)
        self.last_zxid: int = before.last_zxid if before else 0
        self.xid: int = before.xid if before else 0
        self.pings = True
        self.unanswered: deque[str] = deque()
        self.lock = threading.Lock()
        try:
            self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        except OSError as error:
            raise Problem(
                f"server {server}: expected it to let client {name} in, but {error.strerror}"
            ) from None
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = time.monotonic()
        self._greet(timeout_ms)
        threading.Thread(target=self._ping, daemon=True).start()

    def _greet(self, timeout_ms: int) -> None:
        greeting = (
            struct.pack(">iqiq", 0, self.last_zxid, timeout_ms, self.session) + text(self.password) + b"\0"
        )
        self.note("connect", client=self.name, sid=self.server, session=hex(self.session), timeout=timeout_ms)
        self.socket.sendall(text(greeting))
        reply = self._frame()
        if reply is None:
            raise Problem(
                f"server {self.server}: expected it to let client {self.name} in, but it closed the connection"
            )
        _, self.timeout_ms, self.session, length = struct.unpack_from(">iiqi", reply)
        self.session &= (1 << 64) - 1
        self.password = reply[20 : 20 + length]
        if self.timeout_ms:
            self.note(
                "connected",
                client=self.name,
                sid=self.server,
                session=hex(self.session),
                timeout=self.timeout_ms,
            )
        else:
            self.note("refused", client=self.name, sid=self.server)
            self.cut()

    def create(
        self, path: str, *, ephemeral: bool = False, sequential: bool = False, data: bytes = b""
    ) -> Client:
        """Asks for a node."""
        flags = EPHEMERAL * ephemeral + SEQUENTIAL * sequential
        kind = {"ephemeral": True} if ephemeral else {}
        return self._ask(
            "create", text(path) + text(data) + OPEN_ACL + struct.pack(">i", flags), path=path, **kind
        )

    def set(self, path: str, data: bytes, version: int = -1) -> Client:
        """Asks for other data in a node, if that has the version; -1 is any."""
        return self._ask(
            "set", text(path) + text(data) + struct.pack(">i", version), path=path, version=version
        )

    def get(self, path: str) -> Client:
        """Asks for a node's data."""
        return self._ask("get", text(path) + b"\0", path=path)

    def exists(self, path: str) -> Client:
        """Asks whether there is a node."""
        return self._ask("exists", text(path) + b"\0", path=path)

    def sync(self, path: str = "/") -> Client:
        """Asks the server to catch up with its leader."""
        return self._ask("sync", text(path), path=path)

    def close(self) -> None:
        """Closes the session, and then the connection."""
        self._ask("close", b"").answer()
        self.cut()

    def silent(self) -> None:
        """Says nothing any more; the connection stays."""
        self.note("silent", client=self.name, sid=self.server)
        self.pings = False

    def vanish(self) -> None:
        """Goes without a word: the connection ends, the session does not."""
        self.note("vanish", client=self.name, sid=self.server)
        self.cut()

    def cut(self) -> None:
        """Ends the connection."""
        self.pings = False
        self.socket.close()

    def answer(self) -> None:
        """Waits for the answer to the oldest question, or until the server ends the connection instead."""
        question = self.unanswered.popleft()
        while True:
            frame = self._frame()
            if frame is None:
                self.note("connection_lost", client=self.name, sid=self.server, to=question)
                self.cut()
                return
            xid, zxid, error = struct.unpack_from(">iqi", frame)
            if xid == PING_XID:
                continue
            self.last_zxid = max(self.last_zxid, zxid)
            self.note(
                "answer", client=self.name, sid=self.server, to=question, xid=xid, zxid=hex(zxid), error=error
            )
            return

    def _ask(self, question: str, body: bytes, **details: object) -> Client:
        self.xid += 1
        self.note(question, client=self.name, sid=self.server, xid=self.xid, **details)
        self.unanswered.append(question)
        try:
            self._send(struct.pack(">ii", self.xid, OPCODES[question]) + body)
        except OSError as error:
            raise Problem(
                f"server {self.server}: expected it to hear client {self.name}, but {error.strerror}"
            ) from None
        return self

    def _send(self, request: bytes) -> None:
        with self.lock:
            self.socket.sendall(text(request))
            self.sent_at = time.monotonic()

    def _ping(self) -> None:
        """Pings whenever nothing was said for a third of the timeout."""
        while self.pings:
            pause = self.sent_at + self.timeout_ms / 3000 - time.monotonic()
            if pause > 0:
                time.sleep(min(pause, 0.05))
                continue
            try:
                self._send(struct.pack(">ii", PING_XID, PING))
            except OSError:
                return

    def _frame(self) -> bytes | None:
        """What the server says next; none, if it ended the connection."""
        header = self._exactly(4)
        return None if header is None else self._exactly(struct.unpack(">i", header)[0])

    def _exactly(self, length: int) -> bytes | None:
        got = b""
        while len(got) < length:
            try:
                more = self.socket.recv(length - len(got))
            except TimeoutError:
                wanted = f"expected it to answer client {self.name} within {PATIENCE:.0f} s"
                raise Problem(f"server {self.server}: {wanted}, but it did not") from None
            except OSError:
                return None
            if not more:
                return None
            got += more
        return got
