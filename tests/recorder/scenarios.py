"""What is done to the ensembles. The name of a function is the name of its scenario."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ensemble import Ensemble, Plan


@dataclass(frozen=True)
class Scenario:
    """An ensemble, and what is done to it."""

    plan: Plan
    play: Callable[[Ensemble], None]


SCENARIOS: dict[str, Scenario] = {}


def scenario(plan: Plan) -> Callable[[Callable[[Ensemble], None]], Callable[[Ensemble], None]]:
    """Makes a function a scenario of such an ensemble."""

    def add(play: Callable[[Ensemble], None]) -> Callable[[Ensemble], None]:
        SCENARIOS[play.__name__] = Scenario(plan, play)
        return play

    return add


def begin(servers: Ensemble) -> int:
    """Starts all servers, and waits for the leader."""
    servers.start(*servers.plan.servers)
    return servers.wait_leader(servers.plan.servers)


@scenario(Plan())
def start_together(servers: Ensemble) -> None:
    """Three servers start at once."""
    begin(servers)


@scenario(Plan())
def start_in_order(servers: Ensemble) -> None:
    """1, then 2, which leads; then 3 joins."""
    servers.start(1)
    time.sleep(3)
    servers.start(2)
    servers.wait({1: "follower", 2: "leader"})
    servers.start(3)
    servers.wait({3: "follower"})


@scenario(Plan())
def follower_restart(servers: Ensemble) -> None:
    """A follower crashes, misses writes, returns."""
    leader = begin(servers)
    follower = servers.others(leader)[0]
    servers.write(leader, 3)
    servers.crash(follower)
    time.sleep(2)
    servers.write(leader, 2)
    servers.start(follower)
    servers.wait({follower: "follower", leader: "leader"})


@scenario(Plan())
def leader_crash_equal(servers: Ensemble) -> None:
    """The leader crashes, the others being equal."""
    leader = begin(servers)
    others = servers.others(leader)
    servers.write(leader, 5)
    time.sleep(1)
    servers.crash(leader)
    servers.wait_leader(others)
    servers.write(others[0], 2)
    servers.start(leader)
    servers.wait({leader: "follower"})


@scenario(Plan())
def leader_crash_zxid(servers: Ensemble) -> None:
    """The leader crashes; the larger id has the older history."""
    leader = begin(servers)
    small, large = servers.others(leader)
    servers.write(leader, 3)
    time.sleep(1)
    servers.crash(large)
    servers.write(leader, 4)
    servers.crash(leader)
    servers.start(large)
    servers.wait({small: "leader", large: "follower"})
    servers.start(leader)
    servers.wait({leader: "follower"})


def log_what_reaches_nobody(servers: Ensemble) -> tuple[int, list[int]]:
    """The leader alone logs four writes. Then all crash."""
    leader = begin(servers)
    others = servers.others(leader)
    servers.write(leader, 3)
    time.sleep(1)
    client = servers.connect("writer", leader, quiet=True)
    servers.pause(*others)
    servers.write_unanswered(client, 4)
    time.sleep(0.7)
    # What waits in the sockets of the others is lost with them.
    servers.crash(leader, *others)
    return leader, others


def go_on_without(servers: Ensemble, others: list[int]) -> None:
    """The others start again, and elect one of themselves."""
    servers.start(*others)
    servers.wait_leader(others)


@scenario(Plan())
def old_leader_truncates(servers: Ensemble) -> None:
    """The leader logs what reaches nobody, crashes, and returns after others have written."""
    leader, others = log_what_reaches_nobody(servers)
    go_on_without(servers, others)
    servers.write(others[0], 2)
    servers.start(leader)
    servers.wait({leader: "follower"})
    time.sleep(1)


@scenario(Plan())
def truncate(servers: Ensemble) -> None:
    """The same, but nobody has written since."""
    leader, others = log_what_reaches_nobody(servers)
    go_on_without(servers, others)
    servers.start(leader)
    servers.wait({leader: "follower"})
    servers.write(others[0], 1)
    time.sleep(1)


@scenario(Plan(observers=(4,)))
def observer(servers: Ensemble) -> None:
    """Three voters and an observer, through which is written."""
    leader = begin(servers)
    servers.write(4, 3)
    servers.crash(leader)
    servers.wait_leader(servers.others(leader))
    servers.wait({4: "observer"})
    servers.write(4, 2)


@scenario(Plan())
def quorum_loss(servers: Ensemble) -> None:
    """Both followers die; the leader steps down."""
    leader = begin(servers)
    others = servers.others(leader)
    servers.write(leader, 2)
    servers.crash(*others)
    servers.wait({leader: "looking"})
    time.sleep(4)
    servers.start(*others)
    servers.wait_leader(servers.plan.servers)


SHORT_HISTORY = ("zookeeper.snapCount=50", "zookeeper.commitLogCount=20", "zookeeper.snapshotSizeFactor=-1")


@scenario(Plan(properties=SHORT_HISTORY))
def snap_sync(servers: Ensemble) -> None:
    """A follower returns two hundred writes late."""
    leader = begin(servers)
    follower = servers.others(leader)[0]
    servers.crash(follower)
    servers.write(leader, 200)
    servers.start(follower)
    servers.wait({follower: "follower"})
    time.sleep(1)


def fall_far_behind(servers: Ensemble) -> None:
    """A follower that has a few writes returns when its leader's committed log no longer reaches back to them."""
    leader = begin(servers)
    follower = servers.others(leader)[0]
    servers.write(leader, 3)
    time.sleep(1)
    servers.crash(follower)
    servers.write(leader, 520)
    servers.start(follower)
    servers.wait({follower: "follower"})
    time.sleep(1)


