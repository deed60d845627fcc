"""Where the files that come with geoaccess lie: the embedded study, rule packs and presets."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

__all__ = ["cache_folder", "packaged_data"]


def packaged_data(*parts: str) -> Path:
    """Path of a file or folder under ``data/``.

    An installed package carries ``data/`` inside it; in a checkout it lies beside it.

    Examples
    --------
    >>> packaged_data("rules").is_dir()
    True
    """
    inside = _PACKAGE / "data"
    base = inside if inside.is_dir() else _PACKAGE.parent / "data"
    return base.joinpath(*parts)


def cache_folder() -> Path:
    """Where things are kept that can be worked out again; nothing about people is among them.

    ``GEOACCESS_CACHE``, else the folder the system has for that.
    """
    if asked := os.environ.get("GEOACCESS_CACHE", ""):
        return Path(asked)
    system = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(system) if system else Path.home() / ".cache") / "geoaccess"
