"""What the ways of travel are called in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MODE_WORDS"]

MODE_WORDS: Mapping[str, Phrase] = {
    "walk": Phrase(N_("on foot")),
    "walk_slow": Phrase(N_("on foot, slowly")),
    "bicycle": Phrase(N_("by bicycle")),
    "car": Phrase(N_("by car")),
    "transit": Phrase(N_("by public transport")),
}
