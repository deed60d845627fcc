"""The innermost steps of a sweep, 32 sites wide, in the vector instructions of the machine.

The plain loops of `sweep` and `consumers` say what is done. Here the units of a vertex to 32
sites are one value, held in registers while the arcs of a row are gone through: a vector of LLVM
(https://llvm.org/docs/LangRef.html#vector-type), which the compiler cuts to whatever width the
machine has. It does not get there by itself from the plain loops: it cannot know that rows do not
overlap. Tests hold both to the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic as numba_intrinsic
from numba.extending import models, register_model

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.sweep import LANES
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.customisation import Arcs
    from geoaccess.travel.kernels.starts import Starts
    from geoaccess.travel.kernels.sweep import Answer

__all__ = ["IN_LANES", "nearest_in_lanes", "sweep_in_lanes"]

intrinsic = cast("Callable[[Any], Any]", numba_intrinsic)

_UNITS = ir.VectorType(ir.IntType(32), LANES)
_SECONDS = ir.VectorType(ir.IntType(16), LANES)


class _LanesType(types.Type):
    """Units to 32 sites, as numba knows them."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


_lanes = _LanesType()


@register_model(_LanesType)
class _LanesModel(models.PrimitiveModel):
    """Units to 32 sites, as LLVM knows them."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _UNITS)  # type: ignore[no-untyped-call]


def _at(context: Any, builder: Any, kind: Any, array: Any, place: Any, vector: Any) -> Any:
    """Where 32 numbers of a contiguous array begin, as a pointer to a vector."""
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [place]), vector.as_pointer())


def _splat(builder: Any, value: Any, vector: Any) -> Any:
    """The same number in all lanes."""
    one = builder.insert_element(ir.Constant(vector, ir.Undefined), value, cgutils.int32_t(0))
    nowhere = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), nowhere)


@intrinsic
def _all(typing: Any, units: Any) -> Any:
    """So many units in every lane."""

    def generate(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return _splat(builder, builder.trunc(given[0], ir.IntType(32)), _UNITS)

    return _lanes(types.int64), generate


@intrinsic
def _load(typing: Any, table: Any, place: Any) -> Any:
    """Units from a place of the table on."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _at(context, builder, signature.args[0], given[0], given[1], _UNITS)
        return builder.load(place, align=4)

    return _lanes(table, types.int64), generate


@intrinsic
def _store(typing: Any, table: Any, place: Any, lanes: Any) -> Any:
    """Write units from a place of the table on."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _at(context, builder, signature.args[0], given[0], given[1], _UNITS)
        builder.store(given[2], place, align=4)
        return context.get_dummy_value()

    return types.void(table, types.int64, _lanes), generate


@intrinsic
def _longer(typing: Any, lanes: Any, units: Any) -> Any:
    """So many units longer, lane by lane."""

    def generate(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        more = _splat(builder, builder.trunc(given[1], ir.IntType(32)), _UNITS)
        return builder.add(given[0], more)

    return _lanes(_lanes, types.int64), generate


@intrinsic
def _shorter(typing: Any, one: Any, other: Any) -> Any:
    """The shorter of two, lane by lane."""

    def generate(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        is_less = builder.icmp_unsigned("<", given[0], given[1])
        return builder.select(is_less, given[0], given[1])

    return _lanes(_lanes, _lanes), generate


@intrinsic
def _store_seconds(
    typing: Any,
    seconds: Any,
    place: Any,
    lanes: Any,
    bits: Any,
    cutoff_s: Any,
    reason: Any,
    why: Any,
) -> Any:
    """Write whole seconds from a place on; where they are beyond the cutoff, the reason there."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        seconds, place, lanes, bits, cutoff, reason, why = given
        narrow = ir.IntType(32)
        whole = builder.lshr(lanes, _splat(builder, builder.trunc(bits, narrow), _UNITS))
        longest = _splat(builder, builder.trunc(cutoff, narrow), _UNITS)
        reasons = _at(context, builder, signature.args[5], reason, why, _SECONDS)
        kept = builder.select(
            builder.icmp_unsigned("<=", whole, longest),
            builder.trunc(whole, _SECONDS),
            builder.load(reasons, align=2),
        )
        there = _at(context, builder, signature.args[0], seconds, place, _SECONDS)
        builder.store(kept, there, align=2)
        return context.get_dummy_value()

    number = types.int64
    return types.void(seconds, number, _lanes, number, number, reason, number), generate


@intrinsic
def _least(typing: Any, seconds: Any, place: Any) -> Any:
    """The least of 32 seconds from a place on."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        there = _at(context, builder, signature.args[0], given[0], given[1], _SECONDS)
        lanes = builder.load(there, align=2)
        halves = LANES // 2
        while halves:
            nearer = [ir.Constant(ir.IntType(32), k) for k in range(halves)]
            beyond = [ir.Constant(ir.IntType(32), halves + k) for k in range(halves)]
            one, other = (
                builder.shuffle_vector(
                    lanes,
                    ir.Constant(lanes.type, ir.Undefined),
                    ir.Constant(ir.VectorType(ir.IntType(32), halves), each),
                )
                for each in (nearer, beyond)
            )
            lanes = builder.select(builder.icmp_unsigned("<", one, other), one, other)
            halves //= 2
        return builder.extract_element(lanes, cgutils.int32_t(0))

    return types.uint16(seconds, types.int64), generate


@compiled
def sweep_in_lanes(
    arcs: Arcs,
    table: NDArray[np.uint32],
    is_met: NDArray[np.bool_],
    starts: Starts,
    answer: Answer,
) -> None:
    """Do as `sweep.sweep_plain`."""
    width = answer.seconds.shape[1]
    for here in range(len(arcs.first) - 1):
        lanes = _load(table, here * LANES) if is_met[here] else _all(NEVER)
        is_met[here] = False
        for arc in range(arcs.first[here], arcs.first[here + 1]):
            above = _load(table, np.int64(arcs.head[arc]) * LANES)
            lanes = _shorter(lanes, _longer(above, arcs.units[arc]))
        _store(table, here * LANES, lanes)
        for i in range(starts.first[here], starts.first[here + 1]):
            earlier = _load(table, np.int64(starts.earlier[i]) * LANES)
            _store_seconds(
                answer.seconds,
                np.int64(answer.row[i]) * width + answer.column,
                _shorter(_longer(lanes, starts.legs[i, 0]), _longer(earlier, starts.legs[i, 1])),
                answer.bits,
                answer.cutoff_s,
                answer.reason,
                np.int64(starts.group[i]) * LANES,
            )


@compiled
def nearest_in_lanes(
    block: NDArray[np.uint16],
    sites: NDArray[np.int64],
    seconds: NDArray[np.uint16],
    site: NDArray[np.int64],
) -> None:
    """Do as `consumers.nearest_plain`, for a contiguous block of 32 sites."""
    for i in range(len(seconds)):
        least = _least(block, i * LANES)
        if least < seconds[i]:
            seconds[i] = least
            for j in range(LANES):
                if block[i, j] == least:
                    site[i] = sites[j]
                    break


IN_LANES = hasattr(sweep_in_lanes, "py_func")
"""Vector instructions are there for compiled code only, and numba can be told not to compile."""
