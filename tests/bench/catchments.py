"""Floating catchments over ten million pairs: 60,000 places, 5,000 sites, 168 of them in reach."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from harness import Job, Rival

from geoaccess.access import e2sfca, step, two_step_fca
from geoaccess.times import SparseTimes, Status

ORIGINS, SITES, NEAR = 60_000, 5_000, 168
ZONES = {10: 1.0, 20: 0.68, 30: 0.22}
CUTOFF_S = 3600


class Scene(NamedTuple):
    """Pairs in reach with their seconds, row by row."""

    columns: np.ndarray
    seconds: np.ndarray
    people: np.ndarray
    supply: np.ndarray


def scene(origins=ORIGINS, sites=SITES, near=NEAR):
    """A made-up region; the sites of a place are spread over all of them, in rising order."""
    rng = np.random.default_rng(6_2)
    apart = sites // near
    columns = rng.integers(0, apart, (origins, near)) + np.arange(near) * apart
    return Scene(
        columns.astype(np.int32),
        rng.integers(0, 2400, (origins, near)).astype(np.uint16),
        rng.integers(0, 500, origins).astype(float),
        rng.integers(1, 9, sites).astype(float),
    )


def as_times(made):
    """As geoaccess holds it: six bytes a pair."""
    origins, near = made.columns.shape
    times = SparseTimes(
        "car",
        tuple(map(str, range(origins))),
        tuple(map(str, range(len(made.supply)))),
        indptr=np.arange(origins + 1, dtype=np.int64) * near,
        columns=made.columns.ravel(),
        seconds=made.seconds.ravel(),
        rest=np.full(origins, Status.BEYOND_CUTOFF, dtype=np.uint16),
        cutoff=CUTOFF_S,
    )
    return times, pd.Series(made.people, times.origins), pd.Series(made.supply, times.sites)


def size_of_times(held):
    """Bytes of the pairs."""
    times = held[0]
    return sum(a.nbytes for a in (times.indptr, times.columns, times.seconds, times.rest))


def as_tables(made):
    """As PySAL wants it: a long table of pairs, in minutes, with whole numbers as ids."""
    origins, near = made.columns.shape
    pairs = pd.DataFrame(
        {
            "origin": np.repeat(np.arange(origins), near),
            "dest": made.columns.ravel().astype(np.int64),
            "cost": made.seconds.ravel() / 60,
        }
    )
    people = pd.DataFrame({"geoid": np.arange(origins), "demand": made.people})
    return pairs, people, pd.DataFrame({"supply": made.supply})


def size_of_tables(held):
    """Bytes of the long table."""
    return int(held[0].memory_usage(index=False).sum())


def as_plain(made):
    """As for SciPy: the same pairs as geoaccess, in minutes to be weighed."""
    return made


def size_of_plain(made):
    """Bytes of the pairs."""
    return made.columns.nbytes + made.seconds.nbytes


def ours(measure):
    """geoaccess, with its loops compiled and loaded."""
    return Rival(
        hold=as_times,
        do=lambda held: measure(*held).per_origin.to_numpy(),
        size=size_of_times,
        ready=lambda: measure(*as_times(scene(3, 4, 2))),
    )


def pysal(weight=None, repeats=5):
    """PySAL access; origins that it leaves out have none."""

    def do(held):
        from access import fca  # noqa: PLC0415 -- only this rival's process loads it

        pairs, people, supply = held
        found = fca.two_stage_fca(people, supply, pairs, max_cost=30, weight_fn=weight)
        return found.reindex(people["geoid"], fill_value=0.0).to_numpy()

    def ready():
        do(as_tables(scene(3, 4, 2)))

    return Rival(hold=as_tables, do=do, size=size_of_tables, ready=ready, repeats=repeats)


def scipy(limits, weights):
    """Sparse matrices of SciPy, from the same pairs."""

    def do(made):
        from scipy import sparse  # noqa: PLC0415

        origins, near = made.columns.shape
        seconds = made.seconds.ravel()
        values = np.array([*weights, 0.0])[np.searchsorted(limits, seconds)]
        indptr = np.arange(origins + 1) * near
        matrix = sparse.csr_array(
            (values, made.columns.ravel(), indptr), shape=(origins, len(made.supply))
        )
        demand = matrix.T @ made.people
        ratio = np.divide(made.supply, demand, out=np.zeros_like(demand), where=demand > 0)
        return matrix @ ratio

    return Rival(hold=as_plain, do=do, size=size_of_plain, ready=lambda: do(scene(3, 4, 2)))


def stepped(minutes):
    """Luo and Qi's slow decay as PySAL takes it: called for each pair."""
    return next((weight for limit, weight in ZONES.items() if minutes <= limit), 0.0)


PAIRS = f"{ORIGINS * NEAR:,} pairs"
JOBS = {
    "2sfca": Job(
        title=f"2SFCA, 30 minutes, {PAIRS}",
        scene=scene,
        rivals={
            "geoaccess": ours(lambda t, p, s: two_step_fca(t, p, s, within_min=30)),
            "scipy.sparse": scipy([1800], [1.0]),
            "PySAL access": pysal(),
        },
    ),
    "e2sfca": Job(
        title=f"E2SFCA, 10/20/30 minutes, {PAIRS}",
        scene=scene,
        rivals={
            "geoaccess": ours(lambda t, p, s: e2sfca(t, p, s, decay=step(ZONES))),
            "scipy.sparse": scipy([600, 1200, 1800], list(ZONES.values())),
            "PySAL access": pysal(stepped),
        },
    ),
}
