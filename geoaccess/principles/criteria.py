"""The criteria of a flag: high need, long way, little care; each with value, limit and margin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.principles.concerned import concerned
from geoaccess.principles.verdicts import NAN
from geoaccess.principles.wording import Count, Number, Percentile, Share, Term, Words, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geoaccess.principles.concerned import Concerned
    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import RulePack
    from geoaccess.principles.wording import Said

__all__ = ["Criterion", "need_criterion", "spar_criterion", "time_criterion"]

_SLACK = 1e-9

_NEED = N_(
    "Need is high: {percentile}% of the region's people live in areas with lower {label} (limit "
    "{limit}%)."
)
_NOT_NEED = N_(
    "Need is not high: {percentile}% of the region's people live in areas with lower {label} "
    "(limit {limit}%)."
)
_FAR = N_(
    "The way is long: {share} of the people ({people}) are more than {minutes} min {mode} from "
    "the nearest vårdcentral or cannot get there (limit {limit})."
)
_NEAR = N_(
    "The way is not long: {share} of the people ({people}) are more than {minutes} min {mode} "
    "from the nearest vårdcentral or cannot get there (limit {limit})."
)
_LOST = N_("No way is known for {n} of them.")
_LITTLE = N_(
    "Care within reach, shared with all who reach it, is {value} of the region's mean and so too "
    "little (limit {limit})."
)
_ENOUGH = N_(
    "Care within reach, shared with all who reach it, is {value} of the region's mean and so not "
    "too little (limit {limit})."
)
_SPAR_UNKNOWN = N_("How much care is within reach, shared with all who reach it, is not known.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion of a flag.

    Attributes
    ----------
    rule
        ``need``, ``time`` or ``spar``.
    holds
        Whether it speaks for the flag; None where that is not known.
    value, limit
        Need percentile, share beyond the threshold, or SPAR; and its limit.
    margin
        How far the value is past the limit, in its own unit; negative on the other side.
    people, whole
        People concerned, and all people of the area.
    groups
        Of these, by group of people; none where all people of the area are concerned.
    vintages
        Vintages of the data, by kind.
    said
        In words.
    """

    rule: str
    holds: bool | None
    value: float
    limit: float
    margin: float
    people: float
    whole: float
    groups: tuple[Concerned, ...] = ()
    vintages: Mapping[str, str]
    said: tuple[Said, ...]

    @property
    def measured(self) -> Number | Share:
        """The value as it is written."""
        if self.rule == "need":
            return Number(self.value, 1)
        return Share(self.value, self.whole if self.rule == "time" else None)

    def like_value(self, value: float) -> Number | Share:
        """Another value of the same kind, such as the limit, as it is written."""
        return Number(value, 1) if self.rule == "need" else Share(value)


def need_criterion(pack: RulePack, evidence: Evidence, row: pd.Series) -> Criterion:
    """Whether the need percentile is at least the limit."""
    value, limit = float(row["need_percentile"]), pack.need.high_percentile
    holds = value >= limit - _SLACK
    said = say(
        _NEED if holds else _NOT_NEED,
        percentile=Percentile(value, float(evidence.areas["people"].sum())),
        limit=Number(limit, 1),
        label=Words(evidence.need.label),
    )
    return Criterion(
        rule="need",
        holds=holds,
        value=value,
        limit=limit,
        margin=value - limit,
        people=float(row["people"]),
        whole=float(row["people"]),
        vintages=evidence.vintages_of("people", "need"),
        said=(said,),
    )


def time_criterion(pack: RulePack, evidence: Evidence, row: pd.Series) -> Criterion:
    """Whether more than the limit's share of the people are beyond their threshold."""
    settlement = row["settlement"]
    mode = pack.deciding_mode.mode[settlement]
    people, beyond = float(row["people"]), float(row["beyond"])
    value, limit = 1 - float(row["share"]), pack.flag.share_beyond
    holds = value > limit + _SLACK
    said = [
        say(
            _FAR if holds else _NEAR,
            share=Share(value, float(row["coverage"]) * people),
            people=Count(beyond, people),
            minutes=Number(pack.thresholds_min[settlement][mode], 1),
            mode=Term(MODE_WORDS[mode]),
            limit=Share(limit, decimals=0),
        )
    ]
    groups = concerned(row)
    if holds:
        said += [group.said for group in groups]
    if round(float(row["without_time"])) > 0:
        said.append(say(_LOST, n=Count(float(row["without_time"]), people)))
    return Criterion(
        rule="time",
        holds=holds,
        value=value,
        limit=limit,
        margin=value - limit,
        people=beyond,
        whole=people,
        groups=groups,
        vintages=evidence.vintages_of("people", "sites", "streets"),
        said=tuple(said),
    )


def spar_criterion(pack: RulePack, evidence: Evidence, row: pd.Series) -> Criterion:
    """Whether care within reach is below the limit; only for real capacity."""
    value, limit = float(row.get("spar", NAN)), pack.flag.spar_below
    below = value < limit - _SLACK
    # A lower bound below the limit tells nothing; one above it tells enough.
    is_bound = not row.get("spar_unknown", 0.0) <= 1 - pack.flag.min_coverage
    holds = None if math.isnan(value) or (below and is_bound) else below
    said = say(
        _LITTLE if below else _ENOUGH,
        value=Share(value, decimals=0),
        limit=Share(limit, decimals=0),
    )
    return Criterion(
        rule="spar",
        holds=holds,
        value=value,
        limit=limit,
        margin=limit - value,
        people=float(row["people"]),
        whole=float(row["people"]),
        vintages=evidence.vintages_of("people", "sites", "streets"),
        said=(say(_SPAR_UNKNOWN) if holds is None else said,),
    )
