"""Flags: areas where need is high and access low, with every criterion and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geoaccess.messages import N_
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.principles.criteria import Criterion, need_criterion, spar_criterion, time_criterion
from geoaccess.principles.operators.kinds import ESTIMATED
from geoaccess.principles.reach import NO_WAIT, check_thresholds, obstacle, reach, reach_by
from geoaccess.principles.stability import stability
from geoaccess.principles.verdicts import NAN
from geoaccess.principles.wording import Count, Number, Share, Term, Terms, say

if TYPE_CHECKING:
    from geoaccess.messages import Language
    from geoaccess.principles.concerned import Concerned
    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import RulePack
    from geoaccess.principles.stability import Stability
    from geoaccess.principles.wording import Said

__all__ = ["Flag", "flag_areas"]

State = Literal["flagged", "not_flagged", "low_need_high_access", "not_assessable"]
Clearness = Literal["clear", "borderline", ""]

_SLACK = 1e-9

_FLAGGED = {
    ("time",): N_("Flagged: great need of care and a long travel time."),
    ("spar",): N_("Flagged: great need of care and little care within reach."),
    ("time", "spar"): N_(
        "Flagged: great need of care, a long travel time and little care within reach."
    ),
}
_NOT_FLAGGED: dict[State, str] = {
    "not_flagged": N_("Not flagged."),
    "low_need_high_access": N_("Not flagged: low need of care and good access."),
    "not_assessable": N_("Cannot be assessed."),
}
_CLEARLY_FLAGGED = N_("clearly flagged")
_CLEARLY_NOT = N_("clearly not flagged")
_BORDERLINE = N_("borderline")
_TRIED = N_(
    "It is flagged in {share} of {n} nearby combinations of limits: {how}; clear is what at least "
    "{least} say."
)
_TOO_FEW = N_("It has {people} people, and at least {least} are needed.")
_FEW_TIMES = N_("Travel times are known for only {share} of its people.")
_NO_NEED = N_("Its need is not known.")
_NO_NEED_FOR = N_("Its need is not known, for lack of: {missing}.")
_NO_SPAR = N_(
    "Whether there is enough care within reach is not known: the capacity of a vårdcentral that "
    "its people reach is not given, and here it would decide."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What is said of one area.

    Attributes
    ----------
    state
        ``flagged``, ``not_flagged``, ``low_need_high_access`` or ``not_assessable``.
    clearness
        ``clear`` when nearly all tried combinations of limits agree with the state,
        ``borderline`` when not, empty where nothing is assessed.
    stability
        Share of the `tried` draws under which the area is flagged (NaN: not assessed); it is clear
        when at least `clear_from` of them say the same as its state.
    matters_most
        Which of the drawn parameters goes most with the flag; empty where all draws agree.
    tipping_min
        The threshold in minutes from which the way is no longer long; NaN where there is none.
    priority
        People beyond the threshold times relative need; where only little care flags it, people
        times relative need times what is missing to the region's mean. NaN where not flagged.
    mode, threshold_min
        The deciding mode and threshold of the area's class.
    people, people_beyond, share_beyond, people_without_time, coverage
        The area's people, those beyond their threshold, their share, those without any time, and
        the share of whom something is known (NaN where access is not assessed).
    criteria
        Need, time and, where capacity is real, care within reach.
    blocked
        Why nothing is assessed; empty where it is.
    """

    area_id: str
    name: str
    state: State
    clearness: Clearness = ""
    stability: float = NAN
    tried: int = 0
    clear_from: float = NAN
    matters_most: str = ""
    tipping_min: float = NAN
    priority: float = NAN
    mode: str
    threshold_min: float
    people: float
    people_beyond: float = NAN
    share_beyond: float = NAN
    people_without_time: float = NAN
    coverage: float = NAN
    criteria: tuple[Criterion, ...] = ()
    blocked: tuple[Said, ...] = ()
    estimate: bool = False

    @property
    def headline(self) -> Said:
        """The state, with the criteria that held where it is a flag."""
        if self.state != "flagged":
            return say(_NOT_FLAGGED[self.state])
        return say(_FLAGGED[self.low_access])

    @property
    def low_access(self) -> tuple[str, ...]:
        """Which criteria of access speak for a flag: ``time``, ``spar``, both or none."""
        return tuple(c.rule for c in self.criteria if c.rule != "need" and c.holds)

    @property
    def concerned(self) -> tuple[Concerned, ...]:
        """The groups among those beyond, where it is flagged or the way is long."""
        if self.state != "flagged" and "time" not in self.low_access:
            return ()
        return tuple(group for criterion in self.criteria for group in criterion.groups)

    @property
    def said(self) -> tuple[Said, ...]:
        """State, reasons and stability as sentences."""
        parts = [self.headline, *self.blocked]
        parts += [said for criterion in self.criteria for said in criterion.said]
        if self.estimate:
            parts.append(say(ESTIMATED))
        if self.clearness:
            clearly = _CLEARLY_FLAGGED if self.state == "flagged" else _CLEARLY_NOT
            how = Term(clearly if self.clearness == "clear" else _BORDERLINE)
            share = Share(self.stability, decimals=0)
            least = Share(self.clear_from, decimals=0)
            parts.append(say(_TRIED, share=share, n=Number(self.tried, 0), how=how, least=least))
        return tuple(parts)

    def reasons(self, lang: Language, min_count: int | None = None) -> str:
        """The reasons in words; small counts are kept back when `min_count` is given."""
        return " ".join(said.render(lang, min_count) for said in self.said)

    def to_base(self, base: int) -> Flag:
        """The flag with the counts in its reasons rounded; its numbers stay exact."""
        return replace(
            self,
            blocked=tuple(said.to_base(base) for said in self.blocked),
            criteria=tuple(
                replace(one, said=tuple(said.to_base(base) for said in one.said))
                for one in self.criteria
            ),
        )


