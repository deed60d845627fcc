"""Explain: why an area is flagged or not, with every criterion, value, limit and margin."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoaccess.messages import N_, translator
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.principles.verdicts import disclaimer
from geoaccess.principles.wording import HIDDEN, Count, Number, Share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.messages import Language, Translator
    from geoaccess.principles.criteria import Criterion
    from geoaccess.principles.flags import Flag
    from geoaccess.principles.pack import RulePack
    from geoaccess.principles.verdicts import Verdict

__all__ = ["explain"]

_HEAD = N_("{name} ({area_id}), {people} people")
_HEAD_NO_NAME = N_("{area_id}, {people} people")
_CRITERIA = {
    "need": N_("Need"),
    "time": N_("Travel time"),
    "spar": N_("Care within reach, shared with all who reach it, against the region's mean"),
}
_LINE = N_("  value {value}, limit {limit}, margin {margin}: {holds}")
_HOLDS = {True: N_("speaks for a flag"), False: N_("speaks against"), None: N_("not known")}
_DATA = N_("  data: {vintages}")
_DATA_KINDS = {
    "people": N_("population"),
    "need": N_("need of care"),
    "sites": N_("care units"),
    "streets": N_("streets"),
}
_NEAREST = N_("Nearest vårdcentral for most: {name}.")
_MINUTES = N_("Half of the people have at most {minutes} min {mode} to the nearest one.")
_FLAG_RULE = N_(
    "An area is flagged when need is high and the way is long or care within reach is little."
)
_FLAG_RULE_TIMES = N_("An area is flagged when need is high and the way is long.")
_PRIORITY = N_("Priority {priority} (people beyond the threshold times relative need).")
_PRIORITY_SPAR = N_(
    "Priority {priority} (people times the share that care within reach lacks to the region's "
    "mean, times relative need)."
)
_VERDICTS = N_("Rules for this area:")
_CHANGED = N_("The study changes the pack: {changes}.")
_PACK = N_("Rule pack: {label}. {what}")


def explain(
    flag: Flag,
    pack: RulePack,
    *,
    verdicts: Iterable[Verdict] = (),
    lang: Language = "sv",
    min_count: int | None = None,
    nearest: str | None = None,
    minutes: float | None = None,
) -> str:
    """Write why an area is flagged or not.

    Parameters
    ----------
    flag
        The area's flag, from `flag_areas`.
    pack
        The pack that judged.
    verdicts
        Verdicts to go with it; those of other areas are left out.
    lang
        Language of the text.
    min_count
        Counts from 1 below it are not shown; None shows all, for the holder of the data.
    nearest, minutes
        Name of the vårdcentral nearest for most of the area's people, and their median time to
        the nearest one by the deciding mode; left out where not given or not known.

    Returns
    -------
    str
        Several lines, the last without a line end.
    """
    t = translator(lang)
    people = Count(flag.people).write(t, min_count)
    head = _HEAD if flag.name != flag.area_id else _HEAD_NO_NAME
    lines = [t(head, name=flag.name, area_id=flag.area_id, people=people)]
    lines += [said.render(lang, min_count) for said in (flag.headline, *flag.blocked)]
    if nearest:
        lines.append(t(_NEAREST, name=nearest))
    if minutes is not None and not math.isnan(minutes):
        median = Number(minutes, 1).write(t, None)
        lines.append(t(_MINUTES, minutes=median, mode=MODE_WORDS[flag.mode]))
    for criterion in flag.criteria:
        lines += ["", t(_CRITERIA[criterion.rule])]
        lines += _criterion_lines(criterion, t, min_count)
    rest = flag.said[1 + len(flag.blocked) + sum(len(c.said) for c in flag.criteria) :]
    if flag.criteria:
        has_spar = any(criterion.rule == "spar" for criterion in flag.criteria)
        lines += ["", t(_FLAG_RULE if has_spar else _FLAG_RULE_TIMES)]
    lines += [said.render(lang, min_count) for said in rest]
    if flag.state == "flagged":
        way = "time" in flag.low_access
        sentence = _PRIORITY if way else _PRIORITY_SPAR
        lines.append(t(sentence, priority=Count(flag.priority).write(t, min_count)))
    mine = [v for v in verdicts if v.scope == "area" and v.subject_id == flag.area_id]
    if mine:
        lines += ["", t(_VERDICTS)]
        lines += [f"  {_name(v, lang)}: {v.sentence(lang, min_count)}" for v in mine]
    lines.append("")
    if pack.changed:
        lines.append(t(_CHANGED, changes="; ".join(pack.changed)))
    what = _as_sentence(disclaimer(lang)) if pack.wording_is_ours else ""
    lines.append(t(_PACK, label=getattr(pack.label, lang), what=what).strip())
    return "\n".join(lines)


def _criterion_lines(criterion: Criterion, t: Translator, min_count: int | None) -> list[str]:
    measured = criterion.measured
    hidden = isinstance(measured, Share) and measured.is_hidden(min_count)
    margin = t(HIDDEN) if hidden else criterion.like_value(criterion.margin).write(t, None)
    lines = [f"  {said.render(t.lang, min_count)}" for said in criterion.said]
    lines.append(
        t(
            _LINE,
            value=measured.write(t, min_count),
            limit=criterion.like_value(criterion.limit).write(t, None),
            margin=margin,
            holds=t(_HOLDS[criterion.holds]),
        )
    )
    if criterion.vintages:
        told = (
            f"{t(_DATA_KINDS[kind])} {vintage.replace('; ', ', ')}"
            for kind, vintage in criterion.vintages.items()
        )
        lines.append(t(_DATA, vintages="; ".join(told)))
    return lines


def _name(verdict: Verdict, lang: Language) -> str:
    return f"{verdict.rule.id}, {getattr(verdict.rule.title, lang)}"


def _as_sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
