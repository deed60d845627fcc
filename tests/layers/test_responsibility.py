"""Areas of responsibility laid on the units, by areas that are reckoned by hand."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely import MultiPolygon, box

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.responsibility import build_responsibility
from geoaccess.sources import Provenance
from geoaccess.sources.mapping import SourceTable

UNITS = gpd.GeoDataFrame(
    {"kind": ["stadsdelsomrade", "kommun"], "kommun_code": ["0180", "0188"]},
    geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100)],
    index=pd.Index(["0180-vast", "0188-ost"], name="unit_id"),
    crs="EPSG:3006",
)


def given(*rows):
    frame = gpd.GeoDataFrame({"unit_id": [unit for unit, _ in rows]})
    frame = frame.set_geometry([shape for _, shape in rows], crs=UNITS.crs)
    where = Provenance(
        role="responsibility",
        path="ansvar.gpkg",
        sha256="0" * 64,
        size=1,
        rows=len(rows),
        reader="gpkg",
        source="Påhittad",
        licence="CC0",
        url="",
        vintage="",
        retrieved=None,
        sensitivity="open",
    )
    lines = pd.Series(range(2, len(rows) + 2), index=frame.index)
    return SourceTable(frame=frame, lines=lines, provenance=where, notices=())


def test_how_much_lies_inside_and_how_much_it_covers():
    found = NoticeList()
    west = MultiPolygon([box(0, 0, 100, 50), box(100, 0, 104, 50)])  # 5,000 in, 200 beside

    told = build_responsibility(
        given(("0188", box(100, 0, 200, 100)), ("0180-vast", west)), UNITS, found
    )

    assert told.index.tolist() == ["0180-vast", "0188-ost"]
    assert told.loc["0180-vast"].tolist() == pytest.approx([5000 / 5200, 0.5])
    assert told.loc["0188-ost"].tolist() == pytest.approx([1.0, 1.0])


def test_a_unit_may_have_none_and_a_study_none_at_all():
    told = build_responsibility(given(("0188-ost", box(0, 0, 10, 10))), UNITS, NoticeList())

    assert told.index.tolist() == ["0188-ost"]
    assert told["inside"].tolist() == [0.0]
    assert build_responsibility(None, UNITS, NoticeList()) is None


def test_all_rows_about_strangers_and_all_repeats_are_refused_together():
    square = box(0, 0, 10, 10)
    rows = [("0999", square), ("0188", square), ("0188-ost", square), ("nowhere", square)]

    with pytest.raises(InputError) as caught:
        build_responsibility(given(*rows), UNITS, NoticeList())

    told = [(n.code, n.row, n.value) for n in caught.value.notices]
    assert sorted(told) == [
        ("GA-L510", 2, "0999"),
        ("GA-L510", 5, "nowhere"),
        ("GA-L511", 4, "0188-ost"),
    ]