@scenario(Plan())
def diff_from_log(servers: Ensemble) -> None:
    """A follower lacks more than the committed log holds, and its last write is in the leader's only log file."""
    fall_far_behind(servers)


@scenario(Plan(properties=("zookeeper.snapCount=300",)))
def snap_after_later_files(servers: Ensemble) -> None:
    """The same, but the leader has begun other log files since."""
    fall_far_behind(servers)


@scenario(Plan())
def truncate_to_gap(servers: Ensemble) -> None:
    """A leader whose log lacks what came by snapshot logs four writes alone, and is told to cut its log where it has a gap."""
    servers.start(1, 2)
    servers.wait({1: "follower", 2: "leader"})
    servers.write(2, 2)
    client = servers.connect("writer", 1)
    time.sleep(0.5)
    servers.start(3)
    servers.wait({3: "follower"})
    time.sleep(0.5)
    servers.crash(2)
    servers.wait({1: "follower", 3: "leader"})
    time.sleep(0.5)
    # The session is older than the leader's epoch, so that its log begins with what reaches nobody.
    client.cut()
    client = servers.connect("writer", 3, before=client)
    servers.pause(1)
    servers.write_unanswered(client, 4)
    time.sleep(0.7)
    servers.crash(3, 1)
    servers.start(1, 2)
    servers.wait({1: "leader", 2: "follower"})
    servers.start(3)
    servers.wait({3: "follower"})
    time.sleep(1)


@scenario(Plan(relayed=(1,)))
def killed_writer(servers: Ensemble) -> None:
    """A leader writes a snapshot of what nobody else has, and is killed. It is told to cut its log, and reads the snapshot again."""
    leader, others = log_what_reaches_nobody(servers)
    servers.silence(1)
    servers.start(1, leader)
    servers.wait_logged(leader, "Snapshotting")
    time.sleep(0.3)
    servers.crash(1, leader)
    servers.end_silence(1)
    go_on_without(servers, others)
    servers.start(leader)
    servers.wait({leader: "follower"})
    time.sleep(1)


# 24 zxids are left in each epoch.
LAST_ZXIDS = ("zookeeper.testingonly.initialZxid=4294967270",)


@scenario(Plan(properties=LAST_ZXIDS))
def counter_runs_out(servers: Ensemble) -> None:
    """The counter of the epoch runs out in the middle of forty writes."""
    leader = begin(servers)
    client = servers.connect("writer", servers.others(leader)[0])
    time.sleep(0.5)
    for _ in range(40):
        client.create("/n", sequential=True)
    for _ in range(24):
        client.answer()
    servers.wait_leader(servers.plan.servers)
    time.sleep(1)


@scenario(Plan())
def silent_connections(servers: Ensemble) -> None:
    """A server joins two at whose election ports others have connected and say nothing."""
    servers.start(1, 2)
    servers.wait({1: "follower", 2: "leader"})
    time.sleep(1)
    servers.connect_silently(3, 1, 2)
    servers.start(3)
    servers.wait({3: "follower"})
    time.sleep(1)


