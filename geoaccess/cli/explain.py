"""``geoaccess explain``: why an area is flagged, or is not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geoaccess.cli.words import T, say
from geoaccess.messages import N_

__all__ = ["explain"]


def explain(
    folder: Annotated[
        Path, typer.Argument(metavar="RUN", help=T(N_("The folder that geoaccess run wrote.")))
    ],
    area: Annotated[str, typer.Argument(metavar="AREA", help=T(N_("An area's code or name.")))],
) -> None:
    """Say why an area is flagged or not: each criterion with its value and limit."""
    from geoaccess.publish import explain_area  # noqa: PLC0415

    say(explain_area(folder, area, T.lang))