def flag_areas(pack: RulePack, evidence: Evidence) -> dict[str, Flag]:
    """Flag every area, by its id, in the order of the evidence.

    An area is flagged when its need percentile is at least ``need.high_percentile``, and more than
    ``flag.share_beyond`` of its people are beyond their threshold by the deciding mode or - only
    where capacity is real - its SPAR is below ``flag.spar_below``; it has at least
    ``flag.min_people`` people, and nothing that decides is missing.

    Raises
    ------
    ConfigError
        If a threshold is missing or lies beyond the cutoff of its times.
    """
    check_thresholds(pack, evidence)
    stopped = obstacle(pack, evidence)
    if stopped is not None:
        return {
            str(key): _blocked(pack, evidence, row, (stopped,))
            for key, row in evidence.areas.iterrows()
        }
    reached = reach(pack, evidence)
    sums = reach_by(reached, reached["area_id"]).reindex(evidence.areas.index)
    table = evidence.areas.join(sums.drop(columns="people"))
    drawn = stability(pack, evidence)
    found: dict[str, Flag] = {}
    for key, row in table.iterrows():
        missing = _missing(pack, row)
        if missing:
            found[str(key)] = _blocked(pack, evidence, row, missing)
        else:
            found[str(key)] = _assessed(pack, evidence, row, drawn)
    return found


def _missing(pack: RulePack, row: pd.Series) -> tuple[Said, ...]:
    """Why the area cannot be assessed."""
    said: list[Said] = []
    people = float(row["people"])
    if not people >= pack.flag.min_people:
        least = Number(pack.flag.min_people, 0)
        said.append(say(_TOO_FEW, people=Count(people), least=least))
    if pd.isna(row["need_percentile"]):
        lacking = row.get("need_missing", "")
        known = isinstance(lacking, str) and lacking != ""
        said.append(say(_NO_NEED_FOR, missing=_in_words(lacking)) if known else say(_NO_NEED))
    if people > 0 and not row["coverage"] >= pack.flag.min_coverage:
        said.append(say(_FEW_TIMES, share=Share(float(row["coverage"]), people)))
        if row["settlement"] == "island":
            said.append(say(NO_WAIT))
    return tuple(said)


