"""Published numbers as pages, tables and map files: one report per unit, Excel, GeoPackage."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoaccess.reporting.geodata import write_geodata
    from geoaccess.reporting.pages import report_name, write_reports
    from geoaccess.reporting.workbook import write_tables

__all__ = ["report_name", "write_geodata", "write_reports", "write_tables"]

_HOMES = {
    "report_name": "pages",
    "write_geodata": "geodata",
    "write_reports": "pages",
    "write_tables": "workbook",
}


def __getattr__(name: str) -> object:
    """Load a writer when it is used: geopandas and XlsxWriter take their time."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
