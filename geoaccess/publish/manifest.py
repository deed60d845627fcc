"""The receipt of a run: every input, every parameter, versions, warnings, and what was written."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.errors import CATALOGUE

if TYPE_CHECKING:
    from pathlib import Path

    from geoaccess.result.private import Result
    from geoaccess.result.published import Published

__all__ = ["run_digest", "write_manifest"]

_LIBRARIES = ("geopandas", "shapely", "pyproj", "numpy", "pandas", "scipy", "osmium", "folium")


def run_digest(result: Result) -> str:
    """Name of a run: the same inputs, settings and version give the same one."""
    text = json.dumps(
        [
            result.version,
            result.study.model_dump(mode="json"),
            result.parameters,
            [one.sha256 for one in result.provenance],
        ],
        sort_keys=True,
    )
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_manifest(
    result: Result, published: Published, folder: Path, *, store: str, path: Path
) -> None:
    """Write ``manifest.json`` last: it names the digest of everything else in the folder."""
    manifest = {
        "geoaccess": result.version,
        "run": published.head.run_id,
        "store": store,
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "synthetic": result.study.study.synthetic,
        "straight_line_estimate": result.estimate,
        "stamps": published.head.stamps,
        "study": result.study.model_dump(mode="json"),
        "parameters": result.parameters,
        "inputs": [
            dataclasses.asdict(one) | {"assumptions": _assumptions(published, one.path)}
            for one in result.provenance
        ],
        "balance": _records(published.balance),
        "notices": _records(published.notices),
        "timings_s": {step: round(seconds, 3) for step, seconds in result.timings.items()},
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "outputs": [
            {
                "path": one.relative_to(folder).as_posix(),
                "bytes": one.stat().st_size,
                "sha256": hashlib.sha256(one.read_bytes()).hexdigest(),
            }
            for one in sorted(folder.rglob("*"))
            if one.is_file()
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, default=str, allow_nan=False)
    path.write_text(text + "\n", "utf-8")


def _assumptions(published: Published, path: str) -> list[dict[str, str]]:
    """What was taken for granted while a file was read, as it may be published."""
    said = f"said_{published.head.language}"
    return [
        {"code": str(row["code"]), "column": str(row["column"]), "text": str(row[said])}
        for row in published.notices.to_dict("records")
        if row["file"] == path and CATALOGUE[str(row["code"])].assumption
    ]


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows of a table; what is not known or not shown is null."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
