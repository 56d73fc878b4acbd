"""A wire with one direction that can be held back.

What a leader says to a follower waits in the relay for as long as that is silent, as it does in TCP while the
network loses everything. What has not been delivered when the follower gives up never will be.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from problem import Problem


@dataclass
class Deliveries:
    """How many bytes a follower had got from its leader, and when."""

    leader_port: int
    own_port: int
    totals: list[tuple[float, int]] = field(default_factory=list)

    def time_of(self, total: int) -> float | None:
        """When that many bytes had arrived; none, if they never did."""
        return next((at for at, bytes_then in self.totals if bytes_then >= total), None)


class Relay:
    """Passes connections on from one port to another."""

    def __init__(self, port: int, leader_port: int) -> None:
        self.leader_port = leader_port
        self.deliveries: list[Deliveries] = []
        self.speaks = threading.Event()
        self.speaks.set()
        try:
            self.listener = socket.create_server(("127.0.0.1", port))
        except OSError as error:
            raise Problem(f"port {port}: expected it to be free, but {error.strerror}") from None
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Takes no connection any more."""
        self.speaks.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                follower, _ = self.listener.accept()
            except OSError:
                return
            leader = self._dial()
            if leader is None:
                follower.close()
                continue
            for end in (follower, leader):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            deliveries = Deliveries(self.leader_port, leader.getsockname()[1])
            self.deliveries.append(deliveries)
            threading.Thread(target=self._pass_on, args=(follower, leader, None), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(leader, follower, deliveries), daemon=True).start()

    def _dial(self) -> socket.socket | None:
        """Connects to the leader, as a follower does: up to five times, if it does not listen yet."""
        for _ in range(5):
            with suppress(OSError):
                return socket.create_connection(("127.0.0.1", self.leader_port))
            time.sleep(0.1)
        return None

    def _pass_on(self, source: socket.socket, target: socket.socket, deliveries: Deliveries | None) -> None:
        """Passes on what comes from one end, until an end closes. What the leader says is held back, and counted."""
        total = 0
        try:
            while chunk := source.recv(65536):
                if deliveries:
                    self.speaks.wait()
                target.sendall(chunk)
                total += len(chunk)
                if deliveries:
                    deliveries.totals.append((time.time(), total))
            if deliveries:
                self.speaks.wait()
        except OSError:
            pass
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
