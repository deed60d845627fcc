"""Build Exempellän: run ``python -m data.build`` from the root of the repository.

A folder may follow, to build somewhere else than in the checkout.
"""

from __future__ import annotations

import sys
from pathlib import Path

import shapely

from data.build.areas import dissolve, number_areas
from data.build.forecast import write_forecast
from data.build.geography import build_mesh
from data.build.listing import list_people, planted_listing, write_listing
from data.build.need import count_households, count_need
from data.build.people import settle_people
from data.build.plan import OUTPUT_FOLDER
from data.build.planted import write_planted
from data.build.planted_rules import write_planted_rules
from data.build.sites import gsa_register, open_centres, place_sites
from data.build.streets import build_streets
from data.build.timetable import write_timetable
from data.build.write_maps import write_areas, write_background, write_units
from data.build.write_streets import write_streets
from data.build.write_tables import (
    write_households,
    write_keys,
    write_need,
    write_population,
    write_sites,
)


def main(folder: Path) -> None:
    """Build the county and write every file to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    mesh = build_mesh()
    areas = number_areas(mesh)
    shapes = dissolve(mesh, areas.code_2025)
    network, crossings = build_streets()
    people = settle_people(areas.table, shapes, network)
    sites = place_sites(network, crossings)
    register = gsa_register(sites)
    need = count_need(people.areas, open_centres(sites)[["x_km", "y_km"]].to_numpy())
    households = count_households(people.areas)

    write_areas(folder, shapes, dissolve(mesh, areas.code_2018))
    write_units(folder, dissolve(mesh, areas.stadsdel))
    write_population(folder, people)
    write_need(folder, need, people.areas)
    write_households(folder, households, people.areas)
    write_sites(folder, sites, register)
    write_keys(folder, areas, people)
    write_streets(folder, network)
    write_timetable(folder, network)
    write_forecast(folder, people.areas)
    write_background(folder, network, shapely.coverage_union_all(mesh.cells), people.areas)
    listed = list_people(people, shapes, sites)
    write_listing(folder, listed, sites)
    planted = planted_listing(listed, sites)
    write_planted(
        folder,
        people,
        areas,
        need=need,
        households=households,
        register=register,
        network=network,
        listing=planted,
    )
    write_planted_rules(folder, people.areas, sites)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT_FOLDER)
