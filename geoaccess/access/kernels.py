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

__all__ = ["dense_by_origin", "dense_by_site", "sparse_by_origin", "sparse_by_site"]


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
