"""Everything a run writes, into a folder that appears whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.cartography import write_map
from geoaccess.publish.folder import MANIFEST, staged_output
from geoaccess.publish.manifest import run_digest, write_manifest
from geoaccess.reporting import write_geodata, write_reports, write_tables
from geoaccess.result.private import save_result
from geoaccess.result.view import published_view

if TYPE_CHECKING:
    from pathlib import Path

    from geoaccess.result.private import Result
    from geoaccess.result.published import Published

__all__ = ["publish"]


def publish(result: Result, out: Path) -> Published:
    """Write the private store and the published folder.

    Raises
    ------
    OutputError
        If the folder cannot be written or holds something else; it is then as it was.
    """
    published = published_view(result, run_digest(result))
    with staged_output(out) as staged:
        save_result(result, staged.store)
        if result.study.outputs.map:
            write_map(published, staged.output / "map.html")
        if result.study.outputs.reports:
            link = "../map.html" if result.study.outputs.map else ""
            write_reports(published, staged.output / "reports", map_link=link)
        write_tables(published, staged.output / "tables.xlsx")
        write_geodata(published, staged.output)
        write_manifest(
            result,
            published,
            staged.output,
            store=staged.store.name,
            path=staged.output / MANIFEST,
        )
    return published
