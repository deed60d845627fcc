"""Where like lies beside like: Moran's index of a region, and clusters of need and poor access.

Each area counts once, whatever its people. Chance is told from pattern by permutations, seeded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geoaccess.access.equity.observed import named
from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.access.neighbours import Neighbours

    Vector = NDArray[np.float64]

__all__ = [
    "LocalClusters",
    "Moran",
    "NeedAccessClusters",
    "local_moran",
    "moran",
    "need_access_clusters",
]

_LEAST_AREAS = 4
_TIE = 1e-9
_BATCH = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Moran:
    """Moran's I of a whole region.

    Attributes
    ----------
    value, expected
        The index, and its mean were the values scattered at random.
    p
        Two-sided pseudo-p.
    permutations, areas
        How many times the values were scattered, over how many areas.
    """

    value: float
    expected: float
    p: float
    permutations: int
    areas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalClusters:
    """Local Moran of each area.

    Attributes
    ----------
    table
        Indexed by area: ``local``, ``quadrant`` (``HH``, ``HL``, ``LH``, ``LL``: the area itself,
        then its neighbours, above or below the mean), ``p`` (two-sided pseudo-p), ``p_adjusted``
        (Benjamini-Hochberg), ``label`` (the quadrant, or ``not_significant``).
    fdr
        Expected share of false ones among the areas labelled.
    permutations
        How many times the other areas' values were scattered.
    neighbours
        Who counts as a neighbour, and which islands got the nearest.
    """

    table: pd.DataFrame
    fdr: float
    permutations: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAccessClusters(LocalClusters):
    """Local Moran of need against the access of the neighbours.

    In a label the first letter is the area's need and the second the neighbours' *access*: H is
    good access, L is poor. ``HL`` is high need with poor access near.

    Attributes
    ----------
    poor_access
        Which values of the measure are poor access: ``high`` for minutes, ``low`` for supply.
    correlation
        Of need and access (more is better) in the same areas: the clusters do not see it.
    """

    poor_access: Literal["high", "low"]
    correlation: float


def moran(value: pd.Series, neighbours: Neighbours, *, seed: int, permutations: int = 999) -> Moran:
    """Moran's I: whether areas are like their neighbours in the region as a whole.

    ``I = sum z_i w_ij z_j / n`` with z standardised and weights w summing to 1 for each area
    (Moran 1950, doi:10.1093/biomet/37.1-2.17). The pseudo-p is ``2 (r + 1) / (m + 1)``, at most
    1, with r of the m permutations at least as far out on the same side.

    Parameters
    ----------
    value
        Any measure by area, missing nowhere.
    neighbours
        From `geoaccess.access.neighbours`, of the same areas.
    seed, permutations
        Of the scattering.

    Raises
    ------
    InputError
        If values are missing, all the same, or of fewer than four areas.

    Examples
    --------
    Four villages along a road; the two at either end are alike.

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> from geoaccess.access import neighbours
    >>> road = gpd.GeoSeries([box(x, 0, x + 1, 1) for x in range(4)], index=[*"abcd"], crs=3006)
    >>> round(moran(pd.Series([1, 1, 5, 5.0], [*"abcd"]), neighbours(road), seed=1).value, 2)
    0.5
    """
    _check_permutations(permutations)
    (z,) = _standardised(neighbours, value=value)
    n = len(z)
    rng = np.random.default_rng(seed)
    (index,) = _moran_of(z[None, :], neighbours)
    simulated = [
        _moran_of(rng.permuted(np.tile(z, (many, 1)), axis=1), neighbours)
        for many in _batches(permutations)
    ]
    return Moran(
        value=float(index),
        expected=-1 / (n - 1),
        p=_pseudo_p(index, np.concatenate(simulated)),
        permutations=permutations,
        areas=n,
    )


def local_moran(
    value: pd.Series,
    neighbours: Neighbours,
    *,
    seed: int,
    permutations: int = 999,
    fdr: float = 0.05,
) -> LocalClusters:
    """Where areas of high, or low, values lie together, and which differ from their neighbours.

    ``I_i = z_i sum_j w_ij z_j`` (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x). For each
    area its own value stays and the others' are scattered; the pseudo-p is two-sided as in
    `moran`, and adjusted over all areas (Benjamini & Hochberg 1995,
    doi:10.1111/j.2517-6161.1995.tb02031.x). With m permutations no p is below ``2 / (m + 1)``:
    for many areas raise m, or few can pass.

    Parameters
    ----------
    value, neighbours, seed, permutations
        As in `moran`.
    fdr
        Largest adjusted p that is labelled.

    Raises
    ------
    InputError
        As `moran`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import box
    >>> from geoaccess.access import neighbours
    >>> road = gpd.GeoSeries([box(x, 0, x + 1, 1) for x in range(4)], index=[*"abcd"], crs=3006)
    >>> found = local_moran(pd.Series([1, 2, 5, 6.0], [*"abcd"]), neighbours(road), seed=1)
    >>> found.table["quadrant"].tolist(), set(found.table["label"])
    (['LL', 'LL', 'HH', 'HH'], {'not_significant'})
    """
    _check_permutations(permutations)
    (z,) = _standardised(neighbours, value=value)
    return LocalClusters(
        table=_table(z, z, neighbours, seed, permutations, fdr),
        fdr=fdr,
        permutations=permutations,
        neighbours=neighbours,
    )


def need_access_clusters(
    need: pd.Series,
    access: pd.Series,
    neighbours: Neighbours,
    *,
    poor_access: Literal["high", "low"],
    seed: int,
    permutations: int = 999,
    fdr: float = 0.05,
) -> NeedAccessClusters:
    """Where high need lies among poor access: the bivariate local Moran.

    ``I_i = zx_i sum_j w_ij zy_j`` with need x and access y, turned so that more is better
    (Anselin, Syabri & Smirnov 2002). It looks at the neighbours' access and not at the area's
    own: `correlation` tells of that. Permutations, p and labels are as in `local_moran`.

    Parameters
    ----------
    need
        Need by area, more is greater; missing nowhere.
    access
        A measure of access by area; missing nowhere.
    neighbours, seed, permutations, fdr
        As in `local_moran`.
    poor_access
        ``high`` where much of the measure is bad (minutes), ``low`` where little is (supply).

    Raises
    ------
    InputError
        As `moran`.

    Examples
    --------
    Need is high in the east, where the way is long.

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> from geoaccess.access import neighbours
    >>> road = gpd.GeoSeries([box(x, 0, x + 1, 1) for x in range(4)], index=[*"abcd"], crs=3006)
    >>> need, minutes = pd.Series([1, 1, 2, 2.0], [*"abcd"]), pd.Series([5, 6, 20, 25], [*"abcd"])
    >>> found = need_access_clusters(need, minutes, neighbours(road), poor_access="high", seed=1)
    >>> found.table["quadrant"].tolist(), round(found.correlation, 2)
    (['LH', 'LH', 'HL', 'HL'], -0.98)
    """
    _check_permutations(permutations)
    zx, zy = _standardised(neighbours, need=need, access=access)
    zy = -zy if poor_access == "high" else zy
    return NeedAccessClusters(
        table=_table(zx, zy, neighbours, seed, permutations, fdr),
        fdr=fdr,
        permutations=permutations,
        neighbours=neighbours,
        poor_access=poor_access,
        correlation=float(zx @ zy) / len(zx),
    )


def _moran_of(z: NDArray[np.float64], neighbours: Neighbours) -> Vector:
    """The index of each row's values."""
    index: Vector = (z * (neighbours.weights @ z.T).T).sum(axis=1) / z.shape[1]
    return index


