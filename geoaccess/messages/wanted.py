"""What a file of settings should have had, in the reader's language and not in English only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

__all__ = ["NUMBER", "ONE_OF", "wanted"]

NUMBER = Phrase(N_("a number is needed"))
ONE_OF = Phrase(N_("possible is"))
_UNFIT = Phrase(N_("it does not fit there"))
_LIST, _TABLE = Phrase(N_("a list is needed")), Phrase(N_("a table is needed"))
_LIMITS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_NEEDED: Mapping[str, Phrase] = {
    "float": NUMBER,
    "finite": NUMBER,
    "int": Phrase(N_("a whole number is needed")),
    "string": Phrase(N_("text is needed")),
    "bool": Phrase(N_("true or false is needed")),
    "date": Phrase(N_("a date is needed")),
    "list": _LIST,
    "tuple": _LIST,
    "dict": _TABLE,
    "model": _TABLE,
    "extra": Phrase(N_("no such key is known")),
    "missing": Phrase(N_("it is missing")),
}


def wanted(fault: ErrorDetails) -> object:
    """Say what is wrong with a value, in words that have their translation."""
    context = fault.get("ctx", {})
    limits = [f"{_LIMITS[key]} {value:g}" for key, value in context.items() if key in _LIMITS]
    if limits:
        return tuple(limits)
    if "expected" in context:
        return (ONE_OF, str(context["expected"]).replace(" or ", ", "))
    if "error" in context:
        return Phrase(str(context["error"]))
    return _NEEDED.get(fault["type"].split("_", maxsplit=1)[0], _UNFIT)
