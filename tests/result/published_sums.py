"""What the tables of measures, equity and closures say of how many live where, as sums.

Measures are means of people, so each says of its areas' people what the region's or a unit's mean
says of all. Gini, Theil and indices by rank are not sums of people and are not read.
"""

from __future__ import annotations

import math

import openpyxl
import pandas as pd

from geoaccess.messages import translator
from geoaccess.result.closures import CLOSURE_COLUMNS, CLOSURE_COUNTS, EVERYONE, TAKER_COLUMNS
from geoaccess.result.disclosure import Relation
from geoaccess.result.disclosure.relations import REGION

SHARES = ("share_without", "share_unknown")
TABLES = {"area": "areas", "unit": "units", REGION: REGION}
COSTS = {"raam"}  # Who has no site has no cost, and is in no mean.
SHEETS = {"Om en vårdcentral stänger": CLOSURE_COLUMNS, "Vilka tar över": TAKER_COLUMNS}


class Beside:
    """Counts, shares and statements about sums of counts, of the tables beside the main ones."""

    def __init__(self, out, areas):
        self.people = areas["people"].dropna().to_dict()
        self.quintile = areas["need_quintile"].dropna().astype(int).to_dict()
        self.counts, self.shares, self.hidden = {}, {}, set()
        self.means, self.names = {}, {}
        self.equity, self.of_sites = [], {}
        for name in ("measures", "equity"):
            path = out / f"{name}.parquet"
            if path.is_file():
                getattr(self, f"_{name}")(pd.read_parquet(path))
        self._closures(out)

    def _measures(self, frame):
        frame = frame[frame["scope"].isin(TABLES)]
        for row in frame.to_dict("records"):
            subject = (TABLES[row["scope"]], row["subject_id"])
            for column in SHARES:
                cell = (*subject, f"{column} {row['measure']}")
                if row[f"{column}_status"] == "suppressed":
                    self.hidden.add(cell)
                elif not pd.isna(row[column]):
                    # A share that is told nowhere ties nothing together.
                    self.names[cell[2]] = None
                    self.shares[cell] = (row[column], [(*subject, "people")])
            for column in ("value", "relative"):
                if not pd.isna(row[column]):
                    held = self.means.setdefault((row["measure"], column), {})
                    held[subject] = row[column]

    def _equity(self, frame):
        told = frame[(frame["share_left_out_status"] == "ok") & (frame["mean_status"] == "ok")]
        for row in told[told["share_left_out"] == 0].to_dict("records"):
            subject = (TABLES[row["scope"]], row["subject_id"])
            self.equity.append((subject, row["measure"], row["mean"]))

    def _closures(self, out):
        """Cells of sites: of each group of people what is told, and where the people would go."""
        book, t = openpyxl.load_workbook(out / "tables.xlsx"), translator("sv")
        for title, columns in SHEETS.items():
            if title not in book.sheetnames:
                continue
            named = {t(column.label): column.name for column in columns}
            _, heads, *rows = list(book[title].values)
            for row in rows:
                held = {named[h]: v for h, v in zip(heads, row, strict=True) if h in named}
                part = held.get("group") or held.get("to_site_id")
                table = "closures" if "group" in held else "takers"
                for column in CLOSURE_COUNTS if "group" in held else ("people",):
                    cell = (table, held["site_id"], f"{part} {column}")
                    self.of_sites.setdefault(held["site_id"], []).append(cell)
                    if held[column] == "–":
                        self.hidden.add(cell)
                    elif isinstance(held[column], int | float):
                        self.counts[cell] = float(held[column])

    def relations(self, layout):
        """The sums that hold between these counts and those of the other tables."""
        yield from self._of_shares(layout)
        yield from _groups_of_areas(layout)
        yield from self._of_closures(layout)
        # Those who are in a mean of costs are some of the people.
        for measure in COSTS & {measure for measure, _ in self.means}:
            for area in dict.fromkeys(a for a, _ in layout.places):
                known = ("areas", area, f"known {measure}")
                yield Relation(("areas", area, "people"), (known,), rest=True)

    def _of_shares(self, layout):
        areas, units = dict.fromkeys(a for a, _ in layout.places), {}
        for area, unit in layout.places:
            units.setdefault(unit, []).append(area)
        for name in self.names:
            for area in areas:
                mine = tuple(("places", f"{a} {u}", name) for a, u in layout.places if a == area)
                yield Relation(("areas", area, name), mine)
            for unit, inside in units.items():
                yield Relation(
                    ("units", unit, name), tuple(("places", f"{a} {unit}", name) for a in inside)
                )
            yield Relation((REGION, REGION, name), tuple(("units", u, name) for u in units))
            for area, unit in layout.places:
                place = ("places", f"{area} {unit}")
                yield Relation((*place, "people"), ((*place, name),), rest=True)

    def _of_closures(self, layout):
        quintiles = {n for _, cells in self.of_sites.items() for *_, n in cells}
        groups = dict.fromkeys(n.split()[0] for n in sorted(quintiles) if n.startswith("need_"))
        for site, cells in self.of_sites.items():

            def of(group, column, site=site):
                return ("closures", site, f"{group} {column}")

            everyone = of(EVERYONE, "people")
            if site in layout.sites:
                yield Relation(("sites", site, "people_nearest"), (everyone,))
            moved = tuple(cell for cell in cells if cell[0] == "takers")
            lost = (of(EVERYONE, "without"), of(EVERYONE, "unknown"))
            yield Relation(everyone, (*moved, *lost))
            for group in (EVERYONE, "age_80plus", *groups):
                for column in ("pushed", "without", "unknown"):
                    yield Relation(of(group, "people"), (of(group, column),), rest=True)
            for column in CLOSURE_COUNTS:
                yield Relation(of(EVERYONE, column), tuple(of(g, column) for g in groups))
                older = (of("age_80plus", column),)
                yield Relation(of(EVERYONE, column), older, rest=True)
        sites = list(self.of_sites)
        if sites:
            older = tuple(("closures", s, "age_80plus people") for s in sites)
            yield Relation((REGION, REGION, "age_80plus"), older, rest=True)
        for group in groups if sites else ():
            whole = (REGION, REGION, f"{group} people")
            mine = [a for a, q in self.quintile.items() if group == f"need_{q}"]
            if mine:
                yield Relation(whole, tuple(("areas", a, "people") for a in mine))
                people = tuple(("closures", s, f"{group} people") for s in sites)
                yield Relation(whole, people, rest=True)

    def statements(self, layout):
        """Terms whose sum lies between two numbers: what each mean says of all it is a mean of."""
        for (measure, _), held in self.means.items():
            for subject in held:
                inside = self._areas_of(subject, layout) if subject[0] != "areas" else []
                if not self._follows(inside, held, held[subject]):
                    yield from _mean(measure, inside, held, held[subject])
        for subject, measure, mean in self.equity:
            inside = self._areas_of(subject, layout)
            if measure == "share_within":
                # Nobody is left out, so everyone's way is known.
                people, within = (*subject, "people"), (*subject, "within")
                for side in (-1, 1):
                    limit = side * mean + half_of_last_digit(mean)
                    yield [(within, side), (people, -limit)], -math.inf, 0.0
            else:
                held = self.means.get((measure, "value"), {})
                yield from _mean(measure, inside, held, mean)

    def _follows(self, areas, held, mean):
        """Whether the mean is what the areas' told people give: then it tells nothing more."""
        told = [(self.people.get(a), held.get(("areas", a))) for a in areas]
        told = [(n, value) for n, value in told if n is not None and value is not None]
        if not sum(n for n, _ in told):
            return True
        found = sum(n * value for n, value in told) / sum(n for n, _ in told)
        off = max(half_of_last_digit(value) for _, value in told) + half_of_last_digit(mean)
        return abs(found - mean) <= off

    def _areas_of(self, subject, layout):
        """Areas that make up the subject; none where one of them lies in another unit too."""
        if subject[0] == REGION:
            return list(dict.fromkeys(a for a, _ in layout.places))
        mine = [a for a, u in layout.places if u == subject[1]]
        others = {a for a, u in layout.places if u != subject[1]}
        return [] if others & {*mine} else mine


