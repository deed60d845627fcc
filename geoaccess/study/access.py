"""``[access]``: which measures of access a study shows, and over what they are counted."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from geoaccess.study.base import ModeName, Positive, Settings

__all__ = ["MEASURE_NAMES", "AccessSettings", "DecaySettings", "MeasureName"]

MeasureName = Literal[
    "cumulative",
    "gravity",
    "2sfca",
    "e2sfca",
    "kd2sfca",
    "v2sfca",
    "3sfca",
    "m2sfca",
    "mm2sfca",
    "mh3sfca",
    "raam",
    "i2sfca",
    "huff",
]
MEASURE_NAMES: tuple[MeasureName, ...] = get_args(MeasureName)


class DecaySettings(Settings):
    """How much a site counts for less as it gets farther away; each form has its own settings.

    `zones_min` has upper limits in minutes and their weights. `half_min` is the time at which a
    site counts half, `floor_min` the time below which it counts in full, `spread_min` how slowly
    the weight falls around the half, and `power` how steeply.
    """

    form: Literal[
        "step",
        "linear",
        "exponential",
        "inverse_power",
        "gaussian",
        "gaussian_dai",
        "epanechnikov",
        "logistic",
        "log_logistic",
        "butterworth",
    ]
    zones_min: dict[str, Annotated[float, Field(gt=0, le=1)]] | None = None
    half_min: Positive | None = None
    floor_min: Positive | None = None
    spread_min: Positive | None = None
    power: Positive | None = None


class AccessSettings(Settings):
    """``[access]``: measures beside the travel times.

    Where the study is silent the rule pack speaks: `mode` is the one that decides outside towns,
    `reach_min` the last of its catchment's zones and `decay` those zones. `demand` ``"need"``
    counts each person as much as the need index of their area. `mode_shares` belongs to
    ``mm2sfca``: which part of the people travels by which mode. `equity` also tells how evenly
    each measure is spread, and whether it follows need.

    Two of the library's measures are no choice here: ``bfca`` depends on how many points people
    are cut into, and ``spatial_availability`` per person is ``e2sfca``.
    """

    measures: tuple[MeasureName, ...] = ()
    equity: bool = True
    mode: ModeName | None = None
    reach_min: Positive | None = None
    decay: DecaySettings | None = None
    demand: Literal["people", "need"] = "people"
    mode_shares: dict[ModeName, Annotated[float, Field(gt=0, le=1)]] = Field(default_factory=dict)
