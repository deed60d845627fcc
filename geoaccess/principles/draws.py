"""How areas are drawn for intervals of equity: what the rule pack's check on need states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from geoaccess.access import Resampling

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geoaccess.principles.pack import RulePack

__all__ = ["OPERATOR", "Draws", "draws_of"]

OPERATOR = "quintile_gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """From how many areas equity is told, and by what draws its interval is found.

    Attributes
    ----------
    min_areas
        Fewest areas with known need and access.
    min_units
        Fewest units that are drawn whole; with fewer, areas are drawn within their unit.
    """

    min_areas: int
    min_units: int
    number: int
    level: float
    seed: int

    @classmethod
    def of(cls, arguments: Mapping[str, float | int | str | bool]) -> Self:
        """Read the arguments of the check, validated when the pack is read."""
        return cls(
            min_areas=int(arguments["min_areas"]),
            min_units=int(arguments["min_units"]),
            number=int(arguments["draws"]),
            level=float(arguments["confidence"]),
            seed=int(arguments["seed"]),
        )

    def resampling(self, unit: pd.Series) -> Resampling:
        """What is drawn where areas belong to these units."""
        return Resampling(
            draw="units" if unit.nunique() >= self.min_units else "areas",
            seed=self.seed,
            draws=self.number,
            level=self.level,
        )


def draws_of(pack: RulePack) -> Draws | None:
    """The draws of the pack's first check on need; None where it has none."""
    checks = (check for rule in pack.rules for check in rule.checks if check.operator == OPERATOR)
    first = next(checks, None)
    return None if first is None else Draws.of(first.arguments)
