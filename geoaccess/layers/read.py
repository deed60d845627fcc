"""Every file of a study, read before any is judged: one run names all the files' faults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from geoaccess import sources
from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from geoaccess.sources import Provenance, SourceTable
    from geoaccess.study import Study

__all__ = ["Files", "read_files"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of a study as tidy tables, each good in itself."""

    areas: SourceTable
    statistics: tuple[SourceTable, ...]
    sites: tuple[SourceTable, ...]
    kommuner: SourceTable | None
    districts: SourceTable | None
    grid: SourceTable | None
    regso_key: SourceTable | None
    register: SourceTable | None
    background: tuple[Mapping[str, gpd.GeoDataFrame], Provenance | None]

    @property
    def tables(self) -> tuple[SourceTable, ...]:
        """All that is a table, in the order of the study file."""
        optional = (self.kommuner, self.districts, self.grid, self.regso_key, self.register)
        given = tuple(table for table in optional if table is not None)
        return (self.areas, *self.statistics, *self.sites, *given)


def read_files(study: Study) -> Files:
    """Read what a study names, all but streets and travel times.

    Raises
    ------
    InputError
        All faults of all the files, and beside them what was noticed in the others.
    """
    found = NoticeList()

    def attempt(reader: Callable[[], T]) -> T | None:
        try:
            return reader()
        except InputError as error:
            found.extend((*error.notices, *error.beside))
            return None

    def table(reader: Callable[[], SourceTable | None]) -> SourceTable | None:
        read = attempt(reader)
        found.extend(() if read is None else read.notices)
        return read

    areas = table(lambda: sources.read_areas(study))
    codes = () if areas is None else tuple(areas.frame["area_id"])
    statistics = [
        table(
            partial(
                sources.read_statistics,
                study,
                one,
                f"statistics[{i}]",
                expected=codes if one.level == "area" else (),
            )
        )
        for i, one in enumerate(study.inputs.statistics)
    ]
    sites = attempt(lambda: sources.read_sites(study)) or ()
    found.extend(notice for one in sites for notice in one.notices)
    kommuner = table(lambda: sources.read_kommuner(study))
    districts = table(lambda: sources.read_districts(study))
    grid = table(lambda: sources.read_grid(study))
    regso_key = table(lambda: sources.read_regso_key(study, expected=codes))
    register = table(lambda: sources.read_register(study))
    background = attempt(lambda: sources.read_background_with_provenance(study))
    InputError.refuse(found)
    assert areas is not None
    return Files(
        areas=areas,
        statistics=tuple(one for one in statistics if one is not None),
        sites=sites,
        kommuner=kommuner,
        districts=districts,
        grid=grid,
        regso_key=regso_key,
        register=register,
        background=background or ({}, None),
    )
