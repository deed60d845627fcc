"""Single faults of the kinds that real files have, each planted at random in a good study.

A kind bends the world and says what must be told of it: file, and where there is one row, column
and value.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from world import AREAS, PEOPLE, square

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from world import Table, World

__all__ = ["KINDS", "Kind", "Planted"]


@dataclass(frozen=True)
class Planted:
    """What must be told: the file and, where the fault has one, row, column and value."""

    file: str
    row: int | None = None
    column: str = ""
    value: str | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of fault; `through` is the reading that must tell it."""

    name: str
    through: str
    plant: Callable[[random.Random, World], Planted]


KINDS: list[Kind] = []


def fault(through: str):
    """Register a planting function under its name."""

    def register(plant):
        KINDS.append(Kind(plant.__name__.replace("_", " "), through, plant))
        return plant

    return register


def pick(rng: random.Random, table: Table) -> tuple[int, int]:
    """A row's index and its line in the file."""
    index = rng.randrange(len(table.rows))
    return index, table.first_line + index


def cell(rng: random.Random, world: World, name: str, column: str, value: str) -> Planted:
    """Write a value into a random row of a table."""
    table = world.tables[name]
    index, line = pick(rng, table)
    table.rows[index][column] = value
    return Planted(f"{name}.csv", line, column, value)


def lines_of(world: World, name: str) -> list[str]:
    return world.tables[name].text().splitlines(keepends=True)


def with_lines(world: World, name: str, lines: list[str]) -> None:
    world.raw[f"{name}.csv"] = "".join(lines).encode()


# --- Sites: cells -------------------------------------------------------------------------------
@fault("sites")
def a_needed_cell_is_empty(rng, world):
    planted = cell(rng, world, "sites", rng.choice(["id", "namn", "typ"]), "")
    return Planted(planted.file, planted.row, planted.column)


@fault("sites")
def an_id_stands_twice(rng, world):
    rows = world.tables["sites"].rows
    first, second = sorted(rng.sample(range(len(rows)), 2))
    rows[second]["id"] = rows[first]["id"]
    line = world.tables["sites"].first_line + second
    return Planted("sites.csv", line, "id", rows[first]["id"])


@fault("sites")
def a_care_type_nobody_knows(rng, world):
    return cell(rng, world, "sites", "typ", rng.choice(["sjukhus", "vc", "Vårdcentral", "?"]))


@fault("sites")
def a_negative_number(rng, world):
    column = rng.choice(["läkare", "st", "listade"])
    return cell(rng, world, "sites", column, f"-{rng.randint(1, 99)}")


@fault("sites")
def words_where_a_number_stands(rng, world):
    column = rng.choice(["läkare", "st", "listade", "E", "N"])
    value = rng.choice(["många", "se anm.", "#SAKNAS!", "n/a", "inf", "nan", "1e999", "12 st"])
    return cell(rng, world, "sites", column, value)


@fault("sites")
def more_physicians_than_can_be(rng, world):
    return cell(rng, world, "sites", rng.choice(["läkare", "st"]), str(rng.randint(1001, 99_999)))


@fault("sites")
def listed_people_with_zeros_too_many(rng, world):
    table = world.tables["sites"]
    index, line = pick(rng, table)
    value = table.rows[index]["listade"] + "0" * rng.randint(2, 3)
    table.rows[index]["listade"] = value
    return Planted("sites.csv", line, "listade", value)


@fault("sites")
def part_of_a_person(rng, world):
    return cell(rng, world, "sites", "listade", f"{rng.randint(100, 9999)}.{rng.choice('1257')}")


@fault("sites")
def a_count_that_is_a_thousand_or_a_fraction(rng, world):
    return cell(rng, world, "sites", "listade", f"{rng.randint(1, 9)}.{rng.randint(100, 999)}")


