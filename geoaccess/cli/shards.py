"""How a command is told to keep travel times piece by piece, and who works the pieces out."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoaccess.cli.words import T
from geoaccess.errors import ConfigError
from geoaccess.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoaccess.travel.shards import ShardWork

__all__ = ["Scheduler", "ShardFolder", "check_apart", "check_shards", "in_shards"]

_SHARDS = N_(
    "Folder that keeps what is worked out along streets, piece by piece: a run that was stopped"
    " goes on, and the next does only what is new."
)
_SCHEDULER = N_(
    "Address of a dask.distributed scheduler, such as tcp://cluster:8786, whose workers see the"
    " folder of --shards: they do the pieces."
)
ShardFolder = Annotated[Path | None, typer.Option("--shards", help=T(_SHARDS))]
Scheduler = Annotated[str | None, typer.Option("--scheduler", help=T(_SCHEDULER))]


def check_shards(folder: Path | None, scheduler: str | None) -> None:
    """Refuse a cluster that has no folder to work in.

    Raises
    ------
    ConfigError
        If there is a scheduler and no folder.
    """
    if scheduler is not None and folder is None:
        raise ConfigError.of("GA-C532", column="--scheduler", value=scheduler)


def check_apart(folder: Path | None, out: Path) -> None:
    """Refuse to keep times in the folder of the result: it is replaced as a whole, and handed on.

    Raises
    ------
    ConfigError
        If the folder lies in that of the result, or is it.
    """
    if folder is not None and folder.resolve().is_relative_to(out.resolve()):
        raise ConfigError.of("GA-C533", column="--shards", value=str(folder), out=str(out))


@contextmanager
def in_shards(folder: Path | None, scheduler: str | None) -> Iterator[ShardWork | None]:
    """Who works times out, and where they are kept; None where all is done here in one go.

    Raises
    ------
    ConfigError
        If no scheduler answers.
    """
    if folder is None:
        yield None
        return
    from geoaccess.travel.shards import ShardWork  # noqa: PLC0415 -- heavy

    if scheduler is None:
        yield ShardWork(folder=folder)
        return
    from geoaccess.travel.cluster import connected  # noqa: PLC0415 -- heavy

    with connected(scheduler) as run:
        yield ShardWork(folder=folder, run=run)
