"""Compiled loops: sums of weights over pairs, read straight from seconds.

A weight is looked up by the seconds; no table of weights by pair is ever made. Pairs are summed
row by row in rising order of site, with or without the pairs of weight zero, so that full tables
and pairs give the same sums to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "by_area_and_draw",
    "dense_by_origin",
    "dense_by_site",
    "sparse_by_origin",
    "sparse_by_site",
]


@compiled
def dense_by_origin(
    seconds: NDArray[np.uint16], table: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sum over sites of weight times value, by origin."""
    origins, sites = seconds.shape
    sums = np.zeros(origins)
    for i in range(origins):
        total = 0.0
        for j in range(sites):
            total += table[seconds[i, j]] * values[j]
        sums[i] = total
    return sums


@compiled
def dense_by_site(
    seconds: NDArray[np.uint16], table: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Sum over origins of weight times value, by site."""
    origins, sites = seconds.shape
    sums = np.zeros(sites)
    for i in range(origins):
        value = values[i]
        for j in range(sites):
            sums[j] += table[seconds[i, j]] * value
    return sums


@compiled
def sparse_by_origin(
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    seconds: NDArray[np.uint16],
    table: NDArray[np.float64],
    values: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Sum over the pairs held of weight times value, by origin."""
    origins = len(indptr) - 1
    sums = np.zeros(origins)
    for i in range(origins):
        total = 0.0
        for k in range(indptr[i], indptr[i + 1]):
            total += table[seconds[k]] * values[columns[k]]
        sums[i] = total
    return sums


@compiled
def sparse_by_site(
    indptr: NDArray[np.int64],
    columns: NDArray[np.int32],
    seconds: NDArray[np.uint16],
    table: NDArray[np.float64],
    values: NDArray[np.float64],
    sites: int,
) -> NDArray[np.float64]:
    """Sum over the pairs held of weight times value, by site."""
    sums = np.zeros(sites)
    for i in range(len(indptr) - 1):
        value = values[i]
        for k in range(indptr[i], indptr[i + 1]):
            sums[columns[k]] += table[seconds[k]] * value
    return sums


@compiled
def by_area_and_draw(
    places: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    people: NDArray[np.float64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    values: NDArray[np.float64],
    areas: int,
) -> NDArray[np.float64]:
    """Sum over cells of people times the value of their zone, by area and draw.

    Parameters
    ----------
    places
        ``(cell,)`` each: area, site, place among the ways, place among those to unknown supply.
    begins
        ``(zone, way)``: the first draw in which a way is within the zone's limit.
    ends
        ``(unknown,)``: the first draw in which a site of unknown supply is in reach.
    values
        ``(zone, site, draw)``.
    """
    area, site, way, unknown = places
    zones, _, draws = values.shape
    sums = np.zeros((areas, draws))
    for c in range(len(people)):
        last = ends[unknown[c]]
        for z in range(zones):
            first = begins[z, way[c]]
            if first < last:
                mine = sums[area[c], first:last]
                value = values[z, site[c], first:last]
                for n in range(len(mine)):
                    mine[n] += people[c] * value[n]
            # In the draws that follow they are in a nearer zone.
            last = min(last, first)
    return sums
