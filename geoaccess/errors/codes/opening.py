"""Notices about files that can't be opened, or are something else than they seem."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_ONE_COLLECTION = N_("Save it as GeoJSON with all its features in one FeatureCollection.")
_MEND = N_("Mend it in a GIS, or fetch the file again.")


def _error(code: str, text: str, cure: str) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


KINDS: tuple[NoticeKind, ...] = (
    _error(
        "GA-T130",
        N_("The file can't be opened: {reason}."),
        N_("Close other programs that use it, or get the right to read it."),
    ),
    _error(
        "GA-T131",
        N_("The file was changed while it was read."),
        N_("Wait until nobody writes to it, or copy it, and run again."),
    ),
    _error(
        "GA-T132",
        N_("The file is {found}, which geoaccess does not read here."),
        N_("Save it as {instead} in the program it comes from."),
    ),
    _error(
        "GA-T133",
        N_("The file's text is not UTF-8, as its format wants it."),
        N_("Write the file again as UTF-8 in the program it comes from."),
    ),
    _error(
        "GA-T134",
        N_("The column holds values that can't be read: {reason}."),
        N_("Take the column out, or write the file again."),
    ),
    _error(
        "GA-T135",
        N_("Another JSON document begins here; the file may hold one."),
        _ONE_COLLECTION,
    ),
    _error(
        "GA-T136",
        N_("The file holds half a letter ({value}), which is not text."),
        N_("Mend the text, or write the file again in the program it comes from."),
    ),
    _error(
        "GA-T137",
        N_("{value} in {key} can't be opened: {reason}."),
        N_("Name a file that can be read."),
    ),
    _error(
        "GA-G040",
        N_("The geometry can't be read: {reason}."),
        _MEND,
    ),
    _error(
        "GA-G041",
        N_("The name {value} stands twice in one object, and only one of its values can count."),
        N_("Take one of them out, or write the file again."),
    ),
    _error(
        "GA-G042",
        N_("The coordinates of {value} are no places on Earth."),
        _MEND,
    ),
)