@scenario(Plan(voters=(1, 2, 3, 4, 5)))
def sync(servers: Ensemble) -> None:
    """Syncs: with nothing outstanding, behind an own write, and behind one that waits for its quorum."""
    leader = begin(servers)
    near, *far = servers.others(leader)
    reader = servers.connect("reader", near)
    writer = servers.connect("writer", leader)
    reader.create("/a").answer()
    time.sleep(0.3)
    reader.sync("/a").answer()
    reader.get("/a").answer()
    time.sleep(0.3)
    # All at once: the leader hears of the sync while the write is on its way.
    reader.set("/a", b"1").sync("/a").get("/a")
    for _ in range(3):
        reader.answer()
    time.sleep(0.3)
    # Two servers of five log the write, and that is no quorum.
    servers.pause(*far)
    writer.create("/b")
    time.sleep(0.3)
    reader.sync("/b").get("/b")
    time.sleep(0.5)
    servers.resume(*far)
    for _ in range(2):
        reader.answer()
    writer.answer()
    time.sleep(0.3)
    # The leader answers its own clients without a packet.
    writer.sync("/b").answer()
    reader.close()
    writer.close()
    time.sleep(0.5)


# Server 5 has no weight, so its group does not count: two of the other three groups are a quorum.
GROUPS = ("group.1=1:2", "group.2=3", "group.3=4", "group.4=5")
WEIGHTS = ("weight.1=1", "weight.2=1", "weight.3=1", "weight.4=1", "weight.5=0")


@scenario(Plan(voters=(1, 2, 3, 4, 5), quorum=GROUPS + WEIGHTS))
def hierarchical_quorum(servers: Ensemble) -> None:
    """Servers in groups: two of five are a quorum, and three of five are none, so that the leader steps down."""
    servers.start(3, 4)
    leader = servers.wait_leader((3, 4))
    servers.write(leader, 1)
    for server in (1, 5):
        servers.start(server)
        servers.wait({server: "follower"})
    servers.write(5, 1)
    time.sleep(0.5)
    servers.crash(3)
    servers.wait({1: "looking", 4: "looking", 5: "looking"})
    servers.start(2)
    servers.wait_leader((1, 2, 4, 5))
    servers.write(5, 1)
    time.sleep(0.5)


@scenario(Plan())
def session_expires(servers: Ensemble) -> None:
    """A client falls silent and one vanishes, and their nodes go; the session of a third lives by its pings."""
    leader = begin(servers)
    near, far = servers.others(leader)
    silent = servers.connect("silent", near, 2_000)
    vanishing = servers.connect("vanishing", near, 3_000)
    living = servers.connect("living", far, 2_000)
    silent.create("/silent", ephemeral=True).answer()
    vanishing.create("/vanishing", ephemeral=True).answer()
    living.create("/living", ephemeral=True).answer()
    time.sleep(1)
    silent.silent()
    vanishing.vanish()
    living.exists("/silent").answer()
    living.exists("/vanishing").answer()
    time.sleep(5)
    for path in ("/silent", "/vanishing", "/living"):
        living.exists(path).answer()
    servers.connect("late", far, 3_000, before=vanishing)
    living.close()
    time.sleep(0.5)


@scenario(Plan())
def client_moves(servers: Ensemble) -> None:
    """A session moves: from a server that has crashed, and from one that lives, where it is then refused."""
    leader = begin(servers)
    near, far = servers.others(leader)
    first = servers.connect("first", near)
    first.create("/a", ephemeral=True).answer()
    time.sleep(0.5)
    servers.crash(near)
    first.cut()
    second = servers.connect("second", far, before=first)
    second.set("/a", b"1").answer()
    time.sleep(0.5)
    servers.start(near)
    servers.wait({near: "follower"})
    third = servers.connect("third", near, before=second)
    third.set("/a", b"2").answer()
    # The session is elsewhere now: a write through the old connection fails, and ends it.
    second.set("/a", b"3").answer()
    time.sleep(0.5)
    fourth = servers.connect("fourth", leader, before=third)
    fourth.set("/a", b"4").answer()
    third.set("/a", b"5").answer()
    fourth.close()
    time.sleep(0.5)


@scenario(Plan(relayed=(1,)))
def one_way_silence(servers: Ensemble) -> None:
    """Nothing of what the leader says reaches a follower, which gives up, finds the same leader, and waits in vain."""
    leader = begin(servers)
    servers.write(leader, 1)
    time.sleep(1)
    servers.silence(1)
    time.sleep(1)
    servers.write(leader, 1)
    servers.wait({1: "looking"})
    servers.write(leader, 1)
    time.sleep(6.5)
    servers.end_silence(1)
    servers.wait({1: "follower", leader: "leader"})
    servers.write(1, 1)
    time.sleep(1)
