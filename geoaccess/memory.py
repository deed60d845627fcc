"""How much memory there is, and the refusal of work that needs more, before it starts.

A machine that runs out of memory kills the run, or everything else. Each step that may grow with
its input says beforehand how much it will take; more than a fair share of what is free is refused,
with what to do about it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from geoaccess.errors import ConfigError, LimitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Phrase

__all__ = ["available_bytes", "require_memory"]

_FAIR_SHARE = 0.6
_GB = 1e9
# What containers are allowed: version 2 of control groups, then version 1.
_GROUPS = (
    ("memory.max", "memory.current"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
)
_GROUPS_ROOT = Path("/sys/fs/cgroup")
_ASKED = "GEOACCESS_MEMORY_GB"


def available_bytes(
    *, environ: Mapping[str, str] | None = None, groups: Path = _GROUPS_ROOT
) -> float:
    """Bytes that may be taken: what is free, what the container allows, what the user allows.

    Parameters
    ----------
    environ
        Where ``GEOACCESS_MEMORY_GB``, the user's own limit, is looked up.
    groups
        Where the system keeps the limits of containers.

    Raises
    ------
    ConfigError
        The user's limit is no number of gigabytes above nought.

    Examples
    --------
    >>> available_bytes(environ={"GEOACCESS_MEMORY_GB": "0.5"}) <= 5e8
    True
    """
    import psutil  # noqa: PLC0415 -- only when something large is read

    free = [float(psutil.virtual_memory().available), *_container(groups)]
    asked = (os.environ if environ is None else environ).get(_ASKED, "").strip()
    return min([*free, _asked_bytes(asked)] if asked else free)


def _asked_bytes(asked: str) -> float:
    """The user's own limit; what is no number must not pass for no limit."""
    plain = asked.replace(",", ".")
    if not plain.replace(".", "", 1).isdecimal() or float(plain) <= 0:
        raise ConfigError.of("GA-O410", column=_ASKED, value=asked)
    return float(plain) * _GB


def _container(groups: Path) -> list[float]:
    """What is left of a container's limit; empty where there is none."""
    for limit, used in _GROUPS:
        try:
            allowed = (groups / limit).read_text("ascii").strip()
            taken = (groups / used).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if allowed.isdigit() and taken.isdigit():
            return [max(0.0, float(allowed) - float(taken))]
    return []


def require_memory(needed: float, what: Phrase, cure: Phrase, *, file: str = "") -> None:
    """Refuse work that would take more than 60 % of what is free.

    Parameters
    ----------
    needed
        Bytes it is estimated to take at most.
    what, cure
        Sentences of the catalogue: what takes it, and what makes it smaller.
    file
        The file it is about.

    Raises
    ------
    LimitError
        With the estimate, what is free and the cure. Nothing has been allocated.
    """
    free = available_bytes()
    if needed > _FAIR_SHARE * free:
        raise LimitError.of(
            "GA-O010",
            file=file,
            what=what,
            needed=_gigabytes(needed),
            free=_gigabytes(free),
            share=round(100 * _FAIR_SHARE),
            cure=cure,
        )


def _gigabytes(size: float) -> float:
    return round(size / _GB, 1 if size >= _GB else 4)
