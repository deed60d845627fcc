"""Care of other kinds than vårdcentraler: what it is called, who is near it, what stops a rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.access import two_nearest
from geoaccess.messages import N_, Phrase
from geoaccess.principles.validity import valid_on
from geoaccess.principles.wording import Number, Share, Term, say
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.operators.kinds import Case
    from geoaccess.principles.pack import RulePack
    from geoaccess.principles.wording import Said

__all__ = ["OTHER_CARE", "SOME_CARE", "for_care_type", "obstacle_of", "sites_of"]

SOME_CARE: Mapping[str, Phrase] = {
    "vardcentral": Phrase(N_("a vårdcentral")),
    "narakut": Phrase(N_("an urgent care centre (närakut)")),
    "jour": Phrase(N_("out-of-hours primary care")),
    "bvc": Phrase(N_("a child health centre (BVC)")),
    "mvc": Phrase(N_("a maternity care centre (MVC)")),
    "rehab": Phrase(N_("a rehabilitation unit")),
    "specialist": Phrase(N_("specialist care")),
    "mobile": Phrase(N_("the base of a mobile team")),
}
_COLUMNS = {
    "seconds": "seconds",
    "site": "site_id",
    "second": "next_seconds",
    "second_site": "next_site_id",
}
OTHER_CARE = tuple(kind for kind in SOME_CARE if kind != "vardcentral")

_NOT_STATED = N_(
    "Cannot be assessed: the study does not state how many sites a complete list has of {what} "
    "(supply.expected_of in study.toml)."
)
_NONE_LISTED = N_("Cannot be assessed: the list of sites does not hold {what}.")
_INCOMPLETE = N_(
    "Cannot be assessed: of {what} the list has {found} of {expected} sites ({share}), and at "
    "least {least} are needed."
)
_NO_TIMES = N_("Cannot be assessed: travel times to {what} are not given.")


def obstacle_of(care_type: str, pack: RulePack, evidence: Evidence) -> Said | None:
    """Why nothing about a kind of care can be assessed, or None when it can.

    Whether a list of vårdcentraler is whole says nothing of other care.
    """
    what = Term(SOME_CARE[care_type])
    expected = evidence.expected_of.get(care_type)
    if expected is None:
        return say(_NOT_STATED, what=what)
    ours = sites_of(care_type, evidence)
    if "context" in ours:
        ours = ours[~ours["context"].eq(True)]
    if ours.empty:
        return say(_NONE_LISTED, what=what)
    least = pack.completeness.min_share_of_sites
    if len(ours) / expected < least:
        return say(
            _INCOMPLETE,
            what=what,
            found=Number(len(ours), 0),
            expected=Number(expected, 0),
            share=Share(len(ours) / expected),
            least=Share(least, decimals=0),
        )
    modes = {pack.deciding_mode.mode[each] for each in evidence.points["settlement"].unique()}
    return None if modes <= set(evidence.times) else say(_NO_TIMES, what=what)


def for_care_type(case: Case) -> Case:
    """The case with the times and thresholds of the care it asks about."""
    pack = case.pack.for_check(case.check)
    kind, evidence = case.care_type, case.evidence
    if kind is None:
        return replace(case, pack=pack)
    of_kind = evidence.once(("care", kind), lambda: _to_care(kind, evidence))
    return replace(case, pack=pack, evidence=of_kind)


def _to_care(kind: str, evidence: Evidence) -> Evidence:
    """The facts with the ways to the nearest sites of a kind."""
    sites = sites_of(kind, evidence).index.tolist()
    columns = {}
    for mode, times in evidence.times.items():
        found = two_nearest(times.select_sites(sites))
        for name, column in _COLUMNS.items():
            columns[f"{name}_{mode}"] = found[column].to_numpy()
    return replace(evidence, points=evidence.points.assign(**columns), of_care=kind)


def sites_of(care_type: str, evidence: Evidence) -> pd.DataFrame:
    """Sites of a kind in service on the study's day, those beyond the border too.

    A branch counts as a vårdcentral.
    """
    kinds = VARDCENTRAL_TYPES if care_type == "vardcentral" else (care_type,)
    sites = evidence.sites
    return sites[sites["care_type"].isin(kinds) & valid_on(sites, evidence.study_date)]