@fault("sites")
def degrees_minutes_and_seconds(rng, world):
    value = f"{rng.randint(55, 68)}°{rng.randint(0, 59)}'{rng.randint(0, 59)}\""
    return cell(rng, world, "sites", rng.choice(["E", "N"]), value)


@fault("sites")
def one_site_with_its_axes_swapped(rng, world):
    table = world.tables["sites"]
    index, line = pick(rng, table)
    row = table.rows[index]
    row["E"], row["N"] = row["N"], row["E"]
    return Planted("sites.csv", line)


@fault("sites")
def all_sites_with_their_axes_swapped(rng, world):
    for row in world.tables["sites"].rows:
        row["E"], row["N"] = row["N"], row["E"]
    return Planted("sites.csv")


@fault("sites")
def degrees_in_the_columns_of_metres(rng, world):
    table = world.tables["sites"]
    index, line = pick(rng, table)
    table.rows[index] |= {"E": f"{rng.uniform(11, 24):.5f}", "N": f"{rng.uniform(55, 69):.5f}"}
    return Planted("sites.csv", line)


@fault("sites")
def a_site_without_coordinates(rng, world):
    table = world.tables["sites"]
    index, line = pick(rng, table)
    table.rows[index] |= rng.choice(
        [{"E": ""}, {"N": ""}, {"E": "0", "N": "0"}, {"E": "", "N": ""}]
    )
    return Planted("sites.csv", line)


@fault("sites")
def coordinates_rounded_to_kilometres(rng, world):
    table = world.tables["sites"]
    index, line = pick(rng, table)
    row = table.rows[index]
    row |= {axis: str(round(int(row[axis]), -3)) for axis in ("E", "N")}
    return Planted("sites.csv", line)


@fault("sites")
def a_date_that_is_none(rng, world):
    value = rng.choice(["2024-02-30", "snart", "01/02/2024", "2024-13-01", "20240", "45292"])
    return cell(rng, world, "sites", rng.choice(["från", "till"]), value)


@fault("sites")
def a_year_no_site_has(rng, world):
    value = f"{rng.choice([1066, 1525, 1799, 2226, 3015])}-05-01"
    return cell(rng, world, "sites", rng.choice(["från", "till"]), value)


@fault("sites")
def closed_before_it_opened(rng, world):
    return cell(rng, world, "sites", "till", f"{rng.randint(1990, 2014)}-06-30")


@fault("sites")
def every_site_closed(rng, world):
    for row in world.tables["sites"].rows:
        row["till"] = f"{rng.randint(2016, 2025)}-12-31"
    return Planted("sites.csv")


@fault("sites")
def a_site_without_physicians(rng, world):
    table = world.tables["sites"]
    index, line = pick(rng, table)
    table.rows[index] |= {"läkare": rng.choice(["0", "0.0"]), "st": "0"}
    return Planted("sites.csv", line)


@fault("sites")
def two_sites_on_one_point(rng, world):
    rows = world.tables["sites"].rows
    first, second = rng.sample(range(len(rows)), 2)
    rows[second] |= {"E": rows[first]["E"], "N": rows[first]["N"]}
    return Planted("sites.csv")


@fault("sites")
def the_same_site_under_two_ids(rng, world):
    rows = world.tables["sites"].rows
    twin = dict(rng.choice(rows), id="V99")
    twin["E"] = str(int(twin["E"]) + rng.randint(1, 300))
    rows.append(twin)
    return Planted("sites.csv", world.tables["sites"].first_line + len(rows) - 1, "namn")


@fault("sites")
def a_personal_identity_number(rng, world):
    number = f"19{rng.randint(100000, 991231)}-{rng.randint(1000, 9999)}"
    planted = cell(rng, world, "sites", rng.choice(["id", "namn"]), number)
    return Planted(planted.file, planted.row, planted.column)


