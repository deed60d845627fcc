"""GA-C53x, GA-O53x: times in shards, worked out here or by a cluster."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from distributed import CancelledError, Client
from filelock import FileLock
from pairs import Pair, borrowed
from typer.testing import CliRunner

from geoaccess import __version__
from geoaccess.cli.app import app
from geoaccess.cli.shards import check_apart
from geoaccess.travel import cluster, sharded_times
from geoaccess.travel.one_shard import in_this_process
from geoaccess.travel.shards import ShardWork

if TYPE_CHECKING:
    from pathlib import Path

DRAWN = borrowed("travel/conftest.py")


def working(run=in_this_process, before=None):
    """A fixture: a street's times in shards, after something was done to the folder."""

    def work(folder: Path):
        shards = folder / "shards"
        if before is not None:
            before(shards)
        town = DRAWN.draw_network("A-a---b-B")
        places = town.places("ab")
        work = ShardWork(folder=shards, run=run)
        sharded_times(town.network, DRAWN.metre_a_second(), places, places, work)
        return ()

    return work


def a_file_in_its_place(folder):
    folder.write_text("", "utf-8")


def locked(folder):
    folder.mkdir()
    held = FileLock(folder / "lock")
    held.acquire()
    return held


def beside_another(folder: Path):
    held = locked(folder / "shards")
    try:
        return working()(folder)
    finally:
        held.release()


def nothing_written(_folder, shards):
    yield from shards


def after_the_tile_is_gone(folder, shards):
    for tile in folder.glob("tile-*"):
        tile.unlink()
    yield from in_this_process(folder, shards)


class _Cluster:
    """Enough of a client, with a worker of another version."""

    def __init__(self, version):
        self.version = version

    def submit(self, work, folder, shard, **_):
        with patch("geoaccess.travel.kept_columns.__version__", self.version):
            return _Future(work(folder, shard))

    def cancel(self, _):
        pass


class _Future:
    def __init__(self, value):
        self.value = value

    def result(self):
        if self.value is None:
            raise CancelledError
        return self.value


class _Lost(_Cluster):
    def submit(self, *_, **__):
        return _Future(None)


def by_a_worker_of(version, of=_Cluster):
    def work(folder: Path):
        with patch("distributed.as_completed", iter):
            return working(cluster.on_cluster(of(version)))(folder)

    return work


def connecting(*, address="tcp://127.0.0.1:8786", installed=True):
    """A fixture: a scheduler is asked for its workers; a good one answers."""

    def connect(_):
        with pytest.MonkeyPatch.context() as changed:
            if not installed:
                changed.setitem(sys.modules, "distributed", None)
            elif address.startswith("tcp"):
                changed.setattr(Client, "__init__", lambda *_, **__: None)
                changed.setattr(Client, "__enter__", lambda client: client)
                changed.setattr(Client, "__exit__", lambda *_: None)
                changed.setattr(Client, "__del__", lambda _: None)
                changed.setattr(Client, "wait_for_workers", lambda *_, **__: None)
            with cluster.connected(address):
                return ()

    return connect


def asked_of_the_command(*options):
    def ask(folder: Path):
        told = CliRunner().invoke(app, ["matrix", str(folder / "none.toml"), *options])
        if getattr(told.exception, "notices", ())[0].code == "GA-C532":
            raise told.exception
        return ()

    return ask


def keeping_in(name):
    """A fixture: times are kept in a folder, and the result is written to another."""

    def keep(folder: Path):
        check_apart(folder / name, folder / "out")
        return ()

    return keep


PAIRS = [
    Pair("GA-C530", connecting(installed=False), connecting()),
    Pair("GA-C531", connecting(address="nowhere"), connecting(), value="nowhere"),
    Pair(
        "GA-C532",
        asked_of_the_command("--scheduler", "tcp://a:1"),
        asked_of_the_command(),
        column="--scheduler",
        value="tcp://a:1",
    ),
    Pair(
        "GA-C533",
        keeping_in("out/shards"),
        keeping_in("shards"),
        column="--shards",
        value="./out/shards",
    ),
    Pair("GA-O530", working(before=a_file_in_its_place), working(), "shards"),
    Pair("GA-O531", beside_another, working(), "shards"),
    Pair("GA-O532", working(nothing_written), working(in_this_process), "shards"),
    Pair("GA-O533", working(after_the_tile_is_gone), working(in_this_process), "shards"),
    Pair("GA-O534", by_a_worker_of("0.0.1"), by_a_worker_of(__version__)),
    Pair("GA-O535", by_a_worker_of(__version__, _Lost), by_a_worker_of(__version__)),
]
