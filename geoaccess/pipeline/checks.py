"""What must hold before anything is judged: the deciding modes, and a way to every vårdcentral."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import ConfigError, InputError, NoticeList
from geoaccess.layers import own_vardcentraler
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.times import is_silent

if TYPE_CHECKING:
    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import RulePack

__all__ = ["check_judgeable"]


def check_judgeable(pack: RulePack, prepared: Prepared) -> None:
    """Refuse what would be judged wrongly without anybody seeing it.

    A vårdcentral that lies too far from any street, or is not in a given table of times, would
    make its surroundings look underserved: it must be mended or taken out, not passed over.

    Raises
    ------
    ConfigError
        If the pack judges by a mode that the study does not have.
    InputError
        If nothing is known of any way to a vårdcentral of the region, by a mode that decides.
    """
    modes = sorted(set(pack.deciding_mode.mode.values()))
    faults = NoticeList()
    for mode in modes:
        if mode not in prepared.times:
            faults.add("GA-R007", pack=pack.id, mode=mode)
    ConfigError.refuse(faults)
    sites = prepared.layers.sites
    ours = own_vardcentraler(sites).index
    for mode in modes:
        held = prepared.times[mode].select_sites(list(ours))
        lost = is_silent(held.seconds).all(axis=0)
        for site in ours[np.flatnonzero(lost)]:
            faults.add(
                "GA-R010", value=site, name=sites["name"][site], mode=mode, how=MODE_WORDS[mode]
            )
    InputError.refuse(faults)
