"""Cuts a server's log down to what tells of the protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from problem import Problem

# Classes of which every line stays, but for the chatter below; `*` stands for the classes inside as well.
CLASSES = (
    "FastLeaderElection*", "QuorumCnxManager*", "QuorumPeer", "QuorumPeerMain",
    "Leader", "LearnerHandler*", "Learner*", "Follower", "Observer", "LeaderZooKeeperServer", "FollowerZooKeeperServer",
    "CommitProcessor*", "ProposalRequestProcessor", "FollowerRequestProcessor", "SyncRequestProcessor",
    "ZKDatabase*", "FileTxnSnapLog*", "FileTxnLog", "SnapStream", "CircularBlockingQueue", "Environment",
)  # fmt: skip
# Settings told at every start, but for the release and those that a comparison needs, and what is told of every message.
CHATTER = (
    r"environment:(?!zookeeper\.version)", r"SessionTimeout set", r"LearnerMasterLimit set", r"sessions? (disabled|upgrading)", r"cnxn\.threads", r"SASL",
    r"multiAddress", r"insecure", r"Port unification", r"Using (in)?secure", r"MBean", r"admin server",
    r"DEBUG .*:QuorumCnxManager\$(Send|Recv)Worker@", r"Queue size", r"There is a connection already",
    r"Address of remote peer", r"Configuring CommitProcessor", r"CommitProcessor exited loop",
    r"outstanding is \d", r"(Processing|Committing) request::", r"Proposing::", r"Creating new input (stream|archive)",
)  # fmt: skip

KEPT = re.compile("|".join(re.escape(name).replace(r"\*", r"(\$.*)?") for name in CLASSES))
DROPPED = re.compile("|".join(CHATTER))
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[myid:\d*\] - [A-Z]+ +\[.*:([\w.$]+)@[\d?]+\] - ")


def trim(log: Path, folder: Path) -> Iterator[str]:
    """The lines that stay: those of such a class, each with what follows it. The server's folder is hidden."""
    path = re.compile(re.escape(str(folder)) + "(/version-2)?")
    stays = understood = False
    for line in log.read_text(errors="replace").splitlines():
        if head := LINE.match(line):
            understood = True
            stays = bool(KEPT.fullmatch(head[1])) and not DROPPED.search(line)
        if stays:
            yield path.sub("<data>", line)
    if not understood:
        raise Problem(f"{log.name}: expected log lines in the form that the recorder sets, and found none")
