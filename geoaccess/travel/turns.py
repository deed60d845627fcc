"""Turns that a mode may not make, and the vertices that hold every search to that.

A crossing with a forbidden turn falls apart: each of its streets gets a vertex to arrive at and
one to set out from, joined where the turn is allowed and in no time. So kernels need to know
nothing of turns, and stay exact (Caldwell 1961, https://doi.org/10.1145/366532.366547). Who is at
the crossing sets out by any of its streets from the vertex it was, and gets there by any of them
to one more.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.modes import Mode

__all__ = ["Crossings", "Drawn"]

_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_Banned = frozenset[tuple[int, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """Segments before crossings fall apart.

    `street` is the same for segments that lie on each other: what is forbidden from one is
    forbidden from all.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    street: NDArray[np.int64]
    vertices: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crossings:
    """Where segments are left and entered, when forbidden turns are kept apart.

    Attributes
    ----------
    start, end
        Vertices from which each segment is entered, forward and backward.
    start_in, end_in
        Vertices at which it arrives, backward and forward.
    turn_tail, turn_head
        Allowed turns at crossings that fell apart, from arriving to setting out.
    vertex
        Of each vertex the one it was before: there those set out who are at the crossing.
    goal
        Of each vertex the one at which those arrive who want to the crossing.
    followed, idle, unclear
        How many restrictions are followed, concern streets that are closed to the mode anyway,
        and do not tell which of a way's two ends at the crossing they mean.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    start_in: NDArray[np.int64]
    end_in: NDArray[np.int64]
    turn_tail: NDArray[np.int64]
    turn_head: NDArray[np.int64]
    vertex: NDArray[np.int64]
    goal: NDArray[np.int64]
    followed: int = 0
    idle: int = 0
    unclear: int = 0

    @classmethod
    def of(cls, drawn: Drawn, streets: Streets, mode: Mode) -> Self:
        """Let the crossings fall apart at which a mode may not make every turn."""
        banned, counts = _banned(drawn, streets, mode)
        apart = _Apart(drawn, {via for via, _, _ in banned})
        tails, heads = apart.turns(banned)
        return cls(
            start=apart.moved(drawn.start, departing=True),
            end=apart.moved(drawn.end, departing=True),
            start_in=apart.moved(drawn.start, departing=False),
            end_in=apart.moved(drawn.end, departing=False),
            turn_tail=tails,
            turn_head=heads,
            vertex=apart.vertex(),
            goal=apart.goal(),
            followed=counts["followed"],
            idle=counts["idle"],
            unclear=counts["unclear"],
        )


class _Apart:
    """Crossings with two vertices for each of their streets: to arrive at, to set out from."""

    def __init__(self, drawn: Drawn, via: Iterable[int]) -> None:
        self.drawn = drawn
        self.via = np.array(sorted(via), dtype=np.int64)
        pairs = [
            np.column_stack([ends, drawn.street])[np.isin(ends, self.via)]
            for ends in (drawn.start, drawn.end)
        ]
        # Rows of crossing and street; the n-th arrives at vertex `vertices + 2 n`, and is left
        # from the next. After all of them come the goals.
        self.arms = np.unique(np.concatenate(pairs), axis=0)
        self._number = {(int(at), int(street)): n for n, (at, street) in enumerate(self.arms)}

    def vertex(self) -> NDArray[np.int64]:
        arms = np.repeat(self.arms[:, 0], 2)
        return np.concatenate([np.arange(self.drawn.vertices), arms, self.via])

    def goal(self) -> NDArray[np.int64]:
        vertices = self.drawn.vertices + 2 * len(self.arms)
        goal = np.arange(vertices + len(self.via))
        goal[self.via] = vertices + np.arange(len(self.via))
        return goal[self.vertex()]

    def moved(self, ends: NDArray[np.int64], *, departing: bool) -> NDArray[np.int64]:
        if not len(self.via):
            return ends
        moved = ends.copy()
        for segment in np.flatnonzero(np.isin(ends, self.via)):
            arm = self._number[int(ends[segment]), int(self.drawn.street[segment])]
            moved[segment] = self.drawn.vertices + 2 * arm + departing
        return moved

    def turns(self, banned: _Banned) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Tails and heads of the turns that are allowed."""
        first, goal = self.drawn.vertices, self.goal()
        pairs: list[tuple[int, int]] = []
        begins, ends = (
            np.searchsorted(self.arms[:, 0], self.via, side=side).tolist() for side in _SIDES
        )
        for at, begin, end in zip(self.via.tolist(), begins, ends, strict=True):
            for one, other in itertools.product(range(begin, end), repeat=2):
                if (at, int(self.arms[one, 1]), int(self.arms[other, 1])) not in banned:
                    pairs.append((first + 2 * one, first + 2 * other + 1))
            # Who is there is where they were going, whichever street each is told to be on.
            pairs.append((at, int(goal[at])))
            for arm in range(begin, end):
                pairs += [(at, first + 2 * arm + 1), (first + 2 * arm, int(goal[at]))]
        tails, heads = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return tails, heads


def _banned(drawn: Drawn, streets: Streets, mode: Mode) -> tuple[_Banned, dict[str, int]]:
    """Crossing, street from and street into of every turn that is forbidden."""
    counts = dict.fromkeys(("followed", "idle", "unclear"), 0)
    banned: set[tuple[int, int, int]] = set()
    allowed: dict[tuple[int, int], set[int]] = defaultdict(set)
    said = [each for each in streets.turns if not each.excepted & set(mode.preset.access_keys)]
    if not (mode.preset.obeys_turns and said):
        return frozenset(), counts
    arriving, departing = _arms(drawn, streets, {turn.via for turn in said})
    for turn in said:
        one = arriving[turn.via, turn.from_way]
        other = departing[turn.via, turn.to_way]
        if not (one and other):
            counts["idle"] += 1
        elif len(one) > 1 or len(other) > 1:
            counts["unclear"] += 1
        else:
            counts["followed"] += 1
            (here,), (there,) = one, other
            if turn.is_only:
                allowed[turn.via, here].add(there)
            else:
                banned.add((turn.via, here, there))
    leaving: dict[int, set[int]] = defaultdict(set)
    for (via, _), out in departing.items():
        leaving[via] |= out
    # Of several "only" from one street each is allowed.
    for (via, here), kept in allowed.items():
        banned |= {(via, here, other) for other in leaving[via] - kept}
    return frozenset(banned), counts


_Arms = dict[tuple[int, int], set[int]]


def _arms(drawn: Drawn, streets: Streets, via: set[int]) -> tuple[_Arms, _Arms]:
    """Streets by which some crossings are reached and left, by crossing and way."""
    arriving: _Arms = defaultdict(set)
    departing: _Arms = defaultdict(set)
    crossings = list(via)
    for ends, into, out in (
        (drawn.start, drawn.backward, drawn.forward),
        (drawn.end, drawn.forward, drawn.backward),
    ):
        for segment in np.flatnonzero(np.isin(ends, crossings)):
            arm = int(ends[segment]), int(streets.segment_way[segment])
            if np.isfinite(into[segment]):
                arriving[arm].add(int(drawn.street[segment]))
            if np.isfinite(out[segment]):
                departing[arm].add(int(drawn.street[segment]))
    return arriving, departing
