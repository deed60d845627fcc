"""Every parameter a run used, with what presets gave where the study is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.travel import Mode

__all__ = ["parameters_of"]


def parameters_of(prepared: Prepared) -> dict[str, object]:
    """The effective modes and the whole rule pack, as plain values for the run's receipt."""
    outlook = prepared.layers.forecast
    forecast = {} if outlook is None else {"forecast": outlook.as_parameters()}
    return {
        "modes": {name: _mode(mode) for name, mode in prepared.modes.items()},
        "rules": prepared.pack.model_dump(mode="json"),
        "rules_changed": list(prepared.pack.changed),
        **forecast,
    }


def _mode(mode: Mode) -> dict[str, object]:
    speeds: Mapping[str, float] = mode.class_speeds_ms
    plain: dict[str, object] = {
        "cutoff_s": mode.cutoff_s,
        "speed_kmh": None if mode.base_speed_ms is None else round(mode.base_speed_ms * 3.6, 3),
        "class_speeds_kmh": {key: round(speed * 3.6, 3) for key, speed in speeds.items()},
        "speed_factor": mode.speed_factor,
        "terminal_s": mode.terminal_s,
        "access_speed_kmh": round(mode.access_speed_ms * 3.6, 3),
        "max_snap_m": mode.max_snap_m,
    }
    presets: dict[str, BaseModel] = {
        "network": mode.network,
        "maxspeed": mode.maxspeed,
        "access": mode.access,
    }
    return plain | {name: preset.model_dump(mode="json") for name, preset in presets.items()}
