"""What the counts of people are called in a sentence; a column of the user's own keeps its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COUNT_WORDS"]

COUNT_WORDS: Mapping[str, Phrase] = {
    "people": Phrase(N_("number of people")),
    "age_65plus": Phrase(N_("people 65 or older")),
    "age_80plus": Phrase(N_("people 80 or older")),
    "age_85plus": Phrase(N_("people 85 or older")),
    "elderly_alone": Phrase(N_("people 65 or older living alone")),
    "foreign_born": Phrase(N_("people born abroad")),
    "unemployed": Phrase(N_("unemployed people")),
    "single_parent": Phrase(N_("single parents")),
    "moved_in": Phrase(N_("people who moved in during the year")),
    "low_edu": Phrase(N_("people with short education")),
    "under5": Phrase(N_("children under 5")),
    "no_car": Phrase(N_("households without a car")),
}
