"""Words for kinds of areas: types 1-5, and what became of an area between two vintages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Translator

__all__ = ["AREA_TYPES", "CHANGES", "said_area_type"]

AREA_TYPES: Mapping[int, str] = {
    1: N_("large socio-economic challenges"),
    2: N_("socio-economic challenges"),
    3: N_("socio-economically mixed"),
    4: N_("good socio-economic conditions"),
    5: N_("very good socio-economic conditions"),
}
CHANGES: Mapping[str, str] = {
    "unchanged": N_("unchanged"),
    "split": N_("split"),
    "merged": N_("merged"),
    "redrawn": N_("redrawn"),
}


def said_area_type(value: float, t: Translator) -> str:
    """Type of an area with its words; a number that is no type as it stands.

    Examples
    --------
    >>> from geoaccess.messages import translator
    >>> said_area_type(1.0, translator("sv")), said_area_type(1.5, translator("sv"))
    ('1: stora socioekonomiska utmaningar', '1,5')
    """
    words = AREA_TYPES.get(int(value)) if value == int(value) else None
    return t.number(value, 1) if words is None else f"{int(value)}: {t(words)}"
