"""Leaflet for the page: read from the installed package, checked, made ready to stand inline."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path

__all__ = ["LEAFLET_VERSION", "Leaflet", "read_leaflet"]

LEAFLET_VERSION = "1.9.3"
_PACKAGE = "XStatic-Leaflet"
_SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
_LICENCE = Path(__file__).parent / "assets" / "leaflet-licence.txt"


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The library's script, style and licence as they stand in the page."""

    script: str
    style: str
    licence: str


def read_leaflet() -> Leaflet:
    """Read Leaflet and take out what would point outside the page.

    Raises
    ------
    ImportError
        When the package is not there or its files are not the ones this code was written for.

    Examples
    --------
    >>> "url(" in read_leaflet().style
    False
    """
    return Leaflet(
        script=_without_source_map(_checked("leaflet.js")),
        style=_without_images(_checked("leaflet.css")),
        licence=_LICENCE.read_text(encoding="utf-8"),
    )


def _checked(name: str) -> str:
    for file in files(_PACKAGE) or ():
        if file.name == name:
            content = Path(str(file.locate())).read_bytes()
            break
    else:
        msg = f"{_PACKAGE} has no {name}; install {_PACKAGE}=={LEAFLET_VERSION}.0 again."
        raise ImportError(msg)
    if hashlib.sha256(content).hexdigest() != _SHA256[name]:
        msg = (
            f"{name} of {_PACKAGE} is not Leaflet {LEAFLET_VERSION}; "
            f"install {_PACKAGE}=={LEAFLET_VERSION}.0 again."
        )
        raise ImportError(msg)
    return content.decode("utf-8")


def _without_source_map(script: str) -> str:
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE).rstrip() + "\n"


def _without_images(style: str) -> str:
    # Icons of controls and markers this map does not use, and a filter of Internet Explorer's.
    return re.sub(r"url\([^)]*\)", "none", style)
