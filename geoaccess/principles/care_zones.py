"""Care within reach under other weights of distance, worth of physicians in training and speeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.zone_counts import ZoneCounts

__all__ = ["CareZones"]

_HAIR = 1e-12


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
    least_known
        Share of an area's people for whom care within reach must be known.
    """

    counts: ZoneCounts
    weights: NDArray[np.float64]
    specialists: NDArray[np.float64]
    in_training: NDArray[np.float64]
    least_known: float

    def spar(
        self,
        decay: NDArray[np.float64],
        in_training: NDArray[np.float64],
        speed: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """SPAR of each area under each draw, ``(area, draw)``; NaN where it is not known.

        Parameters
        ----------
        decay
            ``(draw,)``: power that the weights are raised to; above 1 distance matters more.
        in_training
            ``(draw,)``: factor of what a physician in training counts for.
        speed
            ``(draw,)``: factor of all times. Zones stay where they are: who takes longer may end
            in a farther one, or reach no site of unknown capacity any more.
        """
        supply = self.specialists[:, None] + self.in_training[:, None] * in_training
        per_person, told = self.counts.per_person(supply, self.weights[:, None] ** decay, speed)
        everybody = np.maximum(told.sum(axis=0), 1.0)
        mean = (np.nan_to_num(per_person) * told).sum(axis=0) / everybody
        found: NDArray[np.float64] = per_person / np.where(mean > 0, mean, np.nan)
        enough = told >= self.least_known * self.counts.people[:, None] * (1 - _HAIR)
        return np.where(enough, found, np.nan)
