"""Where the files that come with geoaccess lie: the embedded study, rule packs and presets."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

__all__ = ["packaged_data"]


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
