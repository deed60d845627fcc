"""How far the measures of access reach, and by what decay: never beyond what the times know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess import access
from geoaccess.errors import ConfigError, NoticeList
from geoaccess.study.access_checks import DECAY_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geoaccess.access import Decay
    from geoaccess.principles import RulePack
    from geoaccess.study import DecaySettings, Study

__all__ = ["check_reach", "reach_of"]


def check_reach(study: Study, pack: RulePack, cutoffs_s: Mapping[str, float]) -> None:
    """Refuse a reach beyond the times: what is farther would count as if nobody got there.

    Parameters
    ----------
    cutoffs_s
        By mode, up to how many seconds its times are counted.

    Raises
    ------
    ConfigError
        If a mode that the measures use is counted to less than they reach.
    """
    settings = study.access
    if not settings.measures:
        return
    mode, reach, decay = reach_of(study, pack)
    faults = NoticeList()
    for used in dict.fromkeys((mode, *settings.mode_shares)):
        # A mode that is not there is told where modes are checked.
        cutoff = cutoffs_s.get(used, float("inf")) / 60
        if max(reach, decay.reach_s / 60) > cutoff:
            faults.add("GA-C080", key="access.reach_min", reach=reach, mode=used, cutoff=cutoff)
    ConfigError.refuse(faults)


def reach_of(study: Study, pack: RulePack) -> tuple[str, float, Decay]:
    """Mode, minutes and decay of the measures; where the study is silent the pack speaks."""
    settings, zones = study.access, pack.catchment
    mode = settings.mode or pack.supply_mode
    reach = settings.reach_min or zones.zones_min[-1]
    decay = zones.decay() if settings.decay is None else _decay(settings.decay, reach)
    if settings.decay is not None and settings.decay.form == "step":
        reach = decay.reach_s / 60
    return mode, reach, decay


def _decay(settings: DecaySettings, reach_min: float) -> Decay:
    """The decay that the settings tell, cut at the reach."""
    reach = reach_min * 60
    given = {name: getattr(settings, name) for name in DECAY_SETTINGS[settings.form]}
    half = 60 * (settings.half_min or 0.0)
    makers: Mapping[str, Callable[[], Decay]] = {
        "step": lambda: access.step({float(k): w for k, w in given["zones_min"].items()}),
        "linear": lambda: access.Linear(reach_s=reach),
        "epanechnikov": lambda: access.Epanechnikov(reach_s=reach),
        "gaussian_dai": lambda: access.DaiGaussian(reach_s=reach),
        "gaussian": lambda: access.Gaussian.of_half_value(half, reach_s=reach),
        "exponential": lambda: access.Exponential.of_half_value(half, reach_s=reach),
        "inverse_power": lambda: access.InversePower.of_half_value(
            half, floor_s=60 * given["floor_min"], reach_s=reach
        ),
        "logistic": lambda: access.Logistic(
            reach_s=reach, half_s=half, spread_s=60 * given["spread_min"]
        ),
        "log_logistic": lambda: access.LogLogistic(
            reach_s=reach, half_s=half, power=given["power"]
        ),
        "butterworth": lambda: access.Butterworth.of_half_value(
            half, order=given["power"], reach_s=reach
        ),
    }
    return makers[settings.form]()
