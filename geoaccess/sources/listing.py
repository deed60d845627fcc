"""The listing: how many people of each area, or of each unit, are listed at which site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.sources.mapping import load_text, source_table, typed_frame
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import without_vintage
from geoaccess.study.files import LISTING_FILE

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from geoaccess.sources.mapping import Loaded, SourceTable
    from geoaccess.study import Study

__all__ = ["read_listing"]

_PAIR = ["area_id", "site_id"]


def read_listing(
    study: Study, *, areas: Collection[str] = (), sites: Collection[str] = ()
) -> SourceTable | None:
    """Read where people are listed, if the study says.

    Parameters
    ----------
    areas, sites
        Codes of the boundaries and ids of the lists of sites, to put lost leading zeros back.

    Returns
    -------
    SourceTable or None
        A row per pair: ``area_id`` (missing for people who live in none of the study's areas),
        ``site_id``, ``listed`` (people, missing where it is withheld: never zero).

    Raises
    ------
    InputError
        All faults of the file: a count that is below zero or no whole number, a pair given twice,
        a row without a site, codes of another vintage than the study says.
    """
    given = study.inputs.listing
    if given is None:
        return None
    loaded = load_text(study, given, "listing")
    by_area = given.level == "area"
    if by_area:
        said = (given.vintage, study.inputs.areas.vintage)
        loaded = without_vintage(loaded, "area_id", said)
    expected = {"area_id": areas if by_area else (), "site_id": {*sites, *given.outside}}
    frame = typed_frame(loaded, LISTING_FILE, expected=expected)
    _refuse_repeated(loaded, frame)
    return source_table(loaded, frame, LISTING_FILE)


def _refuse_repeated(loaded: Loaded, frame: pd.DataFrame) -> None:
    """Refuse a pair in two rows: whether they add up or one replaces the other is not known."""
    if not {*_PAIR} <= {*frame}:
        return
    first: dict[tuple[str, str], int] = {}
    column = clean(loaded.given.columns.get("site_id", "site_id"))
    pairs = zip(frame["area_id"].fillna(""), frame["site_id"].fillna(""), strict=True)
    for pair, line in zip(pairs, loaded.text.lines.tolist(), strict=True):
        other = first.setdefault(pair, line)
        if other != line and pair[1]:
            loaded.found.add(
                "GA-L540",
                file=loaded.file,
                row=line,
                column=column,
                value=pair[1],
                area=pair[0],
                other=other,
            )
