"""What follows every share and time that rests on a list of sites with gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_

if TYPE_CHECKING:
    from geoaccess.messages import Translator

__all__ = ["gaps_sentence"]

_GAPS = N_(
    "The list holds {found} of {expected} vårdcentraler: these numbers say more about the list than"
    " about care."
)


def gaps_sentence(gaps: tuple[int, int], t: Translator) -> str:
    """Say how many vårdcentraler are listed and how many there are."""
    return t(_GAPS, found=t.number(gaps[0]), expected=t.number(gaps[1]))