def _in_words(columns: str) -> Terms:
    return Terms(tuple(COUNT_WORDS.get(name, name) for name in columns.split(", ")))


def _assessed(pack: RulePack, evidence: Evidence, row: pd.Series, drawn: Stability) -> Flag:
    need = need_criterion(pack, evidence, row)
    near = time_criterion(pack, evidence, row)
    care = spar_criterion(pack, evidence, row) if evidence.real_capacity else None
    undecided = care is not None and care.holds is None and need.holds and not near.holds
    criteria = (need, near) if care is None else (need, near, care)
    if undecided:
        return _flag(pack, evidence, row, "not_assessable", criteria, (say(_NO_SPAR),))
    low = near.holds or (care is not None and care.holds)
    state: State = "not_flagged"
    if need.holds and low:
        state = "flagged"
    elif _is_well_served(pack, need, near, care):
        state = "low_need_high_access"
    key = str(row.name)
    share = float(drawn.share[key])
    agreeing = share if state == "flagged" else 1 - share
    clear = agreeing >= pack.sensitivity.clear_share - _SLACK
    priority = NAN
    if state == "flagged":
        weight = float(row["need_relative"])
        # By the time where it is long; by care within reach only where that alone flags.
        lacking = float(row["people"]) * max(0.0, 1 - care.value) if care is not None else 0.0
        priority = weight * (float(row["beyond"]) if near.holds else lacking)
    return _flag(
        pack,
        evidence,
        row,
        state,
        criteria,
        clearness="clear" if clear else "borderline",
        stability=share,
        tried=drawn.draws,
        matters_most=str(drawn.matters_most[key]),
        tipping_min=float(drawn.tipping_min[key]),
        priority=priority,
    )


def _is_well_served(
    pack: RulePack, need: Criterion, near: Criterion, care: Criterion | None
) -> bool:
    """The converse: low need, nobody (or hardly anybody) far away, and at least mean care."""
    limits = pack.flag
    return (
        need.value <= pack.need.low_percentile + _SLACK
        and near.value <= limits.low_need_share_beyond + _SLACK
        and (care is None or (care.holds is not None and care.value >= limits.low_need_spar))
    )


def _blocked(pack: RulePack, evidence: Evidence, row: pd.Series, said: tuple[Said, ...]) -> Flag:
    return _flag(pack, evidence, row, "not_assessable", (), said)


def _flag(  # noqa: PLR0913 -- a flag's parts
    pack: RulePack,
    evidence: Evidence,
    row: pd.Series,
    state: State,
    criteria: tuple[Criterion, ...],
    blocked: tuple[Said, ...] = (),
    *,
    clearness: Clearness = "",
    stability: float = NAN,
    tried: int = 0,
    matters_most: str = "",
    tipping_min: float = NAN,
    priority: float = NAN,
) -> Flag:
    settlement = row["settlement"]
    mode = pack.deciding_mode.mode[settlement]
    name = row["name"] if "name" in row and not pd.isna(row["name"]) else row.name
    beyond, people = float(row.get("beyond", NAN)), float(row["people"])
    return Flag(
        area_id=str(row.name),
        name=str(name),
        state=state,
        clearness=clearness,
        stability=stability,
        tried=tried,
        clear_from=pack.sensitivity.clear_share,
        matters_most=matters_most,
        tipping_min=tipping_min,
        priority=priority,
        mode=mode,
        threshold_min=pack.thresholds_min.get(settlement, {}).get(mode, NAN),
        people=people,
        people_beyond=beyond,
        share_beyond=1 - float(row["share"]) if "share" in row else NAN,
        people_without_time=float(row.get("without_time", NAN)),
        coverage=float(row.get("coverage", NAN)),
        criteria=criteria,
        blocked=blocked,
        estimate=evidence.estimate and bool(criteria),
    )