def _groups_of_areas(layout):
    """Who lives alone is one of the old, and a household has someone; estimates are parts."""
    for area in dict.fromkeys(a for a, _ in layout.places):
        old = "age_65plus" if "age_65plus" in layout.groups else "people"
        for whole, part in (
            (old, "elderly_alone"),
            ("people", "no_car"),
            ("elderly_alone", "beyond_elderly_alone"),
            ("no_car", "beyond_no_car"),
            ("people_beyond", "beyond_elderly_alone"),
            ("people_beyond", "beyond_no_car"),
        ):
            yield Relation(("areas", area, whole), (("areas", area, part),), rest=True)


def _mean(measure, areas, held, mean):
    """People times what they have, less the mean: nothing but for the rounding of both.

    Where some may be in no mean, those who are have a cell of their own, at most all the people.
    """
    told = [(("areas", a), held.get(("areas", a))) for a in areas]
    if not told or any(value is None for _, value in told):
        return
    name = f"known {measure}" if measure in COSTS else "people"
    for side in (-1, 1):
        terms = [
            (
                (*area, name),
                side * (value - mean) - half_of_last_digit(value) - half_of_last_digit(mean),
            )
            for area, value in told
        ]
        yield terms, -math.inf, 0.0


def half_of_last_digit(value):
    """How far from three digits the number may have been."""
    return 0.0 if value == 0 else 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 2)
