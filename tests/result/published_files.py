"""What the files of a published folder show, read back as anyone could, and what they give away.

Nothing of the program's own objects is used but the list of sums that hold (`relations`); every
number is the file's, with the rounding of its form. The reader is thought to try with no more
rounding than the files need to be consistent.
"""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, vstack

from geoaccess.messages import translator
from geoaccess.result.disclosure import Layout, Relation, relations
from geoaccess.result.disclosure.listing import listed_name
from geoaccess.result.disclosure.places import AGES, COLUMNS, class_column
from geoaccess.result.disclosure.relations import REGION, flow_name
from geoaccess.result.indicators import WHOLE_COLUMNS


def open_module(name):
    """A module beside this one; test folders are not packages."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Beside = open_module("published_sums").Beside

COUNTS = {"people", "age_65plus", "age_80plus", "people_beyond", "people_without_time"}
COUNTS |= {"flagged_people", "people_nearest", "elderly_alone", "no_car"}
COUNTS |= {"beyond_age_80plus", "beyond_elderly_alone", "beyond_no_car"}
# What is told of groups of people in the reasons of an area, by the column that tells it too.
IN_WORDS = {
    "beyond_age_80plus": "80 år eller äldre bland dem",
    "beyond_elderly_alone": "skattat med andelen av alla 65 år eller äldre",
    "beyond_no_car": "Hushåll utan bil bland dem, skattat med andelen av alla invånare",
}
GROUPS = {"alla åldrar": "people", "65 år eller äldre": "age_65plus"}
GROUPS |= {"80 år eller äldre": "age_80plus"}
MODES = {
    "bil": "car",
    "cykel": "bicycle",
    "till fots": "walk",
    "till fots, långsamt (80 år och äldre)": "walk_slow",
}


DECIDING = {"silent", "within"}


class Files:
    """Shown counts, shares of a whole, and which are said to be suppressed, of a folder.

    Each share is of ``whole`` cells: the count divided by their sum.
    """

    def __init__(self, out):
        self.frames = {
            name: gpd.read_file(out / "result.gpkg", layer=name).set_index(f"{name[:-1]}_id")
            for name in ("areas", "units", "sites")
        }
        self.book = Book(out)
        self.manifest = json.loads((out / "manifest.json").read_text("utf-8"))
        asked = self.manifest["study"]["disclosure"]
        self.base = asked["base"] if asked["mode"] == "round" else None
        self.balance = self.manifest["balance"]
        self.map = payload(out)["areas"]
        self.counts, self.shares, self.hidden, self.rounded = {}, {}, set(), set()
        for table, frame in self.frames.items():
            for name, column in COLUMNS[table].items():
                if column in frame:
                    self._column(table, frame, name, column)
        self._words()
        self.wholes = []
        self._wholes()
        self._verdicts()
        self._flows(out)
        self._listed(out)
        self._sheets()
        for row in self.balance:
            if row["points"] is not None:
                self.counts[REGION, REGION, row["what"]] = row["points"]
        for n, area in enumerate(self.map["id"]):
            for key, name in (("people", "people"), ("beyond", "people_beyond")):
                if self.map[key][n] is not None:
                    self.counts["areas", area, name] = self.map[key][n]
            if self.map["share"][n] is not None:
                self._share(("areas", area, "within"), self.map["share"][n])

        self.beside = Beside(out, self.frames["areas"])
        self.counts |= self.beside.counts
        self.shares |= self.beside.shares
        self.hidden |= self.beside.hidden

    def _words(self):
        """Numbers of groups in the reasons; what only these tell is told all the same."""
        for area, said in self.frames["areas"]["reasons_sv"].items():
            for name, words in IN_WORDS.items():
                told = re.search(rf"{words}: (≈\s)?([\d\s]*\d)\.", said or "")
                if told:
                    self.counts["areas", area, name] = float(re.sub(r"\s", "", told[2]))

    def _wholes(self):
        """The sheet of kommuner that are cut into districts, where there is one."""
        if "Delade kommuner" not in self.book.sheets:
            return
        t = translator("sv")
        heads = {column.name: t(column.label) for column in WHOLE_COLUMNS}
        for row in self.book.records("Delade kommuner"):
            whole = str(next(iter(row.values())))
            self.wholes.append(whole)
            for name, column in COLUMNS["wholes"].items():
                value = row.get(heads.get(column, column))
                said = "suppressed" if value == "–" else "ok"
                number = value if isinstance(value, int | float) else float("nan")
                frame = pd.DataFrame({column: [number], f"{column}_status": [said]})
                self._column("wholes", frame.set_axis([whole]), name, column)

    def _verdicts(self):
        """The rule on times says of each subject how many are beyond, and what share is not."""
        tables = {"område": "areas", "enhet": "units", "region": REGION}
        for said in self.book.records("Regler"):
            if said["Regel"] != "GP-NEAR" or said["Nivå"] not in tables:
                continue
            table, subject = tables[said["Nivå"]], said["Vad som bedöms"]
            value, people = said["Värde"], said["Berörda invånare"]
            if isinstance(people, int | float) and isinstance(value, int | float):
                self.counts[table, subject, "people_beyond"] = float(people)
                self._share((table, subject, "within"), float(value))

    def _flows(self, out):
        """Where each unit's people have their nearest: a table that joins units with sites."""
        path = out / "leakage.parquet"
        told = pd.read_parquet(path) if path.exists() else pd.DataFrame()
        self.flows = []
        for row in told.to_dict("records"):
            to = row["to_unit_id"] if isinstance(row["to_unit_id"], str) else row["outcome"]
            cell = ("units", row["subject_id"], flow_name(to))
            if row["people_status"] == "suppressed":
                self.hidden.add(cell)
            if row["people_status"] == "rounded":
                self.rounded.add(cell)
            if row["people"] == 0:
                continue
            self.flows.append((row["subject_id"], to))
            if not pd.isna(row["people"]):
                self.counts[cell] = float(row["people"])
            if not pd.isna(row["share"]):
                self._share(cell, float(row["share"]))

    def _listed(self, out):
        """Where each unit's people are listed: beside the nearest, summed in no other table."""
        path = out / "leakage.parquet"
        told = pd.read_parquet(path) if path.exists() else pd.DataFrame()
        self.listed = []
        for row in told.to_dict("records") if "listed" in told else ():
            unit, to = row["subject_id"], row["to_unit_id"]
            to = to if isinstance(to, str) else row["outcome"]
            cell, whole = ("units", unit, listed_name(to)), ("units", unit, "listed")
            for one, name in ((cell, "listed"), (whole, "listed_coverage")):
                held = {"suppressed": self.hidden, "rounded": self.rounded}
                held.get(row[f"{name}_status"], set()).add(one)
            if not pd.isna(row["listed_coverage"]):
                self.shares[whole] = (row["listed_coverage"], [("units", unit, "people")])
            if row["listed"] == 0:
                continue
            self.listed.append((unit, to, row["cells_withheld"]))
            if not pd.isna(row["listed"]):
                self.counts[cell] = float(row["listed"])
            if not pd.isna(row["share_listed"]):
                self.shares[cell] = (row["share_listed"], [whole])

    def sums_of_listed(self):
        """A unit's flows sum to its listed; all to a place, with what was withheld, to its own."""
        of_unit, of_place = {}, {}
        for unit, to, withheld in self.listed:
            of_unit.setdefault(unit, []).append(("units", unit, listed_name(to)))
            of_place.setdefault(to, []).append(("units", unit, listed_name(to)))
            if withheld:
                of_place[to].append(("withheld", unit, listed_name(to)))
        for unit, parts in of_unit.items():
            yield Relation(("units", unit, "listed"), tuple(parts))
        for to, parts in of_place.items():
            yield Relation(("lists", to, "listed"), tuple(parts))

    def _column(self, table, frame, name, column):
        for subject, row in frame.iterrows():
            value, said = row[column], row.get(f"{column}_status", "ok")
            if said == "suppressed":
                self.hidden.add((table, subject, name))
            if said == "rounded":
                self.rounded.add((table, subject, name))
            if pd.isna(value):
                continue
            if column in COUNTS:
                self.counts[table, subject, name] = float(value)
            elif column == "coverage":
                self._share((table, subject, "silent"), 1 - float(value))
            else:
                self._share((table, subject, name), float(value))

    def _share(self, cell, share):
        table, subject, name = cell
        known = [(table, subject, "within"), (table, subject, "people_beyond")]
        self.shares[cell] = (share, known if name == "within" else [(table, subject, "people")])

    def _sheets(self):
        for row in self.book.rows("Andelar"):
            subject, _, _, lower, _, share, people = row
            told = float("nan") if lower is None else lower
            self._row(subject, class_column(told), people, counts=True)
        for subject, _, mode, group, minutes, share in self.book.rows("Andelar per färdsätt"):
            self._row(subject, f"{MODES[mode]} {GROUPS[group]} {minutes}", share, counts=False)

    def _row(self, subject, name, value, *, counts):
        cell = (REGION, REGION, name) if subject == REGION else ("units", subject, name)
        if value == "–":
            self.hidden.add(cell)
        elif isinstance(value, int | float) and counts:
            self.counts[cell] = float(value)
        elif isinstance(value, int | float):
            self.shares[cell] = (float(value), [(*cell[:2], name.split()[1])])

    def layout(self, places):
        """What the map shows: where people live and which areas are flagged."""
        areas = self.frames["areas"]
        columns = dict.fromkeys(class_column(lower) for lower in self._lower())
        uppers = [row[4] for row in self.book.rows("Andelar") if row[0] == REGION and row[4]]
        reach = {}
        for subject, _, mode, group, minutes, share in self.book.rows("Andelar per färdsätt"):
            if subject == REGION and share != "..":
                reach.setdefault((MODES[mode], GROUPS[group]), []).append(int(minutes))
        return Layout(
            places=places,
            whole_of=self._whole_of(),
            groups=list(AGES.values()),
            flagged=frozenset(areas.index[areas["flag"] == "flagged"]),
            needy=frozenset(areas.index[areas["need_index"].notna()]),
            sites=list(self.frames["sites"].index),
            classes=list(columns),
            car_classes=[int(upper) for upper in uppers],
            reach=reach,
            gsa=self._shows_gsa(),
            far=self._far(areas),
            flows=self.flows,
            unit_of_site={
                site: unit if isinstance(unit, str) and unit else "beyond_border"
                for site, unit in self.frames["sites"]["unit_id"].items()
            },
            known=self.base is not None,
        )

    def _far(self, areas):
        """Areas of which is said how many of the oldest are beyond, though it may be hidden."""
        name = "beyond_age_80plus"
        mine = areas[areas[f"{name}_status"] != "missing"] if name in areas else areas[:0]
        return {a: (row["mode"], row["threshold_min"]) for a, row in mine.iterrows()}

    def _shows_gsa(self):
        return any("gsa" in cell[2] for cell in {*self.shares, *self.hidden})

    def _whole_of(self):
        units = self.frames["units"]
        cut = units.index[units["kind"] == "stadsdelsomrade"]
        return {u: w for u in cut for w in self.wholes if u.startswith(f"{w}-")}

    def as_rounded(self):
        """Every count that is told, from rounded counts and shares of them."""
        found = dict(self.counts)
        for pick in ({"silent"}, {"within"}, None):
            for cell, (share, whole) in self.shares.items():
                if cell in found or (cell[2] not in pick if pick else cell[2] in DECIDING):
                    continue
                name = "known" if cell[2] == "silent" else cell[2]
                of = [(*cell[:2], "known")] if name == "within" else whole
                told = sum(found.get(one, float("nan")) for one in of)
                part = told * (1 - share if name == "known" else share)
                if (
                    np.isfinite(part)
                    and abs(part - round(part / self.base) * self.base) < 0.01 * self.base
                ):
                    found[(*cell[:2], name)] = round(part / self.base) * self.base
        return found

    def _lower(self):
        rows = [row for row in self.book.rows("Andelar") if row[0] == REGION]
        return [float("nan") if row[3] is None else row[3] for row in rows]


