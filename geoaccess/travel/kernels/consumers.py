"""What is done with a block of times when it is not kept: the nearest, how many, a weighted sum.

Each loop takes a block of seconds ``(origin, site)`` and brings a running answer up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.lanes import IN_LANES, nearest_in_lanes
from geoaccess.travel.kernels.sweep import LANES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["add_weights", "count_within", "keep_nearest", "nearest_plain"]


def keep_nearest(
    block: NDArray[np.uint16],
    sites: NDArray[np.int64],
    seconds: NDArray[np.uint16],
    site: NDArray[np.int64],
) -> None:
    """Do as `nearest_plain`, by the fastest loop for the block."""
    is_whole = block.shape[1] == LANES and block.flags.c_contiguous
    loop = nearest_in_lanes if is_whole and IN_LANES else nearest_plain
    loop(block, sites, seconds, site)


@compiled
def nearest_plain(
    block: NDArray[np.uint16],
    sites: NDArray[np.int64],
    seconds: NDArray[np.uint16],
    site: NDArray[np.int64],
) -> None:
    """Seconds to the nearest site so far, and which it is: of equally near ones the first.

    Blocks come in the order of the sites. Reasons for having no time are the highest numbers, so
    the least of a row is right there too.
    """
    for i in range(block.shape[0]):
        least = block[i, 0]
        for j in range(block.shape[1]):
            least = min(least, block[i, j])
        if least < seconds[i]:
            seconds[i] = least
            for j in range(block.shape[1] - 1, -1, -1):
                if block[i, j] == least:
                    site[i] = sites[j]


@compiled
def count_within(
    block: NDArray[np.uint16], seconds: NDArray[np.int64], counts: NDArray[np.int64]
) -> None:
    """How many sites are within each of these seconds, ``(origin, limit)``."""
    for i in range(block.shape[0]):
        for limit in range(len(seconds)):
            near = 0
            for j in range(block.shape[1]):
                near += block[i, j] <= seconds[limit]
            counts[i, limit] += near


@compiled
def add_weights(
    block: NDArray[np.uint16],
    table: NDArray[np.float64],
    values: NDArray[np.float64],
    sums: NDArray[np.float64],
) -> None:
    """Sum of weight times value over the sites, site after site; the weight by the seconds.

    `table` has a weight for each of the 65,536 numbers a cell can hold, zero for the reasons.
    """
    for i in range(block.shape[0]):
        total = sums[i]
        for j in range(block.shape[1]):
            total += table[block[i, j]] * values[j]
        sums[i] = total
