"""``geoaccess listed``: a register of persons becomes counts by area and site; no row is kept."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from geoaccess.cli.run import DataFolder, StudyFile
from geoaccess.cli.words import T, say, say_error
from geoaccess.errors import OutputError
from geoaccess.messages import N_

__all__ = ["listed"]

_OUT = N_("The file of counts to write; only you can read it.")
_SITE = N_("Column with the id of the site where the person is listed.")
_AREA = N_("Column with the code of the area the person lives in.")
_EAST = N_("Column with the easting, if there is no area code.")
_NORTH = N_("Column with the northing.")


def listed(
    study: StudyFile,
    register: Annotated[
        Path, typer.Argument(metavar="REGISTER", help=T(N_("A row per listed person.")))
    ],
    site: Annotated[str, typer.Option(help=T(_SITE))],
    out: Annotated[Path, typer.Option("--out", help=T(_OUT))],
    area: Annotated[str, typer.Option(help=T(_AREA))] = "",
    east: Annotated[str, typer.Option(help=T(_EAST))] = "",
    north: Annotated[str, typer.Option(help=T(_NORTH))] = "",
    data: DataFolder = None,
) -> None:
    """Count listed people by area and site on this computer, and keep nothing of the rows."""
    from geoaccess.layers.listed import count_listed  # noqa: PLC0415 -- heavy: geopandas
    from geoaccess.study import load_study  # noqa: PLC0415

    places = {"area_id": area} if area else {"east": east, "north": north}
    if not all(places.values()):
        raise typer.BadParameter(T(N_("Give --area, or --east and --north.")), param_hint="--area")
    found = count_listed(load_study(study, data=data), register, {"site_id": site, **places})
    _write(found.counts.to_csv(index=False, sep=";", lineterminator="\n"), out)
    for notice in found.notices:
        if notice.severity == "warning":
            say_error(notice.render(T.lang))
    said = N_("Rows counted: {rows}. Wrote {path}: area, site and number, nothing of the persons.")
    say(T(said, rows=T.number(found.rows), path=out))
    say(T(N_("The numbers can be small and are confidential; the register itself is untouched.")))


def _write(text: str, out: Path) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    part = None
    try:
        handle, part = tempfile.mkstemp(dir=out.absolute().parent, prefix=".geoaccess-")
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(out)
    except OSError as error:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        raise OutputError.of("GA-O003", file=str(out), reason=error.strerror) from error