def _batches(whole: int) -> Iterator[int]:
    """So many at a time that they fit in memory whatever the region."""
    for done in range(0, whole, _BATCH):
        yield min(_BATCH, whole - done)


def _table(
    zx: Vector, zy: Vector, neighbours: Neighbours, seed: int, permutations: int, fdr: float
) -> pd.DataFrame:
    lag = neighbours.weights @ zy
    local = zx * lag
    scattered = _scattered_lags(zy, neighbours, seed, permutations)
    p = np.array([_pseudo_p(i, x * lags) for i, x, lags in zip(local, zx, scattered, strict=True)])
    adjusted = _benjamini_hochberg(p)
    quadrant = np.where(zx > 0, "H", "L").astype(object) + np.where(lag > 0, "H", "L")
    return pd.DataFrame(
        {
            "local": local,
            "quadrant": quadrant,
            "p": p,
            "p_adjusted": adjusted,
            "label": np.where(adjusted <= fdr, quadrant, "not_significant"),
        },
        index=neighbours.ids,
    )


def _scattered_lags(
    z: Vector, neighbours: Neighbours, seed: int, permutations: int
) -> Iterator[Vector]:
    """Each area's mean of neighbours, ``(permutations,)``, when all values but its own scatter.

    Only as many values are drawn as an area has neighbours; the places drawn are the same for all
    areas, among each one's others. One area at a time: of all at once there are millions.
    """
    weights, n = neighbours.weights, len(z)
    most = int(np.diff(weights.indptr).max())
    rng = np.random.default_rng(seed)
    everyone = np.arange(n - 1)
    drawn = np.array([rng.permutation(everyone)[:most] for _ in range(permutations)])
    for place in range(n):
        mine = weights.data[weights.indptr[place] : weights.indptr[place + 1]]
        yield np.delete(z, place).take(drawn[:, : len(mine)]) @ mine


def _pseudo_p(found: float, simulated: Vector) -> float:
    """Two-sided; what rounding makes of equal values counts as equal."""
    above = int(np.count_nonzero(simulated >= found - _TIE))
    below = int(np.count_nonzero(simulated <= found + _TIE))
    return min(2 * (min(above, below) + 1) / (len(simulated) + 1), 1.0)


def _benjamini_hochberg(p: Vector) -> Vector:
    """The least false discovery rate at which each would be labelled."""
    order = np.argsort(p, kind="stable")[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return adjusted


def _standardised(neighbours: Neighbours, **given: pd.Series) -> list[Vector]:
    """Each measure in the areas' order, with mean 0 and variance 1; all faults at once."""
    ids, found = neighbours.ids, NoticeList()
    if len(ids) < _LEAST_AREAS:
        found.add("GA-E010", n=len(ids), least=_LEAST_AREAS)
    standardised = []
    for name, series in given.items():
        values = series[~series.index.duplicated()].reindex(ids).to_numpy(np.float64)
        unknown = ~np.isfinite(values)
        if unknown.any():
            found.add("GA-E011", column=name, n=int(unknown.sum()), areas=named(ids[unknown]))
        elif np.ptp(values) == 0:
            found.add("GA-E012", column=name)
        else:
            standardised.append((values - values.mean()) / values.std())
    InputError.refuse(found)
    return standardised


def _check_permutations(permutations: int) -> None:
    if permutations < 1:
        msg = f"{permutations} permutations: give at least one, 999 or more to publish"
        raise ValueError(msg)
