"""GA-L540–L559: where people are listed."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L540",
        "error",
        N_("Those of {area} who are listed at {value} are counted on row {other} already."),
        N_("Keep one row for each area and site: the sum, or the one that holds."),
    ),
    NoticeKind(
        "GA-L541",
        "error",
        N_("The listing counts people of {value} (rows: {rows}), and the study has no such area."),
        N_(
            "Correct the code, leave the rows out with exclude, or leave area_id empty for people "
            "who live in none of the study's areas."
        ),
    ),
    NoticeKind(
        "GA-L542",
        "error",
        N_("The listing counts people of {value} (rows: {rows}), and the study has no such unit."),
        N_(
            "Use the unit's id, such as 0180-jarva, or the kommun's code; a kommun that is cut "
            "into districts is given by district."
        ),
    ),
    NoticeKind(
        "GA-L543",
        "error",
        N_("{value} is stated as outside every list of sites, and is in one."),
        N_("Take it out of outside, or out of the list of sites."),
    ),
    NoticeKind(
        "GA-L544",
        "error",
        N_("The listing is made on boundaries of {theirs}, the study's areas are {ours}."),
        N_('Count it by the study\'s areas (geoaccess listed does), or by unit: level = "unit".'),
    ),
    NoticeKind(
        "GA-L545",
        "error",
        N_(
            "The listing counts people at {value} (rows: {rows}), and no list of sites in service "
            "on the study's day has it."
        ),
        N_(
            "Correct the id, add the site to a list, or name it in outside = [...] if it is "
            "another region's or closed."
        ),
    ),
    NoticeKind(
        "GA-L546",
        "info",
        N_(
            "The listing counts {listed} of the region's people, as {percent}% of the {people} "
            "who live there."
        ),
        N_("The rest are not listed, not in the file, or in cells that are withheld."),
    ),
    NoticeKind(
        "GA-L547",
        "warning",
        N_("Cells of the listing that are withheld or empty: {n} of {all}."),
        N_(
            "They count as not known, never as none: flows are those of the other cells, and each "
            "says how many cells it lacks."
        ),
    ),
    NoticeKind(
        "GA-L548",
        "info",
        N_(
            "Listed at sites outside every list: {outside}. Listed by people who live in none of "
            "the study's areas: {strangers}."
        ),
        N_("The former have a row of their own in each unit; the latter are in no flow."),
    ),
    NoticeKind(
        "GA-L549",
        "info",
        N_(
            "Areas of the listing with people in more than one unit: {n} ({areas}). Their listed "
            "are shared out over the units as their people are: an estimate."
        ),
        N_('Give the listing by unit (level = "unit") if it is known.'),
        assumption=True,
    ),
    NoticeKind(
        "GA-L550",
        "warning",
        N_("Many more are listed than live there: {units}."),
        N_("Check that nobody is counted twice, and that the listing and the people are of a day."),
    ),
    NoticeKind(
        "GA-L551",
        "warning",
        N_("Areas with people of which the listing says nothing: {n} ({areas})."),
        N_("Where their people are listed is not known; complete the file if it is."),
    ),
)
