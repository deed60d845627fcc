"""Who chooses and who is given which site: RAAM, and the least total time under capacities."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from harness import Job, Rival

from geoaccess.access import assign_least_time, raam
from geoaccess.times import Times

CUTOFF_S = 7200


class Scene(NamedTuple):
    """Seconds of all pairs, people by origin, supply by site."""

    seconds: np.ndarray
    people: np.ndarray
    supply: np.ndarray


def scene(origins, sites):
    """A made-up region: everybody reaches every site of a square, an hour and more across."""
    rng = np.random.default_rng(6_2)
    here, there = rng.random((origins, 1, 2)), rng.random((1, sites, 2))
    seconds = np.hypot(*np.moveaxis(here - there, -1, 0)) * 4320
    return Scene(
        seconds.round().astype(np.uint16),
        rng.integers(20, 600, origins).astype(float),
        rng.integers(1, 12, sites).astype(float),
    )


def as_times(made):
    """As geoaccess holds it: two bytes a pair."""
    origins, sites = (tuple(map(str, range(n))) for n in made.seconds.shape)
    times = Times("car", origins, sites, made.seconds, CUTOFF_S)
    return times, pd.Series(made.people, origins), pd.Series(made.supply, sites)


def as_tables(made):
    """As PySAL wants it: a long table of pairs, in minutes; people as whole numbers."""
    origins, sites = made.seconds.shape
    pairs = pd.DataFrame(
        {
            "origin": np.repeat(np.arange(origins), sites),
            "dest": np.tile(np.arange(sites), origins),
            "cost": made.seconds.ravel() / 60,
        }
    )
    people = pd.DataFrame({"demand": made.people.astype(np.int64)})
    return pairs, people, pd.DataFrame({"supply": made.supply})


def pysal(repeats=5, **steps):
    """PySAL's cost by origin, with its default cycles and steps or others."""

    def do(held):
        from access.raam import raam as theirs  # noqa: PLC0415 -- only its own process loads it

        pairs, people, supply = held
        return theirs(people, supply, pairs, **steps).loc[people.index].to_numpy()

    return Rival(
        hold=as_tables,
        do=do,
        size=lambda held: int(held[0].memory_usage(index=False).sum()),
        ready=lambda: do(as_tables(scene(40, 6))),
        repeats=repeats,
    )


def room_of(people, supply):
    """People that each site can carry: nine in ten of all."""
    return supply * (0.9 * people.sum() / supply.sum())


def least(held):
    """Person-minutes and people served by geoaccess."""
    times, people, supply = held
    found = assign_least_time(times, people, room_of(people, supply))
    return np.array([found.person_minutes, found.origins["served"].sum()])


def all_at_once(made):
    """The same by HiGHS on all pairs; it gives no proof."""
    from scipy import sparse  # noqa: PLC0415
    from scipy.optimize import linprog  # noqa: PLC0415

    origins, sites = made.seconds.shape
    minutes, room = made.seconds.ravel() / 60, room_of(made.people, made.supply)
    of_origin = sparse.kron(sparse.eye_array(origins), np.ones((1, sites)))
    of_site = sparse.kron(np.ones((1, origins)), sparse.eye_array(sites))
    found = linprog(
        np.concatenate([minutes, np.full(origins, (sites + 1) * minutes.max())]),
        A_eq=sparse.hstack([of_origin, sparse.eye_array(origins)], format="csr"),
        b_eq=made.people,
        A_ub=sparse.hstack([of_site, sparse.csr_array((sites, origins))], format="csr"),
        b_ub=room,
        method="highs-ipm",
    )
    moved = found.x[: len(minutes)]
    return np.array([minutes @ moved, moved.sum()])


def ours(measure):
    """geoaccess, with its loops compiled and loaded."""
    return Rival(
        hold=as_times,
        do=measure,
        size=lambda held: held[0].seconds.nbytes,
        # Large enough that every loop is taken.
        ready=lambda: measure(as_times(scene(400, 30))),
    )


JOBS = {
    "raam": Job(
        title="RAAM, 6,000 places x 240 sites, all pairs",
        scene=lambda: scene(6_000, 240),
        rivals={
            "geoaccess": ours(lambda held: raam(*held).origins["cost"].to_numpy()),
            "PySAL access": pysal(),
            "PySAL, 600 cycles": pysal(3, max_cycles=600, half_life=100, min_step=1e-4),
        },
        tolerance=0.6,
        notes=(
            "geoaccess goes on until nobody gains more than 1e-6; PySAL stops after 150 cycles, or",
            "600 with smaller steps, short of that: its costs are up to 0.9 and 0.09 off.",
        ),
    ),
    "least_time": Job(
        title="Least total time, room for nine in ten, 2,000 places x 100 sites, all pairs",
        scene=lambda: scene(2_000, 100),
        rivals={
            "geoaccess": ours(least),
            "HiGHS on all pairs": Rival(
                hold=lambda made: made,
                do=all_at_once,
                size=lambda made: made.seconds.nbytes,
                ready=lambda: all_at_once(scene(40, 6)),
            ),
        },
        tolerance=1e-7,
    ),
}