class Book:
    """The sheets of a folder's workbook, read once."""

    def __init__(self, out):
        book = openpyxl.load_workbook(out / "tables.xlsx")
        self.sheets = {sheet.title: list(sheet.values) for sheet in book}

    def stamp(self):
        """What stands first on a sheet."""
        return self.sheets["Andelar"][0]

    def heads(self, name):
        """Headings of a sheet."""
        return self.sheets[name][1]

    def rows(self, name):
        """Rows of a sheet, its stamp and its heads left out."""
        return self.sheets[name][2:]

    def records(self, name):
        """Rows of a sheet, each value under its heading."""
        return [dict(zip(self.heads(name), row, strict=True)) for row in self.rows(name)]


def looks_of_numbers(out, name):
    """Each number of a sheet's shares and counts of people, and how Excel writes it."""
    rows = list(openpyxl.load_workbook(out / "tables.xlsx")[name].rows)[2:]
    return [(c.value, c.number_format) for row in rows for c in row[-2:]]


def payload(out):
    """What the map page carries in itself."""
    packed = re.search(r">\s*(H4sI[A-Za-z0-9+/=\s]+)<", (out / "map.html").read_text("utf-8"))
    return json.loads(gzip.decompress(base64.b64decode(packed.group(1))))


class Attack:
    """Least and greatest of each count that all files together allow."""

    def __init__(self, files, places, lists=None):
        layout = files.layout(places)
        rows = [*relations(layout), *files.beside.relations(layout), *files.sums_of_listed()]
        cells = dict.fromkeys(c for r in rows for c in (r.whole, *r.parts))
        self.at = {cell: n for n, cell in enumerate(cells)}
        self.entries, self.low, self.high, self.loose = [], [], [], []
        for relation in rows:
            terms = [(relation.whole, 1.0), *((part, -1.0) for part in relation.parts)]
            self._add(terms, 0.0, np.inf if relation.rest else 0.0)
        if files.base is None:
            for cell, count in files.counts.items():
                if cell in self.at:
                    self._add([(cell, 1.0)], count, count, loose=0.5 if count else 0.0)
            for cell, (share, whole) in files.shares.items():
                if cell in self.at and all(one in self.at for one in whole):
                    self._of_whole(cell, share, whole)
        else:
            for cell, count in files.as_rounded().items():
                if cell in self.at:
                    self._add([(cell, 1.0)], *could_be(count, files.base))
        self._state(([(cell, 1.0)], count, count) for cell, count in (lists or {}).items())
        self._state(files.beside.statements(layout))
        self.rounding = self._least_rounding()
        self.table = self._table(self.rounding)
        # The least and the greatest of each count in the tables that were met so far.
        self.least, self.greatest = np.full((2, len(self.at)), [[np.inf], [-np.inf]])

    def _state(self, statements):
        for terms, low, high in statements:
            if all(cell in self.at for cell, _ in terms):
                self._add(terms, low, high)

    def _of_whole(self, cell, share, whole):
        """A share is of those with a known way at most: its count is no more than that of all."""
        below = [(cell, 1.0), *((one, -share) for one in whole)]
        exact = cell[2] in {"within", "silent", "need_known"}
        exact |= cell[2].startswith(("share_", "listed"))
        terms = {}
        for one, factor in below:
            terms[one] = terms.get(one, 0.0) + factor
        self._add(list(terms.items()), 0.0 if exact else -np.inf, 0.0, loose=0.5)

    def _add(self, terms, low, high, *, loose=0.0):
        self.entries += [(len(self.low), self.at[cell], factor) for cell, factor in terms]
        self.low.append(low)
        self.high.append(high)
        self.loose.append(loose)

    def _table(self, slack):
        """What holds for all counts; with `slack` None the rounding itself is one more of them."""
        rows, columns, factors = map(list, zip(*self.entries, strict=True))
        many, loose = len(self.low), np.array(self.loose)
        width = len(self.at) + (slack is None)
        low, high = np.array(self.low), np.array(self.high)
        if slack is None:
            loosened = np.flatnonzero(loose).tolist()
            up = coo_matrix(
                (
                    factors + [-loose[r] for r in loosened],
                    (rows + loosened, columns + [len(self.at)] * len(loosened)),
                ),
                shape=(many, width),
            ).tocsr()
            down = coo_matrix(
                (
                    [-f for f in factors] + [-loose[r] for r in loosened],
                    (rows + loosened, columns + [len(self.at)] * len(loosened)),
                ),
                shape=(many, width),
            ).tocsr()
        else:
            up = coo_matrix((factors, (rows, columns)), shape=(many, width)).tocsr()
            down = -up
            low, high = low - loose * slack, high + loose * slack
        have_up, have_down = np.isfinite(high), np.isfinite(low)
        return {
            "A_ub": vstack([up[have_up], down[have_down]]).tocsc(),
            "b_ub": np.concatenate([high[have_up], -low[have_down]]),
        }

    def _least_rounding(self):
        goal = np.eye(1, len(self.at) + 1, len(self.at))[0]
        found = linprog(goal, **self._table(None), bounds=(0, None), method="highs")
        assert found.status == 0, found.message
        return found.fun + 1e-6

    def bounds(self, cell):
        """Least and greatest; the greatest is infinite where nothing limits it."""
        goal = np.eye(1, len(self.at), self.at[cell])[0]
        least, most = (
            linprog(way, **self.table, bounds=(0, None), method="highs") for way in (goal, -goal)
        )
        for found in (least, most):
            if found.status == 0:
                self.least = np.minimum(self.least, found.x)
                self.greatest = np.maximum(self.greatest, found.x)
        return least.fun, -most.fun if most.status == 0 else np.inf

    def is_seen_apart(self, cell, width):
        """Whether tables that were met, all as the files say, already differ by so much."""
        one = self.at[cell]
        return self.greatest[one] - self.least[one] >= width


def could_be(told, base):
    """What a rounded count could have been: nobody is told as nobody, a few as one base."""
    if told == 0:
        return 0.0, 0.5
    return (0.5 if told == base else told - base / 2), told + base / 2


def attacked(cells):
    """Without parts of counts that are tried: shares of people, and groups of a site's people."""
    return {
        cell
        for cell in cells
        if not cell[2].startswith("share_")
        and (cell[0] != "closures" or cell[2].startswith("all "))
    }


def given_away(out, places, width, lists=None):
    """Protected counts of someone that the files give within less than `width`.

    `lists` is what the reader knows besides: how many are listed at the sites of a place.
    """
    files = Files(out)
    assert not files.hidden & files.counts.keys()
    assert not files.hidden & files.shares.keys()
    attack = Attack(files, places, lists)
    found = {}
    rounded = {} if files.base is None else files.as_rounded()
    told = {cell for cell, count in rounded.items() if count}
    for cell in sorted(attacked(files.hidden | told) & attack.at.keys()):
        if attack.is_seen_apart(cell, width):
            continue
        least, greatest = attack.bounds(cell)
        if greatest >= 0.5 and greatest - least < width - 1e-3:
            found[cell] = (least, greatest)
    return found, len(files.hidden)
