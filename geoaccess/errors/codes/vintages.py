"""Notices about vintages of boundaries, and about numbers carried from one to another."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L060",
        "info",
        N_("Rows of the other drawing of DeSO and RegSO left out: {n}; the study says {vintage}."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-L061",
        "error",
        N_(
            "The table is to be converted from {theirs} to {ours}, which are not two"
            " known vintages."
        ),
        N_(
            'Write both vintages in study.toml, such as "DeSO 2018" for the table and'
            ' "DeSO 2025" for the areas; a table of the areas\' own vintage needs no key'
            " and no boundaries."
        ),
    ),
    NoticeKind(
        "GA-L062",
        "error",
        N_("{value} is not in {key}, which is to convert the table."),
        N_(
            "Use the key or boundaries of the table's vintage, and complete the file if"
            " an area is missing."
        ),
    ),
    NoticeKind(
        "GA-L063",
        "error",
        N_("The key file leads to {value}, which is no area of the study."),
        N_(
            "Check that from_id and to_id are mapped the right way round, and that the"
            " key is to the areas' vintage."
        ),
    ),
    NoticeKind(
        "GA-L064",
        "error",
        N_("Areas of the study to which the key file leads nothing: {n} ({areas})."),
        N_(
            "Complete the key file. If it names only areas that changed, write lists ="
            ' "changes" for it.'
        ),
    ),
    NoticeKind(
        "GA-L065",
        "error",
        N_("{key}: these do not go together: {keys}."),
        N_(
            "Convert a table by area or RegSO by a key file or by its old boundaries, not both;"
            ' one by kommun needs neither. spread belongs to level = "regso" or "kommun".'
        ),
    ),
    NoticeKind(
        "GA-L066",
        "error",
        N_("The shares of {value} add up to {found}, not to 1."),
        N_("Correct the shares: each is the part of the older area's people, 0-1."),
    ),
    NoticeKind(
        "GA-L067",
        "error",
        N_("{value} goes to several areas, and no share says how many of its people to each."),
        N_(
            "Map a column to share, or give the old boundaries as boundaries instead of"
            " the key, for shares by where people live."
        ),
    ),
    NoticeKind(
        "GA-L068",
        "error",
        N_(
            "Counts can't be shared out by {value}: it is no count that another input"
            " gives for the areas ({found})."
        ),
        N_('Name one of these columns as spread, or give [inputs.grid] and write spread = "grid".'),
    ),
    NoticeKind(
        "GA-L069",
        "error",
        N_(
            "This column is mapped to {value}, which is to be of {vintage}, and its name"
            " says another vintage."
        ),
        N_("Map from_id to the column of the table's vintage and to_id to that of the areas'."),
    ),
    NoticeKind(
        "GA-L070",
        "info",
        N_(
            "Numbers converted from {theirs} to {ours}. Areas unchanged: {unchanged};"
            " split: {split}; merged: {merged}; redrawn: {redrawn}. Those of split and"
            " redrawn areas are estimates."
        ),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-L071",
        "error",
        N_("These are numbers for {value}, a year for which SCB gives none on {vintage}."),
        N_(
            "Take a year that belongs to the boundaries (DeSO 2018 and RegSO 2020 to"
            " 2023, those of 2025 from 2024) or write the vintage the table is made on. If"
            " the numbers are made on these boundaries to order, leave the year out of"
            " the column's name."
        ),
    ),
    NoticeKind(
        "GA-L072",
        "warning",
        N_("Areas made of several older ones whose values differ: {n} ({areas})."),
        N_(
            "Their value is missing: it can't be averaged without people in the same"
            " table, or because it is a type."
        ),
    ),
    NoticeKind(
        "GA-L073",
        "warning",
        N_(
            "Older areas that lie partly outside the study: {n} ({areas}). People there, to"
            " the nearest ten: {people}. These are not in the numbers."
        ),
        N_("Nothing to do if the study's areas end there; else check the boundaries."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L074",
        "error",
        N_("The count of {value} can't be shared out: {by} is zero or not known in its areas."),
        N_("Name another column as spread, or complete this one."),
    ),
    NoticeKind(
        "GA-L075",
        "warning",
        N_(
            "Older areas shared out by ground, for nothing says where in them people"
            " live: {n} ({areas})."
        ),
        N_("Add [inputs.grid], such as SCB's populated squares, or a key file with shares."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L076",
        "info",
        N_(
            "Areas where a part is somewhat more than its whole: {n} ({areas}). SCB's"
            " protection changes each count a little by itself."
        ),
        N_("Nothing to do: parts need not add up exactly."),
    ),
    NoticeKind(
        "GA-L077",
        "info",
        N_(
            "Counts known only by {level} are shared out over the areas by {by}:"
            " {columns}. Areas: {n}; {level}: {larger}. Each sum is kept; the areas'"
            " numbers are estimates, not observed."
        ),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-L078",
        "info",
        N_(
            "Columns taken as shares, means or types, in so many areas: {n} ({columns})."
            " They are not added up."
        ),
        N_("Name those that are counts under counts for this table."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L079",
        "error",
        N_("This is a count for a whole kommun, and {value} has several areas: {n}."),
        N_(
            'Use a table by area, or write spread = "people" to share the count out by'
            " the areas' people: an estimate, and marked so."
        ),
    ),
)
