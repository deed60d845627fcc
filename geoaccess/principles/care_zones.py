"""Care within reach under other weights of distance and other worth of physicians in training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.zone_counts import ZoneCounts

__all__ = ["CareZones"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CareZones:
    """What a SPAR by area can be measured from anew.

    Attributes
    ----------
    counts
        People by area, zone and site; areas in the order of the evidence's.
    weights
        ``(zone,)``: what a site in each zone counts for.
    specialists, in_training
        ``(site,)``: physicians of each kind, those in training as the pack's norm counts them;
        zero where not known.
    """

    counts: ZoneCounts
    weights: NDArray[np.float64]
    specialists: NDArray[np.float64]
    in_training: NDArray[np.float64]

    def spar(
        self, decay: NDArray[np.float64], in_training: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """SPAR of each area under each draw, ``(area, draw)``; NaN where it is not known.

        Parameters
        ----------
        decay
            ``(draw,)``: power that the weights are raised to; above 1 distance matters more.
        in_training
            ``(draw,)``: factor of what a physician in training counts for.
        """
        supply = self.specialists[:, None] + self.in_training[:, None] * in_training
        per_person = self.counts.per_person(supply, self.weights[:, None] ** decay)
        told = self.counts.told[:, None]
        mean = (np.nan_to_num(per_person) * told).sum(axis=0) / max(told.sum(), 1.0)
        found: NDArray[np.float64] = per_person / np.where(mean > 0, mean, np.nan)
        return found
