"""No file of a published folder tells a suppressed number, nor any sentence that held it.

The limit is set so high that protected numbers have four digits and are found by themselves: every
output is opened to its last text and searched. With open inputs the same search finds them.
"""

import base64
import dataclasses
import gzip
import html
import json
import re
import zipfile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from geoaccess.layers.listing import Listing
from geoaccess.publish import publish
from geoaccess.result.view import published_view

LIMIT = 9_000
PEOPLE = {"p11": 4013, "p12": 2039, "p21": 5231, "p22": 2246, "p31": 3319}
PEOPLE |= {"p41": 1201, "p42": 1709, "p51": 5557}
LISTED = [float("nan"), 8087.0, 9973.0, 7411.0]
# What is below the limit: areas, units, and who of them is beyond, within or without a time.
SECRETS = {
    "area 9801C0010": 6052,
    "its beyond": 2039,
    "its within": 4013,
    "area 9801A0010": 7477,
    "its beyond too": 2246,
    "its within too": 5231,
    "area 9802B0010": 3319,
    "area 9802C0010": 2910,
    "its without": 1709,
    "its rest": 1201,
    "area and unit 9803": 5557,
    "unit 9802": 5028,
    "unit 9801 beyond": 4285,
    "households without a car": 3539,
    "of these by those beyond": 1063,
    "living alone": 1301,
}
GROUPS = {"no_car": 3539.0, "elderly_alone": 1301.0}
LISTED_SECRETS = {"listed at s1": 8087, "listed at s3": 7411}
# Where people are listed: what few of a unit go elsewhere, and what so would be left of it.
LISTING = [
    ("9801-norr", "s1", 9407.0),
    ("9801-norr", "s2", 3571.0),
    ("9802-soder", "s2", 9623.0),
    ("9802-soder", "s1", 2837.0),
    ("9803-tomma", "s1", 11_003.0),
    ("9803-tomma", "s2", 12_007.0),
]
FLOW_SECRETS = {"listed elsewhere": 3571, "listed elsewhere too": 2837}


def make(small, confidential, folder):
    people = {name: float(count) for name, count in PEOPLE.items()}
    prepared = small.make_prepared(
        people,
        confidential=confidential,
        sites=small.small_sites(listed=LISTED),
        disclosure={"min_count": LIMIT},
    )
    # Tomma's need is not known: a notice says so, with how many live there.
    areas = prepared.layers.areas.copy()
    areas.loc["9803A0010", "unemployed"] = float("nan")
    # A quarter of this one's people are beyond their threshold.
    areas["no_car"] = 0.0
    areas.loc["9801A0010", list(GROUPS)] = list(GROUPS.values())
    rows = pd.DataFrame(LISTING, columns=["unit_id", "site_id", "listed"])
    listing = Listing(rows=rows, date="2026-09-30")
    prepared = small.with_layers(prepared, areas=areas, listing=listing)
    said = "confidential" if confidential else "open"
    known = (*prepared.provenance, small.provenance("listing", said))
    result = small.judge(dataclasses.replace(prepared, provenance=known))
    out = folder / "out"
    publish(result, out)
    return result, out


@pytest.fixture(scope="module")
def protected(small, tmp_path_factory):
    return make(small, ("statistics[0]", "sites[0]"), tmp_path_factory.mktemp("protected"))


@pytest.fixture(scope="module")
def unprotected(small, tmp_path_factory):
    return make(small, (), tmp_path_factory.mktemp("open"))


def texts_of(out):
    """Every text and number that a reader could get out of any file of the folder."""
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        name = path.relative_to(out).as_posix()
        match path.suffix:
            case ".html":
                page = path.read_text("utf-8")
                yield name, _without_drawings(page)
                for packed in re.findall(r">\s*(H4sI[A-Za-z0-9+/=\s]+)<", page):
                    payload = json.loads(gzip.decompress(base64.b64decode(packed)))
                    yield (
                        f"{name} payload",
                        json.dumps(
                            {
                                k: v
                                for k, v in payload.items()
                                if k not in {"shapes", "unit_points"}
                            },
                            ensure_ascii=False,
                        ),
                    )
            case ".xlsx":
                with zipfile.ZipFile(path) as book:
                    for part in book.namelist():
                        xml = book.read(part).decode("utf-8")
                        yield f"{name} {part}", html.unescape(re.sub("<[^>]+>", " ", xml))
            case ".gpkg":
                for layer, _ in pyogrio.list_layers(path):
                    yield f"{name} {layer}", _table(gpd.read_file(path, layer=layer))
            case ".parquet":
                yield name, _table(pd.read_parquet(path))
            case _:
                yield name, path.read_text("utf-8-sig")


