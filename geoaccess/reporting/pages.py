"""Which pages there are: one report per unit and an index, self-contained, without a script."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geoaccess.messages import translator
from geoaccess.reporting.blocks import Cell, Table
from geoaccess.reporting.chapters import chapters
from geoaccess.reporting.chapters.opening import contact_sentence, head_facts
from geoaccess.reporting.clusters import clusters_of_region
from geoaccess.reporting.columns import UNIT
from geoaccess.reporting.equity import equity_of_region, findings_of_region
from geoaccess.reporting.figures.unit_map import draw_unit
from geoaccess.reporting.rows import records, text
from geoaccess.reporting.subject import subjects
from geoaccess.reporting.words import Words
from geoaccess.result.time_classes import TIME_COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.subject import Subject
    from geoaccess.result.published import Published

__all__ = ["page_environment", "report_name", "write_page", "write_reports"]

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_TAKEN = re.compile(r"index|con|prn|aux|nul|(com|lpt)\d")
_TEMPLATES = Path(__file__).resolve().parent / "templates"


def report_name(unit_id: str) -> str:
    """File name of a unit's report: its slug; with a hash where the id is not a plain slug.

    Examples
    --------
    >>> report_name("0180-jarva")
    '0180-jarva.html'
    >>> report_name("../../etc/passwd")
    'etc-passwd-3754d6cb.html'
    """
    if _SLUG.fullmatch(unit_id) and not _TAKEN.fullmatch(unit_id):
        return f"{unit_id}.html"
    ascii_only = unicodedata.normalize("NFKD", unit_id).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40] or "unit"
    mark = hashlib.sha256(unit_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{mark}.html"


def write_reports(published: Published, folder: Path, *, map_link: str = "") -> tuple[Path, ...]:
    """Write one page per unit and ``index.html``.

    Parameters
    ----------
    published
        What may leave the house; the pages are in its language.
    folder
        Where the pages go; made if it is not there.
    map_link
        Relative address of the run's map, linked from each page.

    Returns
    -------
    tuple
        The index first, then the reports in Swedish order of the units' names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = Words(translator(published.head.language))
    found = subjects(published, words)
    env = page_environment(words, map_link)
    index = folder / "index.html"
    written = [index]
    page = env.get_template("report.html")
    for subject in found:
        drawn = draw_unit(published, subject)
        html = page.render(
            head=published.head,
            subject=subject,
            facts=head_facts(subject),
            chapters=chapters(subject, drawn),
            contact=contact_sentence(subject),
        )
        written.append(write_page(folder / report_name(subject.unit_id), html))
    listing = env.get_template("index.html").render(
        head=published.head,
        table=_listing(found, words),
        wholes=_wholes(published, words),
        equity=equity_of_region(published, words),
        findings=findings_of_region(published, words),
        clusters=clusters_of_region(published, words),
    )
    write_page(index, listing)
    return tuple(written)


def write_page(path: Path, html: str) -> Path:
    """Write a page, the same bytes on every system."""
    path.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    return path


def page_environment(words: Words, map_link: str = "", *, also: Sequence[Path] = ()) -> Environment:
    """Templates of the pages, and those in the folders `also`; everything they show is escaped."""
    env = Environment(
        loader=FileSystemLoader([_TEMPLATES, *also]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"t": words.t, "map_link": map_link, "time_colours": TIME_COLOURS}
    return env


_SHOWN = ("people", "need_index", "share_within", "minutes_median", "flagged_areas", "sites")


def _wholes(published: Published, words: Words) -> Table | None:
    """Kommuner that are cut into districts, as wholes; None where there is none."""
    rows = tuple(
        (Cell(text(row, "name")), *(words.cell(row, UNIT[name]) for name in _SHOWN))
        for row in records(published.wholes, "unit_id")
    )
    heads = (
        Cell(words.t("Kommun")),
        *(Cell(words.label(UNIT[name]), number=True) for name in _SHOWN),
    )
    caption = words.t("Kommuner cut into districts, as wholes")
    return Table(caption, heads, rows, wide=True) if rows else None


def _listing(found: Sequence[Subject], words: Words) -> Table:
    t = words.t
    rows = tuple(
        (
            Cell(subject.title, link=report_name(subject.unit_id)),
            *(words.cell(subject.unit, UNIT[name]) for name in _SHOWN),
            Cell(text(subject.unit, "gsa_name") or t("none on record")),
        )
        for subject in found
    )
    heads = (
        Cell(t("Unit")),
        *(Cell(words.label(UNIT[name]), number=True) for name in _SHOWN),
        Cell(t("GSA")),
    )
    return Table(t("All units, with a report each"), heads, rows, wide=True)
