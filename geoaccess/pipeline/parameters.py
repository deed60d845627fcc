"""Every parameter a run used, with what presets gave where the study is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.need import age_weights, cni_weights
from geoaccess.study import components_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.study import NeedSettings
    from geoaccess.travel import Mode

__all__ = ["parameters_of"]


def parameters_of(prepared: Prepared) -> dict[str, object]:
    """The effective modes and the whole rule pack, as plain values for the run's receipt."""
    outlook = prepared.layers.forecast
    forecast = {} if outlook is None else {"forecast": outlook.as_parameters()}
    return {
        "modes": {name: _mode(mode) for name, mode in prepared.modes.items()},
        "need": _need(prepared.study.need),
        "rules": prepared.pack.model_dump(mode="json"),
        "rules_changed": list(prepared.pack.changed),
        **forecast,
    }


def _need(settings: NeedSettings) -> dict[str, object]:
    """The recipe with the weights and components that it stands for."""
    plain: dict[str, object] = {
        "recipe": settings.recipe,
        "components": [part.model_dump(mode="json") for part in components_of(settings)],
    }
    if settings.recipe in {"cni", "cni_proxy"}:
        plain["weights"] = dict(cni_weights())
    if settings.recipe == "cni_proxy":
        plain["provenance"] = dict(settings.provenance)
    if settings.recipe == "age" or settings.combine:
        age = age_weights(settings.age)
        plain["age_weights"] = {"weights": dict(age.weights), "source": age.source}
        plain["combine"] = settings.combine
    return plain


def _mode(mode: Mode) -> dict[str, object]:
    speeds: Mapping[str, float] = mode.class_speeds_ms
    plain: dict[str, object] = {
        "cutoff_s": mode.cutoff_s,
        "speed_kmh": None if mode.base_speed_ms is None else round(mode.base_speed_ms * 3.6, 3),
        "class_speeds_kmh": {key: round(speed * 3.6, 3) for key, speed in speeds.items()},
        "speed_factor": mode.speed_factor,
        "class_factors": dict(mode.class_factors),
        "junction_delays_s": dict(mode.junction_delays_s),
        "terminal_s": mode.terminal_s,
        "access_speed_kmh": round(mode.access_speed_ms * 3.6, 3),
        "max_snap_m": mode.max_snap_m,
        "snap_tolerance_m": mode.snap_tolerance_m,
    }
    presets: dict[str, BaseModel] = {
        "network": mode.network,
        "maxspeed": mode.maxspeed,
        "access": mode.access,
    }
    return plain | {name: preset.model_dump(mode="json") for name, preset in presets.items()}
