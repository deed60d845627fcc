"""Read one part of a small study, and gather everything that is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess import sources
from geoaccess.errors import InputError
from geoaccess.layers import build_layers
from geoaccess.study.load import parse_study
from geoaccess.travel import check_times_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from world import World

    from geoaccess.errors import Notice
    from geoaccess.study import Study

__all__ = ["told"]


def _pairs(study: Study) -> list[Notice]:
    times = sources.read_times(study, study.inputs.times[0])
    origins = sources.read_grid(study).frame["cell_id"].tolist()
    (sites,) = sources.read_sites(study)
    ids = sites.frame["site_id"].tolist()
    found = check_times_table(times.frame, origins, ids, file=times.provenance.path)
    return [*times.notices, *found]


def _statistics(index: int) -> Callable[[Study], list[Notice]]:
    def read(study: Study) -> list[Notice]:
        codes = sources.read_areas(study).frame["area_id"].tolist()
        given = study.inputs.statistics[index]
        return sources.read_statistics(study, given, expected=codes).notices

    return read


READINGS: dict[str, Callable[[Study], list[Notice]]] = {
    "areas": lambda study: sources.read_areas(study).notices,
    "people": _statistics(0),
    "need": _statistics(1),
    "grid": lambda study: sources.read_grid(study).notices,
    "sites": lambda study: [n for table in sources.read_sites(study) for n in table.notices],
    "kommuner": lambda study: sources.read_kommuner(study).notices,
    "register": lambda study: sources.read_register(study).notices,
    "times": lambda study: sources.read_times(study, study.inputs.times[0]).notices,
    "pairs": _pairs,
    "layers": lambda study: build_layers(study).notices,
}


def told(world: World, through: str, folder: Path) -> list[Notice]:
    """Errors and warnings that a reading gives of a world's files."""
    study = parse_study(world.write(folder), base=folder)
    try:
        notices = list(READINGS[through](study))
    except InputError as error:
        notices = [*error.notices, *error.beside]
    return [notice for notice in notices if notice.severity != "info"]
