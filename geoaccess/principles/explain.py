"""Explain: why an area is flagged or not, with every criterion, value, limit and margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, translator
from geoaccess.principles.flags import STATE_WORDS
from geoaccess.principles.verdicts import disclaimer
from geoaccess.principles.wording import HIDDEN, Count, Share

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
    "spar": N_("Care within reach"),
}
_LINE = N_("  value {value}, limit {limit}, margin {margin}: {holds}")
_HOLDS = {True: N_("speaks for a flag"), False: N_("speaks against"), None: N_("not known")}
_DATA = N_("  data: {vintage}")
_FLAG_RULE = N_(
    "An area is flagged when need is high and the way is long or care within reach is little."
)
_FLAG_RULE_TIMES = N_("An area is flagged when need is high and the way is long.")
_PRIORITY = N_("Priority {priority} (people concerned times relative need).")
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

    Returns
    -------
    str
        Several lines, the last without a line end.
    """
    t = translator(lang)
    people = Count(flag.people).write(t, min_count)
    head = _HEAD if flag.name != flag.area_id else _HEAD_NO_NAME
    lines = [t(head, name=flag.name, area_id=flag.area_id, people=people)]
    lines += [t(STATE_WORDS[flag.state]), *(said.render(lang, min_count) for said in flag.blocked)]
    for criterion in flag.criteria:
        lines += ["", t(_CRITERIA[criterion.rule])]
        lines += _criterion_lines(criterion, t, min_count)
    rest = flag.said[1 + len(flag.blocked) + sum(len(c.said) for c in flag.criteria) :]
    if flag.criteria:
        has_spar = any(criterion.rule == "spar" for criterion in flag.criteria)
        lines += ["", t(_FLAG_RULE if has_spar else _FLAG_RULE_TIMES)]
    lines += [said.render(lang, min_count) for said in rest]
    if flag.state == "flagged":
        priority = Count(flag.priority).write(t, min_count)
        lines.append(t(_PRIORITY, priority=priority))
    mine = [v for v in verdicts if v.scope == "area" and v.subject_id == flag.area_id]
    if mine:
        lines += ["", t(_VERDICTS)]
        lines += [f"  {v.rule.id}: {v.sentence(lang, min_count)}" for v in mine]
    lines.append("")
    if pack.changed:
        lines.append(t(_CHANGED, changes="; ".join(pack.changed)))
    what = disclaimer(lang) if pack.wording_is_ours else ""
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
    if criterion.vintage:
        lines.append(t(_DATA, vintage=criterion.vintage))
    return lines
