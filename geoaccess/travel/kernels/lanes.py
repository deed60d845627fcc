"""The innermost steps of a sweep, 32 sites wide, in the vector instructions of the machine.

The plain loops of `sweep` and `to_seconds` say what is done. Here the units of a vertex to 32
sites are one value, held in registers while the arcs of a row are gone through: a vector of LLVM
(https://llvm.org/docs/LangRef.html#vector-type), which the compiler cuts to whatever width the
machine has. It does not get there by itself from the plain loops: it cannot know that rows do not
overlap. Tests hold both to the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic as numba_intrinsic
from numba.extending import models, register_model

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.sweep import LANES
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from geoaccess.travel.kernels.customisation import Arcs
    from geoaccess.travel.kernels.to_seconds import Starts

__all__ = ["seconds_in_lanes", "sweep_in_lanes"]

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


def _row(context: Any, builder: Any, kind: Any, array: Any, row: Any, vector: Any) -> Any:
    """Where a row of a contiguous table of 32 columns begins, as a pointer to a vector."""
    data = context.make_array(kind)(context, builder, array).data
    begin = builder.mul(row, ir.Constant(row.type, LANES))
    return builder.bitcast(builder.gep(data, [begin]), vector.as_pointer())


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
def _load(typing: Any, table: Any, row: Any) -> Any:
    """Units of a row."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _row(context, builder, signature.args[0], given[0], given[1], _UNITS)
        return builder.load(place, align=4)

    return _lanes(table, types.int64), generate


@intrinsic
def _store(typing: Any, table: Any, row: Any, lanes: Any) -> Any:
    """Write the units of a row."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _row(context, builder, signature.args[0], given[0], given[1], _UNITS)
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
    row: Any,
    lanes: Any,
    bits: Any,
    cutoff_s: Any,
    reason: Any,
    group: Any,
) -> Any:
    """Write a row of whole seconds; where they are beyond the cutoff, the reason."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        seconds, row, lanes, bits, cutoff, reason, group = given
        narrow = ir.IntType(32)
        whole = builder.lshr(lanes, _splat(builder, builder.trunc(bits, narrow), _UNITS))
        longest = _splat(builder, builder.trunc(cutoff, narrow), _UNITS)
        why = _row(context, builder, signature.args[5], reason, group, _SECONDS)
        kept = builder.select(
            builder.icmp_unsigned("<=", whole, longest),
            builder.trunc(whole, _SECONDS),
            builder.load(why, align=2),
        )
        place = _row(context, builder, signature.args[0], seconds, row, _SECONDS)
        builder.store(kept, place, align=2)
        return context.get_dummy_value()

    number = types.int64
    return types.void(seconds, number, _lanes, number, number, reason, number), generate


@compiled
def sweep_in_lanes(arcs: Arcs, table: NDArray[np.uint32], is_met: NDArray[np.bool_]) -> None:
    """Do as `sweep.sweep_plain`."""
    for here in range(len(arcs.first) - 1):
        lanes = _load(table, here) if is_met[here] else _all(NEVER)
        is_met[here] = False
        for arc in range(arcs.first[here], arcs.first[here + 1]):
            lanes = _shorter(lanes, _longer(_load(table, arcs.head[arc]), arcs.units[arc]))
        _store(table, here, lanes)


@compiled
def seconds_in_lanes(
    table: NDArray[np.uint32],
    starts: Starts,
    reason: NDArray[np.uint16],
    bits: int,
    cutoff_s: int,
    seconds: NDArray[np.uint16],
) -> None:
    """Do as `to_seconds.seconds_plain`."""
    for i in range(len(starts.place)):
        by_one = _longer(_load(table, starts.rows[i, 0]), starts.legs[i, 0])
        by_other = _longer(_load(table, starts.rows[i, 1]), starts.legs[i, 1])
        lanes = _shorter(by_one, by_other)
        _store_seconds(seconds, starts.place[i], lanes, bits, cutoff_s, reason, starts.group[i])