@fault("sites")
def letters_garbled_by_a_wrong_encoding(rng, world):
    table = world.tables["sites"]
    index = rng.choice([i for i, row in enumerate(table.rows) if set(row["namn"]) & set("åäöÅÄÖ")])
    garbled = table.rows[index]["namn"].encode("utf-8").decode("cp1252")
    table.rows[index]["namn"] = garbled
    return Planted("sites.csv", table.first_line + index, "namn", garbled)


@fault("sites")
def a_letter_that_was_lost(rng, world):
    return cell(rng, world, "sites", "namn", rng.choice(["V\ufffdsby", "Norra \ufffdngen"]))


@fault("sites")
def decimal_signs_of_both_kinds(rng, world):
    table = world.tables["sites"]
    table.delimiter = ";"
    index, _ = pick(rng, table)
    table.rows[index]["läkare"] = table.rows[index]["läkare"].replace(".", ",")
    return Planted("sites.csv", None, "läkare")


# --- Any table: its form ------------------------------------------------------------------------
TABLES = ("sites", "people", "need", "grid", "kommuner", "register", "times")


def on_any_table(plant):
    """Register a fault of form for every table, each its own kind."""
    for name in TABLES:
        kind = f"{plant.__name__.replace('_', ' ')}, {name}"
        KINDS.append(Kind(kind, name, lambda rng, world, name=name: plant(rng, world, name)))
    return plant


@on_any_table
def a_row_with_a_field_too_many(rng, world, name):
    lines = lines_of(world, name)
    at = rng.randrange(1, len(lines))
    lines[at] = lines[at].rstrip("\n") + rng.choice([",", ",x", ",,"]) + "\n"
    with_lines(world, name, lines)
    return Planted(f"{name}.csv", at + 1)


@on_any_table
def a_row_with_a_field_too_few(rng, world, name):
    lines = lines_of(world, name)
    at = rng.randrange(1, len(lines))
    lines[at] = lines[at].rstrip("\n").rpartition(",")[0] + "\n"
    with_lines(world, name, lines)
    return Planted(f"{name}.csv", at + 1)


@on_any_table
def a_quotation_mark_never_closed(rng, world, name):
    lines = lines_of(world, name)
    at = rng.randrange(1, len(lines))
    lines[at] = '"' + lines[at]
    with_lines(world, name, lines)
    return Planted(f"{name}.csv", at + 1)


@on_any_table
def a_column_twice_in_the_header(rng, world, name):
    lines = lines_of(world, name)
    column = rng.choice(lines[0].rstrip("\n").split(","))
    lines = [line.rstrip("\n") + f",{column if i == 0 else 'x'}\n" for i, line in enumerate(lines)]
    with_lines(world, name, lines)
    return Planted(f"{name}.csv", 1, value=column)


@on_any_table
def a_column_under_another_name(rng, world, name):
    lines = lines_of(world, name)
    names = lines[0].rstrip("\n").split(",")
    needed = [n for n in names if n not in {"gsa_site_id", "ksa_function"}]
    column = rng.choice(needed)
    lines[0] = ",".join(f"{n} (ny)" if n == column else n for n in names) + "\n"
    with_lines(world, name, lines)
    return Planted(f"{name}.csv")


@on_any_table
def bytes_that_are_no_text(rng, world, name):
    raw = bytearray(world.tables[name].raw())
    raw[rng.randrange(30, len(raw))] = 0
    world.raw[f"{name}.csv"] = bytes(raw)
    return Planted(f"{name}.csv")


