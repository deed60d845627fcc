"""The least total travel time under capacities, and the proof that it is the least."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.pairs import Pairs

__all__ = ["Problem", "bound", "least_time", "problem_of"]

_NEAREST = 8
"""Pairs of each origin to begin with, beside those of the first plan."""
_CLOSE = 1e-6
"""Minutes a pair must be better by to be looked at; people and share of the total for the proof."""


class Problem(NamedTuple):
    """People, places, and what it costs to bring them together, in minutes.

    Attributes
    ----------
    rows, columns, minutes
        Of each pair that may be used: place of the origin, place of the site, travel.
    people, room
        By origin, by site.
    leaving
        Minutes that leaving one person without a site counts for. Serving one more moves others
        along at most as many pairs as there are sites: above that sum, as many as can be are
        served.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int32]
    minutes: NDArray[np.float64]
    people: NDArray[np.float64]
    room: NDArray[np.float64]
    leaving: float


def problem_of(pairs: Pairs, people: NDArray[np.float64], room: NDArray[np.float64]) -> Problem:
    """The problem of `people` by origin and `room` by site."""
    rows = np.repeat(np.arange(len(people)), np.diff(pairs.indptr))
    minutes = pairs.seconds / 60.0
    leaving = (len(room) + 1) * float(minutes.max(initial=1.0))
    return Problem(rows, pairs.columns, minutes, people, room, leaving)


def least_time(problem: Problem, first: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Serve as many as can be in the least total time.

    Few pairs are ever used. So the problem is solved on some of them, and its prices tell whether
    any other pair would make it better; those that would are added until there are none. What
    ends the search is the proof of the optimum.

    Parameters
    ----------
    problem
        What is asked.
    first
        People by pair of any plan: where the search starts.

    Returns
    -------
    flow
        People by pair.
    gap
        Person-minutes by which any plan that serves as many could be better, at most.

    Raises
    ------
    RuntimeError
        If the solver fails, or its plan breaks a bound or is not shown to be the best.
    """
    held = (first > 0) | _is_near(problem)
    flow = np.zeros(len(held))
    while True:
        flow[held], prices = _solve(problem, held)
        better = _better(problem, held, prices)
        if not len(better):
            break
        held[better] = True
    return flow, _proven(problem, flow, prices)


def bound(problem: Problem, prices: NDArray[np.float64]) -> float:
    """Minutes that no plan falls below, at any `prices` ``>= 0`` of a place at each site."""
    cheapest = np.full(len(problem.people), problem.leaving)
    np.minimum.at(cheapest, problem.rows, problem.minutes + prices[problem.columns])
    return float(problem.people @ cheapest - problem.room @ prices)


def _is_near(problem: Problem) -> NDArray[np.bool_]:
    order = np.lexsort((problem.minutes, problem.rows))
    begins = np.searchsorted(problem.rows, problem.rows)
    near = np.zeros(len(order), dtype=np.bool_)
    near[order] = np.arange(len(order)) - begins < _NEAREST
    return near


def _solve(
    problem: Problem, held: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """People by held pair, and the price of a place by site, on the held pairs alone."""
    from scipy.optimize import linprog  # noqa: PLC0415 -- heavy, and few ask for it

    rows, columns = problem.rows[held], problem.columns[held]
    origins, sites, pairs = len(problem.people), len(problem.room), len(rows)
    ones, every = np.ones(pairs), np.arange(pairs)
    by_origin = sparse.csr_array((ones, (rows, every)), shape=(origins, pairs))
    by_site = sparse.csr_array((ones, (columns, every)), shape=(sites, pairs))
    found = linprog(  # type: ignore[call-overload]  # its stubs: no sparse
        np.concatenate([problem.minutes[held], np.full(origins, problem.leaving)]),
        A_eq=sparse.hstack([by_origin, sparse.eye_array(origins)], format="csr"),
        b_eq=problem.people,
        A_ub=sparse.hstack([by_site, sparse.csr_array((sites, origins))], format="csr"),
        b_ub=problem.room,
        method="highs-ipm",
    )
    if found.status != 0:
        msg = f"HiGHS gave no plan: {found.message}"
        raise RuntimeError(msg)
    return np.maximum(found.x[:pairs], 0.0), np.maximum(-found.ineqlin.marginals, 0.0)


def _better(
    problem: Problem, held: NDArray[np.bool_], prices: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Of each origin the pair that would be cheapest, where it is not held and beats those held."""
    paid = problem.minutes + prices[problem.columns]
    best = np.full(len(problem.people), problem.leaving)
    np.minimum.at(best, problem.rows[held], paid[held])
    beats = np.flatnonzero(paid < best[problem.rows] - _CLOSE)
    order = beats[np.lexsort((paid[beats], problem.rows[beats]))]
    return order[np.diff(problem.rows[order], prepend=-1) > 0]


def _proven(problem: Problem, flow: NDArray[np.float64], prices: NDArray[np.float64]) -> float:
    """How far the plan can be from the best, shown from the plan and any prices alone."""
    served = np.bincount(problem.rows, weights=flow, minlength=len(problem.people))
    load = np.bincount(problem.columns, weights=flow, minlength=len(problem.room))
    over = max((served - problem.people).max(initial=0), (load - problem.room).max(initial=0))
    spent = float(problem.minutes @ flow)
    left = problem.leaving * float((problem.people - served).sum())
    gap = spent + left - bound(problem, prices)
    everything = problem.leaving * float(problem.people.sum())
    if over > _CLOSE * max(1.0, problem.people.sum()) or gap > _CLOSE * spent + 1e-11 * everything:
        msg = f"HiGHS' plan is not shown to be the best: {gap} minutes, {over} too many"
        raise RuntimeError(msg)
    return max(gap, 0.0)
