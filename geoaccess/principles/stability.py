"""How sure a flag is: many draws of what it rests on, and in how many the area is flagged.

A Latin hypercube (McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755) draws every
number a flag rests on from its range in the pack: each range is cut in as many slices as there are
draws, and each slice is drawn from once. No way is searched anew: a slower world by a tenth is
each way's own time a tenth longer. Care within reach is measured anew from the people in each
zone around each site; the zones stay where they are, and who takes longer may end in a farther one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.principles.reach import reach
from geoaccess.times import LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import RulePack, Sensitivity

__all__ = ["PARAMETERS", "Stability", "draws_of", "stability"]

_SLACK = 1e-9
PARAMETERS = (
    "time", "speed", "need_limit", "need_weights", "share", "spar", "decay", "in_training"
)  # fmt: skip
"""What is drawn, each with a range of its own in the pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """What the draws tell of each area.

    Attributes
    ----------
    share
        By area: share of the draws under which it is flagged.
    draws
        How many draws.
    matters_most
        By area: which of `PARAMETERS` goes most with the flag over the draws, by the rank
        correlation of the two; empty where every draw says the same.
    tipping_min
        By area: the threshold in minutes from which its way is no longer too long - so many have
        longer than that as the limit allows; NaN where no threshold changes it.
    """

    share: pd.Series
    draws: int
    matters_most: pd.Series
    tipping_min: pd.Series


def draws_of(ranges: Sensitivity) -> Mapping[str, NDArray[np.float64]]:
    """The drawn values of each parameter, ``(draw,)``: the same for the same ranges and seed.

    Examples
    --------
    >>> from geoaccess.principles import load_pack
    >>> drawn = draws_of(load_pack("stockholm").sensitivity)
    >>> len(drawn["time"]), bool((drawn["time"] >= 0.8).all() and (drawn["time"] <= 1.2).all())
    (1000, True)
    """
    rng = np.random.default_rng(ranges.seed)
    found = {}
    for name in PARAMETERS:
        low, high = getattr(ranges, name)
        slices = (rng.permutation(ranges.draws) + rng.random(ranges.draws)) / ranges.draws
        # Rounded, the last slice could end a hair above the range.
        found[name] = np.minimum(low + (high - low) * slices, high)
    return found


def stability(pack: RulePack, evidence: Evidence) -> Stability:
    """Draw all that a flag rests on, and count the draws under which each area is flagged.

    Thresholds of time are multiplied by ``time``, all times by ``speed``; the high-need percentile
    is moved by ``need_limit``, and each area's own percentile by ``need_weights`` of the way to
    the lowest or highest that other weights give it, where known; the limits of the share beyond
    and - where capacity is real - of SPAR are multiplied by ``share`` and ``spar``. SPAR itself is
    that of ways of ``speed`` times as long, of weights of distance raised to ``decay`` and of
    physicians in training who count for ``in_training`` times the norm. A SPAR that is not known,
    or only a lower bound, flags nothing; who has no known way is in no share.
    """
    drawn = draws_of(pack.sensitivity)
    ratios = _Ratios.of(pack, evidence)
    beyond = ratios.beyond(drawn["time"] / drawn["speed"])
    percentile = _percentiles(evidence, drawn["need_weights"])
    high = percentile >= pack.need.high_percentile + drawn["need_limit"] - _SLACK
    far = beyond > np.minimum(pack.flag.share_beyond * drawn["share"], 1.0) + _SLACK
    little = _spar(pack, evidence, drawn) < pack.flag.spar_below * drawn["spar"] - _SLACK
    flagged = high & (far | little)
    index = evidence.areas.index
    return Stability(
        share=pd.Series(flagged.mean(axis=1), index=index),
        draws=pack.sensitivity.draws,
        matters_most=pd.Series(
            _matters_most(flagged, _playing(evidence, drawn)), index=index, dtype="str"
        ),
        tipping_min=pd.Series(ratios.tipping(pack.flag.share_beyond), index=index)
        * evidence.areas["settlement"].map(_threshold_min(pack)).to_numpy(dtype=float),
    )


