"""A table's file does not tell how pandas held its texts while it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geoaccess.parquet import write_parquet

if TYPE_CHECKING:
    from pathlib import Path


def _table(storage: str) -> pd.DataFrame:
    with pd.option_context("mode.string_storage", storage):
        index = pd.Index(["a", "b"], name="id", dtype="str")
        names = pd.Series(["Älvsjö", None], dtype="str", index=index)
        return pd.DataFrame({"name": names, "people": [3, 4]}, index=index)


@pytest.mark.parametrize("has_places", [False, True])
def test_same_bytes_however_texts_are_held(tmp_path: Path, *, has_places: bool) -> None:
    files = [tmp_path / storage for storage in ("python", "pyarrow")]
    for file in files:
        table = _table(file.name)
        if has_places:
            table = gpd.GeoDataFrame(table, geometry=[Point(0, 0), Point(1, 1)], crs=3006)
        write_parquet(table, file)
    one, other = (file.read_bytes() for file in files)
    assert one == other
    read = gpd.read_parquet if has_places else pd.read_parquet
    assert read(files[0])["name"].fillna("-").to_dict() == {"a": "Älvsjö", "b": "-"}
