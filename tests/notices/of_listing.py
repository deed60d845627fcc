"""GA-L540–L551: where people are listed."""

from __future__ import annotations

from pairs import Pair, borrowed, refusing
from small_files import A, B, entry, study_of

from geoaccess import sources
from geoaccess.errors import NoticeList

WORLD = borrowed("layers/test_listing.py")


def listing(*rows, **given):
    """A fixture: a listing of these rows, matched to the drawn county."""

    def notices(_):
        found = NoticeList()
        WORLD.built(list(rows), found=found, **given)
        return refusing(found)

    return notices


def in_file(*rows):
    """A fixture: a listing with these rows, read."""

    def notices(folder):
        text = "\n".join(["area_id;site_id;listed", *rows, ""])
        more = entry("inputs.listing", "listing.csv")
        return sources.read_listing(study_of(folder, {"listing.csv": text}, more=more)).notices

    return notices


WHOLE = [("0180C1010", "s1", 90), ("0162B2010", "s3", 40), ("0180A0010", "s2", 1)]
DIVIDED = ("0180C1020", "s1", 100)
FINE = listing(*WHOLE, DIVIDED)
BY_UNIT = listing(("0162", "s1", 5), level="unit")
PAIRS = [
    Pair(
        "GA-L540",
        in_file(f"{A};s1;7", f"{A};s1;8"),
        in_file(f"{A};s1;7", f"{B};s1;8"),
        "listing.csv",
        3,
        "site_id",
        "s1",
    ),
    Pair(
        "GA-L541",
        listing(*WHOLE, ("0180C1099", "s1", 2)),
        FINE,
        "listing.csv",
        5,
        "area_id",
        "0180C1099",
    ),
    Pair(
        "GA-L542",
        listing(("0180", "s1", 5), level="unit"),
        BY_UNIT,
        "listing.csv",
        2,
        "area_id",
        "0180",
    ),
    Pair(
        "GA-L543",
        listing(*WHOLE, outside=("s2",)),
        listing(*WHOLE, outside=("s9",)),
        "study.toml",
        None,
        "inputs.listing.outside",
        "s2",
    ),
    Pair("GA-L544", listing(*WHOLE, vintage="DeSO 2018"), FINE, "listing.csv"),
    Pair(
        "GA-L545",
        listing(*WHOLE, ("0180C1010", "s9", 2)),
        listing(*WHOLE, ("0180C1010", "s9", 2), outside=("s9",)),
        "listing.csv",
        5,
        "site_id",
        "s9",
    ),
    # How many are told is said of every listing; a study without one says nothing.
    Pair("GA-L546", FINE, lambda _: (), "listing.csv"),
    Pair(
        "GA-L547", listing(*WHOLE, ("0180C1010", "s2", None)), FINE, "listing.csv", None, "listed"
    ),
    Pair("GA-L548", listing(*WHOLE, (None, "s1", 9)), FINE, "listing.csv"),
    Pair("GA-L549", FINE, listing(*WHOLE), "listing.csv"),
    Pair("GA-L550", listing(("0162B2010", "s3", 61)), FINE, "listing.csv"),
    Pair("GA-L551", listing(*WHOLE), FINE, "listing.csv"),
]