@dataclass(frozen=True, slots=True)
class _Ratios:
    """Each point's time over its threshold, by area from longest to shortest, with its people.

    `ends` are the places where areas begin and end; `people` is summed from the longest time on;
    who has no way at all has an endless ratio.
    """

    ratio: NDArray[np.float64]
    people: NDArray[np.float64]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, pack: RulePack, evidence: Evidence) -> _Ratios:
        reached = reach(pack, evidence)
        area = evidence.areas.index.get_indexer(pd.Index(reached["area_id"]))
        told = (area >= 0) & ~reached["silent"].to_numpy()
        area, kept = area[told], reached.loc[told]
        seconds = kept["seconds"].to_numpy(dtype=float)
        ratio = np.where(
            seconds > LONGEST_SECONDS, np.inf, seconds / kept["limit_s"].to_numpy(dtype=float)
        )
        order = np.lexsort((-ratio, area))
        ends = np.searchsorted(area[order], np.arange(len(evidence.areas) + 1))
        return cls(ratio[order], kept["people"].to_numpy(dtype=float)[order], ends)

    def beyond(self, thresholds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share of each area's people above each ratio, ``(area, draw)``; NaN where none."""
        found = np.full((len(self.ends) - 1, len(thresholds)), np.nan)
        for row, (ratio, summed) in enumerate(self._areas()):
            if summed[-1] > 0:
                # The longest come first: how many of them are above.
                above = len(ratio) - np.searchsorted(ratio[::-1], thresholds, side="right")
                found[row] = summed[above] / summed[-1]
        return found

    def tipping(self, limit: float) -> NDArray[np.float64]:
        """The least ratio of each area above which no more than `limit` of the people are."""
        found = np.full(len(self.ends) - 1, np.nan)
        for row, (ratio, summed) in enumerate(self._areas()):
            if not summed[-1] > 0:
                continue
            # One more of the longest and too many are above: the threshold must not be below it.
            place = int(np.searchsorted(summed / summed[-1], limit + _SLACK, side="right")) - 1
            tips = ratio[place] if place < len(ratio) else 0.0
            found[row] = tips if np.isfinite(tips) else np.nan
        return found

    def _areas(self) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """Ratios of each area, and its people summed, from nobody on."""
        parts = zip(self.ends[:-1], self.ends[1:], strict=True)
        return [
            (self.ratio[a:b], np.concatenate([[0.0], np.cumsum(self.people[a:b])]))
            for a, b in parts
        ]


def _threshold_min(pack: RulePack) -> dict[str, float]:
    return {
        settlement: pack.thresholds_min[settlement][mode]
        for settlement, mode in pack.deciding_mode.mode.items()
        if mode in pack.thresholds_min.get(settlement, {})
    }


def _percentiles(evidence: Evidence, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Need percentile of each area under each draw: moved within what other weights give it."""
    areas = evidence.areas
    own = areas["need_percentile"].to_numpy(dtype=float)[:, None]

    def room(name: str) -> NDArray[np.float64]:
        """How far the percentile goes at most; nowhere where that is not known."""
        if name not in areas:
            return np.zeros_like(own)
        far: NDArray[np.float64] = np.abs(areas[name].to_numpy(dtype=float)[:, None] - own)
        return np.nan_to_num(far)

    up, down = room("need_percentile_high"), room("need_percentile_low")
    moved: NDArray[np.float64] = own + np.where(weights > 0, up, down) * weights
    return moved


def _spar(
    pack: RulePack, evidence: Evidence, drawn: Mapping[str, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """SPAR by area and draw, missing where the area's own is; the same in all draws if it must."""
    own = _known_spar(pack, evidence)[:, None]
    if evidence.care_zones is None:
        return own
    found = evidence.care_zones.spar(drawn["decay"], drawn["in_training"], drawn["speed"])
    return np.where(np.isnan(own), np.nan, found)


def _playing(
    evidence: Evidence, drawn: Mapping[str, NDArray[np.float64]]
) -> Mapping[str, NDArray[np.float64]]:
    """Those that can change a flag here: by chance alone the others may go with it a little."""
    idle = {"decay", "in_training"} if evidence.care_zones is None else set()
    if not evidence.real_capacity:
        idle.add("spar")
    return {name: values for name, values in drawn.items() if name not in idle}


def _known_spar(pack: RulePack, evidence: Evidence) -> NDArray[np.float64]:
    """SPAR by area, missing where it is not known or a mere lower bound."""
    areas = evidence.areas
    if not evidence.real_capacity or "spar" not in areas:
        return np.full(len(areas), np.nan)
    spar = areas["spar"].to_numpy(dtype=float)
    if "spar_unknown" not in areas:
        return spar
    unknown = areas["spar_unknown"].to_numpy(dtype=float)
    return np.where(unknown <= 1 - pack.flag.min_coverage, spar, np.nan)


def _matters_most(
    flagged: NDArray[np.bool_], drawn: Mapping[str, NDArray[np.float64]]
) -> NDArray[np.object_]:
    """The parameter whose ranks go most with being flagged, by area; the first among equals."""
    ranks = np.stack([values.argsort().argsort() for values in drawn.values()]).astype(float)
    ranks -= ranks.mean(axis=1, keepdims=True)
    moved = np.array([np.ptp(values) > 0 for values in drawn.values()])
    # Yes or no has two ranks only, so the correlation is the same up to its scale by area.
    strength = np.abs(flagged.astype(float) @ ranks.T) * moved
    names = np.array(list(drawn), dtype=object)
    found: NDArray[np.object_] = names[strength.argmax(axis=1)]
    share = flagged.mean(axis=1)
    found[(share == 0) | (share == 1) | (strength.max(axis=1) == 0)] = ""
    return found