def _without_drawings(page):
    """Coordinates of drawings and code are numbers too, and tell of no people."""
    return re.sub(r"(?s)<(svg|script|style)\b.*?</\1>", " ", page)


def _table(frame):
    # A comma before a number could be one of its thousands'.
    frame = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    return frame.to_csv(index=False, sep="\t")


def written(number):
    """The number as any of the outputs could write it, as a token of its own."""
    digits = str(number)
    separated = digits[:-3] + r"(?:[ \u00a0\u202f.,]|&nbsp;|\\u00a0)?" + digits[-3:]
    return re.compile(rf"(?<![0-9A-Za-z.,\-]){separated}(?:\.0+)?(?![0-9A-Za-z])")


def found_in(out, secrets):
    patterns = {what: written(number) for what, number in secrets.items()}
    return sorted(
        (name, what)
        for name, text in texts_of(out)
        for what, pattern in patterns.items()
        if pattern.search(text)
    )


def test_no_protected_number_is_in_any_output(protected):
    _, out = protected

    assert found_in(out, SECRETS | LISTED_SECRETS | FLOW_SECRETS) == []


def test_the_same_search_finds_them_all_where_inputs_are_open(unprotected):
    _, out = unprotected
    found = found_in(out, SECRETS | LISTED_SECRETS | FLOW_SECRETS)

    for what in FLOW_SECRETS:
        # The workbook's sheet, the map file's table, Parquet, and the unit's own report.
        assert len([name for name, secret in found if secret == what]) >= 4, what
    files = {name for name, _ in found}
    assert {what for _, what in found} >= {*SECRETS, *LISTED_SECRETS} - {
        "its within",
        "its rest",
    } - {"its within too"}
    for part in ("map.html payload", "tables.xlsx xl/", "result.gpkg areas", "areas.parquet"):
        assert any(name.startswith(part) for name in files), part
    assert "manifest.json" in files
    assert any(name.startswith("reports/") for name in files)


def test_every_kind_of_output_is_searched(protected):
    _, out = protected
    names = [name for name, _ in texts_of(out)]

    kinds = {name.partition(" ")[0].rpartition(".")[2] for name in names}
    assert kinds == {"html", "xlsx", "gpkg", "parquet", "csv", "json"}
    assert "map.html payload" in names
    assert len({n for n in names if n.startswith("reports/")}) == 4


def test_no_sentence_that_held_a_protected_number_is_published_as_it_was(protected):
    result, out = protected
    sentences = {
        *_changed(result.areas, "reasons_sv"),
        *_changed(result.areas, "reasons_en"),
        *_changed(result.verdicts, "sentence_sv"),
        *_changed(result.verdicts, "sentence_en"),
    }
    assert len(sentences) > 20

    for name, text in texts_of(out):
        for sentence in sentences:
            assert sentence not in text, (name, sentence)


def _changed(frame, name):
    exact, public = frame[name], frame[f"{name}_public"]
    return set(exact[exact != public])


def test_no_share_gives_a_protected_number_away(protected):
    result, _ = protected
    view = published_view(result, "run")
    whole = pd.concat([result.areas["people"], result.units["people"]])
    whole["region"] = result.areas["people"].sum()
    told = []
    for frame in (view.areas, view.units):
        for name in [
            c for c in frame.columns if c.startswith(("share", "leakage", "need_cov", "gsa_share"))
        ]:
            if not name.endswith("_status"):
                told += list((frame[name] * whole[frame.index]).items())
    verdicts = view.verdicts.loc[view.verdicts["unit"] == "share"]
    for name in ("value", "coverage"):
        told += list(
            zip(
                verdicts["subject_id"],
                verdicts[name] * whole[verdicts["subject_id"]].to_numpy(),
                strict=True,
            )
        )
    shares = view.shares
    told += list(
        zip(
            shares["subject_id"],
            shares["share"] * whole[shares["subject_id"]].to_numpy(),
            strict=True,
        )
    )
    assert len(told) > 60

    for subject, people in told:
        for count in (people, whole[subject] - people):
            # Shares have four decimals: a whole of some ten thousand is known to two people.
            assert not 2 < count < LIMIT - 2, (subject, count)


def test_the_private_store_is_not_in_the_published_folder(protected):
    _, out = protected

    assert not any(
        part.startswith(".") for p in out.rglob("*") for part in p.relative_to(out).parts
    )
    assert not list(out.rglob("*.npz"))
    assert not list(out.rglob("points*"))