@on_any_table
def an_encoding_nobody_uses(rng, world, name):
    raw = world.tables[name].raw()
    at = rng.randrange(len(raw) // 2, len(raw))
    world.raw[f"{name}.csv"] = raw[:at] + rng.choice([b"\x81", b"\x8d", b"\x9d"]) + raw[at:]
    return Planted(f"{name}.csv")


@on_any_table
def another_kind_of_file_under_the_name(rng, world, name):
    content = rng.choice(
        [
            b"",
            b"   \n\n",
            b"<!DOCTYPE html><html><body>Logga in</body></html>",
            b"<?xml version='1.0'?><OGRVRTDataSource/>",
            b"PK\x03\x04 no archive",
            b"SQLite format 3\x00 no database",
            b"PAR1 no table",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            b"\x80\x04\x95 a pickle \x00",
            b"\x89PNG\r\n\x1a\n\x00",
            b"%PDF-1.7 \x00",
            b'{"type": "FeatureCollection"}',
        ]
    )
    world.raw[f"{name}.csv"] = content
    return Planted(f"{name}.csv")


@on_any_table
def a_header_and_nothing_below(rng, world, name):
    with_lines(world, name, lines_of(world, name)[:1])
    return Planted(f"{name}.csv")


@on_any_table
def a_file_cut_off_in_its_last_row(rng, world, name):
    raw = world.tables[name].raw().rstrip()
    last = raw.rfind(b"\n") + 2
    world.raw[f"{name}.csv"] = raw[: rng.randrange(last, len(raw))]
    return Planted(f"{name}.csv")


# --- People and need ----------------------------------------------------------------------------
@fault("people")
def zeros_lost_from_the_codes(rng, world):
    table = world.tables["people"]
    some = table.rows if rng.random() < 0.5 else rng.sample(table.rows, 3)
    for row in some:
        row["Region"] = row["Region"].removeprefix("0")
    return Planted("people.csv", None, "Region")


@fault("people")
def codes_of_another_vintage(rng, world):
    for row in world.tables["people"].rows:
        row["Region"] = row["Region"].replace("DeSO2025", "DeSO2018")
    return Planted("people.csv", None, "Region", "DeSO 2018")


@fault("people")
def a_row_of_an_area_is_gone(rng, world):
    rows = world.tables["people"].rows
    rows.pop(rng.randrange(len(rows)))
    return Planted("people.csv")


@fault("people")
def a_row_stands_twice(rng, world):
    rows = world.tables["people"].rows
    rows.append(dict(rng.choice(rows)))
    return Planted("people.csv", world.tables["people"].first_line + len(rows) - 1)


@fault("people")
def fewer_than_nobody(rng, world):
    return cell(rng, world, "people", "Antal 2025", f"-{rng.randint(1, 50)}")


@fault("people")
def no_number_of_people(rng, world):
    value = rng.choice(["okänt", "1510.5", "1,510", "2.510", "1510 pers", "1e999"])
    return cell(rng, world, "people", "Antal 2025", value)


@fault("people")
def a_group_under_another_name(rng, world):
    group = rng.choice(["totalt", "65-79", "80-"])
    for row in world.tables["people"].rows:
        row["Alder"] = f"{group} år" if row["Alder"] == group else row["Alder"]
    return Planted("people.csv", None, "Alder", group)


@fault("people")
def an_area_with_zeros_too_many(rng, world):
    table = world.tables["people"]
    index = 3 * rng.randrange(len(AREAS))
    value = table.rows[index]["Antal 2025"] + "0" * rng.randint(2, 3)
    table.rows[index]["Antal 2025"] = value
    return Planted("people.csv", table.first_line + index, "people", value)


@fault("layers")
def a_withheld_total(rng, world):
    index = 3 * rng.randrange(len(AREAS))
    world.tables["people"].rows[index]["Antal 2025"] = rng.choice(["..", "X", "<5", ""])
    return Planted("areas.geojson")


@fault("layers")
def an_area_gone_from_the_table(rng, world):
    area = rng.choice(AREAS)
    table = world.tables["people"]
    table.rows = [row for row in table.rows if not row["Region"].startswith(area)]
    return Planted("people.csv")


@fault("layers")
def a_part_above_its_whole(rng, world):
    k = rng.randrange(len(AREAS))
    world.tables["people"].rows[3 * k + 2]["Antal 2025"] = str(PEOPLE[k] + rng.randint(50, 400))
    return Planted("people.csv")


@fault("layers")
def zero_everywhere(rng, world):
    group = rng.choice(["65-79", "80-"])
    for row in world.tables["people"].rows:
        if row["Alder"] in {group, "65-79"}:
            row["Antal 2025"] = "0"
        if row["Alder"] == "80-":
            row["Antal 2025"] = "0"
    return Planted("people.csv", None, "age_65plus")


@fault("layers")
def a_sum_of_all_below_the_areas(rng, world):
    rows = world.tables["people"].rows
    name = rng.choice(["Riket", "Totalt", "00", "Hela länet"])
    rows += [{"Region": name, "Alder": r["Alder"], "Antal 2025": "9"} for r in rows[:3]]
    return Planted("people.csv", value=name)


@fault("layers")
def codes_of_other_areas(rng, world):
    for row in world.tables["people"].rows:
        row["Region"] = "2" + row["Region"][1:]
    return Planted("people.csv")


@fault("need")
def no_number_in_the_need_table(rng, world):
    value = rng.choice(["hög", "NaN", "inf", "-inf", "1e999", "#N/A", "12 %"])
    return cell(rng, world, "need", "Inkomst", value)


@fault("layers")
def an_area_gone_from_the_need_table(rng, world):
    table = world.tables["need"]
    table.rows.pop(rng.randrange(len(table.rows)))
    return Planted("need.csv")


@fault("need")
def withheld_need(rng, world):
    planted = cell(rng, world, "need", rng.choice(["Arbetslösa", "Inkomst"]), "..")
    return Planted(planted.file, None, planted.column)


# --- Grid ---------------------------------------------------------------------------------------
@fault("grid")
def a_code_that_is_no_corner(rng, world):
    value = rng.choice(["x", "60000", "60001067000000", "06000016700000", "600000"])
    return cell(rng, world, "grid", "rutid", value)


@fault("grid")
def a_cell_twice(rng, world):
    rows = world.tables["grid"].rows
    rows.append(dict(rng.choice(rows)))
    return Planted("grid.csv", world.tables["grid"].first_line + len(rows) - 1)


@fault("grid")
def nobody_knows_how_many_in_a_cell(rng, world):
    planted = cell(rng, world, "grid", "antal", rng.choice(["", "..", "X", "<5"]))
    return Planted(planted.file, None, planted.column)


@fault("grid")
def a_wrong_number_in_a_cell(rng, world):
    return cell(rng, world, "grid", "antal", rng.choice(["-3", "tre", "3.5", "1e999", "nan"]))


@fault("grid")
def cells_larger_than_the_study_says(rng, world):
    for row in world.tables["grid"].rows:
        row["rutid"] = "".join(f"{int(row['rutid'][i : i + 7]) * 2:07d}" for i in (0, 7))
        north = int(row["rutid"][7:]) - 6_700_000
        row["rutid"] = f"{int(row['rutid'][:7]) - 600_000:07d}{north:07d}"
    return Planted("grid.csv")


@fault("layers")
def a_cell_outside_the_areas(rng, world):
    table = world.tables["grid"]
    index, _ = pick(rng, table)
    table.rows[index]["rutid"] = f"{rng.randrange(800, 1600) * 500:07d}{13_000 * 500:07d}"
    return Planted("grid.csv")


@fault("layers")
def the_grid_of_another_region(rng, world):
    east = rng.choice([-200_000, 150_000])
    for row in world.tables["grid"].rows:
        row["rutid"] = f"{int(row['rutid'][:7]) + east:07d}{row['rutid'][7:]}"
    return Planted("grid.csv")


@fault("layers")
def a_grid_that_counts_otherwise(rng, world):
    factor = rng.choice([2, 3, 10])
    for row in world.tables["grid"].rows:
        row["antal"] = str(int(row["antal"]) * factor)
    return Planted("grid.csv")


# --- Areas --------------------------------------------------------------------------------------
def feature(rng, world):
    index = rng.randrange(len(world.features))
    return index, world.features[index]


@fault("areas")
def an_area_without_geometry(rng, world):
    index, one = feature(rng, world)
    one["geometry"] = rng.choice([None, {"type": "Polygon", "coordinates": []}])
    return Planted("areas.geojson", index + 1)


@fault("areas")
def an_area_that_crosses_itself(rng, world):
    index, one = feature(rng, world)
    a, b, c, d, _ = one["geometry"]["coordinates"][0]
    one["geometry"]["coordinates"] = [[a, c, b, d, a]]
    return Planted("areas.geojson", index + 1)


@fault("areas")
def an_area_without_extent(rng, world):
    index, one = feature(rng, world)
    a, b, *_ = one["geometry"]["coordinates"][0]
    one["geometry"]["coordinates"] = [[a, b, a, a]]
    return Planted("areas.geojson", index + 1)


@fault("areas")
def an_area_that_is_a_point_or_a_line(rng, world):
    index, one = feature(rng, world)
    a, b, *_ = one["geometry"]["coordinates"][0]
    one["geometry"] = rng.choice(
        [{"type": "Point", "coordinates": a}, {"type": "LineString", "coordinates": [a, b]}]
    )
    return Planted("areas.geojson", index + 1)


@fault("areas")
def an_area_code_twice(rng, world):
    first, second = sorted(rng.sample(range(len(world.features)), 2))
    world.features[second]["properties"] = dict(world.features[first]["properties"])
    return Planted("areas.geojson", second + 1, "desokod")


@fault("areas")
def an_area_far_from_the_others(rng, world):
    index, one = feature(rng, world)
    x, y = rng.choice([(0, 0), (5_000_000, 6_700_000), (600_000, 100_000), (17.5, 60.4)])
    one["geometry"]["coordinates"] = [square(x, y)]
    return Planted("areas.geojson", index + 1)


@fault("areas")
def areas_without_a_coordinate_system(rng, world):
    world.crs = None
    return Planted("areas.geojson")


@fault("areas")
def areas_in_another_coordinate_system_than_they_say(rng, world):
    world.crs = f"urn:ogc:def:crs:EPSG::{rng.choice([4326, 3021, 3857, 3011, 3010])}"
    return Planted("areas.geojson")


@fault("areas")
def a_coordinate_system_nobody_knows(rng, world):
    world.crs = rng.choice(["urn:ogc:def:crs:EPSG::999999", "SWEREF", "EPSG:0"])
    return Planted("areas.geojson")


@fault("areas")
def areas_with_their_axes_swapped(rng, world):
    for one in world.features:
        ring = one["geometry"]["coordinates"][0]
        one["geometry"]["coordinates"] = [[[y, x] for x, y in ring]]
    return Planted("areas.geojson")


@fault("areas")
def an_area_over_its_neighbour(rng, world):
    _index, one = feature(rng, world)
    step = rng.choice([-1, 1]) * rng.randint(20, 900)
    ring = one["geometry"]["coordinates"][0]
    one["geometry"]["coordinates"] = [[[x + step, y] for x, y in ring]]
    return Planted("areas.geojson")


@fault("areas")
def two_areas_on_the_same_ground(rng, world):
    first, second = rng.sample(world.features, 2)
    second["geometry"] = json.loads(json.dumps(first["geometry"]))
    return Planted("areas.geojson")


@fault("areas")
def a_gap_between_areas(rng, world):
    index = rng.randrange(len(world.features))
    ring = world.features[index]["geometry"]["coordinates"][0]
    x, y = ring[0]
    gap = rng.randint(1, 9)
    world.features[index]["geometry"]["coordinates"] = [square(x + gap, y + gap, 1000 - 2 * gap)]
    return Planted("areas.geojson")


@fault("areas")
def a_hole_in_an_area(rng, world):
    _, one = feature(rng, world)
    x, y = one["geometry"]["coordinates"][0][0]
    one["geometry"]["coordinates"].append(square(x + 200, y + 200, rng.randint(50, 500)))
    return Planted("areas.geojson")


@fault("areas")
def a_kommun_that_the_code_contradicts(rng, world):
    index, one = feature(rng, world)
    value = rng.choice(["0180", "2580", "0999"])
    one["properties"]["kommunkod"] = value
    return Planted("areas.geojson", index + 1, "kommunkod", value)


@fault("areas")
def kommun_codes_that_lost_their_zero(rng, world):
    for one in world.features:
        one["properties"]["kommunkod"] = int(one["properties"]["kommunkod"])
    return Planted("areas.geojson", None, "kommunkod")


@fault("areas")
def json_that_breaks_off_or_is_none(rng, world):
    text = json.dumps({"type": "FeatureCollection", "features": world.features})
    world.raw["areas.geojson"] = rng.choice(
        [
            text[: rng.randrange(2, len(text))].encode(),
            text.replace("600000", "NaN", 1).encode(),
            b'{"type": "FeatureCollection", "features": []}',
            b'{"type": "Topology"}',
            b"[1, 2]",
            b"{}",
        ]
    )
    return Planted("areas.geojson")


@fault("areas")
def a_virtual_file_in_disguise(rng, world):
    world.raw["areas.geojson"] = b"<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>"
    return Planted("areas.geojson")


@fault("layers")
def an_area_gone_from_the_boundaries(rng, world):
    world.features.pop(rng.randrange(len(world.features)))
    return Planted("people.csv")


# --- Sites, register and times against the rest -------------------------------------------------
@fault("layers")
def a_site_beyond_the_region(rng, world):
    planted = cell(rng, world, "sites", "E", str(rng.randint(610_000, 700_000)))
    return Planted("sites.csv", planted.row)


@fault("layers")
def a_list_of_another_region(rng, world):
    for row in world.tables["sites"].rows:
        row["E"] = str(int(row["E"]) - 150_000)
    return Planted("sites.csv")


@fault("layers")
def a_unit_the_study_does_not_have(rng, world):
    return cell(rng, world, "register", "unit_id", rng.choice(["0180", "0180-jarva", "väsby"]))


@fault("layers")
def a_gsa_that_is_no_site(rng, world):
    return cell(rng, world, "register", "gsa_site_id", rng.choice(["V0", "SE2321", "v1"]))


@fault("register")
def a_register_row_about_nothing(rng, world):
    planted = cell(rng, world, "register", "unit_id", "")
    return Planted(planted.file, planted.row, planted.column)


@fault("times")
def a_time_below_zero(rng, world):
    return cell(rng, world, "times", "travel_time", rng.choice(["-1", "-0.5"]))


@fault("times")
def a_time_that_is_none(rng, world):
    return cell(
        rng, world, "times", "travel_time", rng.choice(["10 min", "0:12", "snabbt", "1e999"])
    )


@fault("times")
def a_pair_twice(rng, world):
    rows = world.tables["times"].rows
    rows.append(dict(rng.choice(rows)))
    return Planted("times.csv", world.tables["times"].first_line + len(rows) - 1)


@fault("pairs")
def times_in_seconds(rng, world):
    for row in world.tables["times"].rows:
        row["travel_time"] = f"{float(row['travel_time']) * 60:.0f}"
    return Planted("times.csv")


@fault("pairs")
def pairs_that_are_not_there(rng, world):
    rows = world.tables["times"].rows
    for _ in range(rng.randint(1, 40)):
        rows.pop(rng.randrange(len(rows)))
    return Planted("times.csv")


@fault("pairs")
def ids_nobody_asked_about(rng, world):
    planted = cell(rng, world, "times", rng.choice(["from_id", "to_id"]), "okänd")
    return Planted(planted.file)


@fault("pairs")
def a_number_that_stands_for_no_way(rng, world):
    planted = cell(rng, world, "times", "travel_time", rng.choice(["9999", "999", "99999"]))
    return Planted(planted.file)
