"""Notices about the layers and their totals."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L001",
        "error",
        N_("The table is made on boundaries of {theirs}, the study's areas are {ours}."),
        N_(
            "Use a table or boundaries of the same vintage, or convert the table: give a key file"
            " made from SCB's {key} as key, or the old boundaries as boundaries, for this table."
        ),
    ),
    NoticeKind(
        "GA-L002",
        "error",
        N_("Another input already gives this column."),
        N_("Map it in one of the statistics inputs only."),
    ),
    NoticeKind(
        "GA-L003",
        "error",
        N_(
            "None of its area codes ({n}) is in the boundaries; it has {value}, they have "
            "{example}."
        ),
        N_("Check that table and boundaries are of the same vintage and the same county."),
    ),
    NoticeKind(
        "GA-L004",
        "warning",
        N_("Rows of areas outside the study: {n}, with {people} people ({value} first)."),
        N_("Nothing to do if the table covers more than the region."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L005",
        "warning",
        N_("Areas of the study without a row: {n} ({areas})."),
        N_("Their values are missing, not zero; complete the table if they are known."),
    ),
    NoticeKind(
        "GA-L006",
        "error",
        N_("No input says how many people live in the areas."),
        N_("Map a statistics table's column to people under [[inputs.statistics]]."),
    ),
    NoticeKind(
        "GA-L007",
        "error",
        N_("Areas without a count of people: {n} ({areas})."),
        N_("Complete the statistics table; write 0 where nobody lives."),
    ),
    NoticeKind(
        "GA-L008",
        "error",
        N_("Areas whose settlement class is not known: {n} ({areas})."),
        N_("Their codes are no DeSO codes; give settlement.default in study.toml."),
    ),
    NoticeKind(
        "GA-L009",
        "warning",
        N_("{value} is named as an island, but no area has that code."),
        N_("Correct settlement.islands in study.toml."),
    ),
    NoticeKind(
        "GA-L010",
        "error",
        N_("{value} is to be replaced by districts, but no area lies in it."),
        N_("Correct replaces under [inputs.districts]."),
    ),
    NoticeKind(
        "GA-L011",
        "error",
        N_("Two units get the id {value}."),
        N_("Give the districts ids of their own."),
    ),
    NoticeKind(
        "GA-L012",
        "warning",
        N_("No name for the kommun {value}; its code is shown instead."),
        N_("Add it to the table of kommuner, or to [kommun_names] in study.toml."),
    ),
    NoticeKind(
        "GA-L013",
        "info",
        N_(
            "Areas with people in more than one unit: {n} ({areas}). Each is listed in the unit "
            "where most of them live; each unit's numbers count its own points."
        ),
        N_("Nothing to do: statistical areas need not nest in districts."),
    ),
    NoticeKind(
        "GA-L020",
        "warning",
        N_(
            "Areas without a populated cell: {n}, with {people} people; each is one point inside "
            "it."
        ),
        N_("Their travel times are from one point; a finer grid would spread it."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L021",
        "info",
        N_(
            "Areas that hold no cell's centre: {n} ({areas}); people are placed by the cells that "
            "overlap."
        ),
        N_("Nothing to do: small areas fall between the cells' centres."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L022",
        "warning",
        N_("Population points in no unit: {n}; each is counted in the nearest of its kommun."),
        N_("Check that the district boundaries cover the kommun."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L023",
        "warning",
        N_("Cells left out, outside the areas: {n}, with {people} people."),
        N_("Nothing to do if the grid covers more than the region."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L024",
        "info",
        N_(
            "The grid counts {grid} people, the statistics table {table} (difference "
            "{difference}). The table says how many, the grid only where."
        ),
        N_("Nothing to do: the two differ in date or protection against disclosure."),
    ),
    NoticeKind(
        "GA-L031",
        "warning",
        N_("The site {value} ({name}) lies outside the region: counted in times, not judged."),
        N_("Check its coordinates, or mark its list context = true."),
    ),
    NoticeKind(
        "GA-L040",
        "error",
        N_("The study has no unit {value}."),
        N_("Use the unit's id, such as 0180-jarva, or the kommun's code."),
    ),
    NoticeKind(
        "GA-L041",
        "warning",
        N_("The GSA {value} is not in the list of sites."),
        N_("Correct its id, or add the site."),
    ),
    NoticeKind(
        "GA-L050",
        "error",
        N_("Totals differ: areas {areas}, points {points}, units {units}."),
        N_("This is a fault in geoaccess or in the boundaries; please report it."),
    ),
    NoticeKind(
        "GA-L014",
        "error",
        N_("{area}: {value} is more than its {whole}, {most}."),
        N_("Check that the right columns are mapped and the table is of the same date."),
    ),
    NoticeKind(
        "GA-L025",
        "warning",
        N_(
            "No population grid is used: each of the areas ({n}) is one point, so all its people"
            " have the same time and shares within an area are all or nothing."
        ),
        N_("Add [inputs.grid], such as SCB's populated squares."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L026",
        "warning",
        N_(
            "No population grid is used: people are placed along streets with homes, evenly by"
            " length. Areas: {n}; places in them: {points}."
        ),
        N_("Add [inputs.grid], such as SCB's populated squares, to place them where they live."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L027",
        "warning",
        N_(
            "Areas without a street that has homes on it: {n}, with {people} people; each is one "
            "point inside it."
        ),
        N_("Their travel times are from one point; a population grid would spread it."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L015",
        "error",
        N_("The area {area} says the kommun {value}, and its code begins with another."),
        N_("Correct the kommun code, or map the right column."),
    ),
    NoticeKind(
        "GA-L028",
        "warning",
        N_("Zero in every area of the study ({n}): the table may not cover this vintage or year."),
        N_("Fetch the year for which these boundaries hold (DeSO 2018 to 2023, DeSO 2025 after)."),
    ),
    NoticeKind(
        "GA-L029",
        "error",
        N_("None of the cells ({n}) lies in the study's areas."),
        N_(
            "Check crs, anchor and cell_size of the grid in study.toml, and that it is of the"
            " region."
        ),
    ),
    NoticeKind(
        "GA-L030",
        "warning",
        N_(
            "The grid counts {grid} people in the areas, the statistics table {table} (difference "
            "{difference}): too much for two dates of the same people."
        ),
        N_("Check that both cover the whole region, and that the right columns are mapped."),
    ),
    NoticeKind(
        "GA-L032",
        "error",
        N_("None of the sites ({n}) lies in the study's areas."),
        N_("Check crs of the list in study.toml, or mark the list context = true."),
    ),
    NoticeKind(
        "GA-L033",
        "error",
        N_("None of the population points ({n}) of the kommun {value} lies in a unit."),
        N_("Check that the district boundaries are those of this kommun, and their crs."),
    ),
    NoticeKind(
        "GA-L080",
        "error",
        N_("Rows that name a site the study does not have: {n}."),
        N_("Add the site to a list of the study, or give the column with the study's ids."),
    ),
    NoticeKind(
        "GA-L081",
        "warning",
        N_("People who live outside the study's areas, or whose area is not known: {n} of {all}."),
        N_("They are counted with an empty area_id; check the area codes if they are many."),
    ),
)
