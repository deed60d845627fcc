"""Shards on the workers of a cluster, through ``dask.distributed`` (the extra ``cluster``).

Workers get no streets and give no times over the wire: they read tiles from the folder of shards
and write shards there. So they must see the same folder, under the same name.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from geoaccess import __version__
from geoaccess.errors import ConfigError, GeoaccessError, OutputError
from geoaccess.travel.one_shard import compute_shard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from distributed import Client, Future

    from geoaccess.travel.one_shard import Shard
    from geoaccess.travel.shards import Run

__all__ = ["connected", "on_cluster"]

_PATIENCE_S = 20


def on_cluster(client: Client) -> Run:
    """Who lets a cluster's workers do the shards of `sharded_times`.

    Every worker should have one thread: a shard of many sites takes all the cores there are.

    Parameters
    ----------
    client
        As ``distributed.Client(...)`` gives it.

    Raises
    ------
    OutputError
        When run: if a worker does not find the folder's tile or has another version, or workers
        or scheduler are lost. What is done is kept.
    """

    def run(folder: Path, shards: Sequence[Shard]) -> Iterator[Shard]:
        from distributed import as_completed  # noqa: PLC0415 -- an extra

        shard_of = {
            client.submit(compute_shard, folder.absolute(), shard, key=f"geoaccess-{shard.digest}",
                          pure=False): shard
            for shard in shards
        }  # fmt: skip
        try:
            for future in as_completed(shard_of):
                shard = shard_of[future]
                if _digest(future) != shard.digest:
                    raise OutputError.of("GA-O534", here=__version__)
                yield shard
        finally:
            client.cancel(list(shard_of))

    return run


def _digest(future: Future) -> str:
    """What a worker says of its shard, unless it or the scheduler is no more."""
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415 -- an extra

    try:
        return str(future.result())
    except GeoaccessError:
        raise
    except (CancelledError, KilledWorker, OSError) as lost:
        raise OutputError.of("GA-O535", reason=type(lost).__name__) from lost


@contextmanager
def connected(address: str) -> Iterator[Run]:
    """Who lets the workers of a scheduler do the shards.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://cluster:8786``.

    Raises
    ------
    ConfigError
        If the extra is not installed, or no scheduler answers there that has a worker.
    """
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra
    except ImportError as missing:
        raise ConfigError.of("GA-C530") from missing
    try:
        client = Client(address, timeout=_PATIENCE_S)
    except (OSError, ValueError) as problem:
        raise ConfigError.of("GA-C531", value=address, reason=str(problem)) from problem
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_S)
        except TimeoutError as problem:
            raise ConfigError.of("GA-C531", value=address, reason=str(problem)) from problem
        yield on_cluster(client)
