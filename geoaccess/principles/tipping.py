"""Where a flag tips: at which limit each criterion turns, and what the flag hangs on most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.principles.wording import Number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.principles.criteria import Criterion
    from geoaccess.principles.flags import Flag
    from geoaccess.principles.wording import Said

__all__ = ["tipping", "tipping_columns"]

_SLACK = 1e-9
_MATTERS_MOST: Mapping[str, str] = {
    "time": N_("the threshold of time"),
    "speed": N_("how fast people travel"),
    "need_limit": N_("the limit of high need"),
    "need_weights": N_("the weights of the need measure"),
    "share": N_("the limit of the share beyond the threshold"),
    "spar": N_("the limit of care within reach"),
    "decay": N_("how much less a site counts for being farther away"),
    "in_training": N_("what a physician in training counts for"),
}
_NEED = N_("Need is high at limits up to {percentile}% (now {limit}%).")
_TIME = N_("The way is long at thresholds below {minutes} min (now {threshold} min).")
_ALWAYS_FAR = N_("The way is long at every threshold: too many have no way at all.")
_SPAR = N_("Care within reach is too little at limits above {value} (now {limit}).")


def tipping(flag: Flag) -> tuple[Said, ...]:
    """At which limit each criterion turns, the others as they are; nothing if not assessed."""
    if not flag.clearness:
        return ()
    found = (_turns(flag, criterion) for criterion in flag.criteria)
    return tuple(said for said in found if said is not None)


def tipping_columns(flag: Flag) -> dict[str, str]:
    """The columns ``flag_tipping_<lang>`` and ``flag_matters_most_<lang>`` of an area."""
    words = _MATTERS_MOST.get(flag.matters_most, "")
    said = tipping(flag)
    return {
        **{f"flag_tipping_{lang}": " ".join(s.render(lang) for s in said) for lang in LANGUAGES},
        **{
            f"flag_matters_most_{lang}": translator(lang)(words) if words else ""
            for lang in LANGUAGES
        },
    }


def _turns(flag: Flag, criterion: Criterion) -> Said | None:
    if criterion.rule == "need":
        # Cut, not rounded, as the criterion itself says it.
        percentile = Number(math.floor(criterion.value * 10 + _SLACK) / 10, 1)
        return say(_NEED, percentile=percentile, limit=Number(criterion.limit, 1))
    if criterion.rule == "time":
        if math.isnan(flag.tipping_min):
            return say(_ALWAYS_FAR)
        now = Number(flag.threshold_min, 1)
        return say(_TIME, minutes=Number(flag.tipping_min, 1), threshold=now)
    if math.isnan(criterion.value):
        return None
    return say(_SPAR, value=Number(criterion.value, 2), limit=Number(criterion.limit, 2))
