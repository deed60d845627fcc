"""A rule pack in words: what each rule says, what judges it, from which limit, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase, translator
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.paths import packaged_data
from geoaccess.principles.care_types import SOME_CARE
from geoaccess.principles.operators import OPERATORS
from geoaccess.principles.operators.settle import CLASS_WORDS
from geoaccess.principles.verdicts import disclaimer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.messages import Language, Translator
    from geoaccess.principles.pack import Check, PackMode, Rule, RulePack

__all__ = ["describe", "shipped_packs"]

_SCOPES: Mapping[str, Phrase] = {
    "area": Phrase(N_("area")),
    "unit": Phrase(N_("unit")),
    "site": Phrase(N_("care unit")),
    "region": Phrase(N_("region")),
}
_HEAD = N_("{label} ({pack} {version}), {region}")
_OURS = N_("Every verdict is {what}.")
_ADOPTED = N_("The wording is the region's own.")
_MORE = N_("met from {met}, at risk from {at_risk}")
_LESS = N_("met to {met}, at risk to {at_risk}")
_CHECK = N_("  Judges {scopes} by {operator}: {limits}.")
_CHECK_NO_LIMITS = N_("  Judges {scopes} by {operator}: yes or no.")
_OF_CARE = N_("  Asks about {what}.")
_OF_FORECAST = N_("  Speaks of a forecast year only.")
_FROM = N_("  Source: {document}; {section} ({date}).")
_THRESHOLDS = N_("Thresholds, minutes from door to door:")
_OWN = N_("  Own thresholds:")
_CLASS = N_("  {settlement}: {times}; {mode} decides")
_CLASS_OWN = N_("    {settlement}: {times}")
_FLAG = N_(
    "An area is flagged where need is at percentile {percentile} or above and more than {share} of "
    "the people are beyond the threshold; where real capacity is given also where care within "
    "reach is below {spar} of the region's mean. Areas with fewer than {people} people are not "
    "assessed."
)
_CONTEXT = N_("For context only, judged by no rule: {what}")


def shipped_packs() -> list[str]:
    """The names of the packs that come with geoaccess, sorted."""
    return sorted(path.stem for path in packaged_data("rules").glob("*.toml"))


def describe(pack: RulePack, lang: Language) -> Iterator[str]:
    """The pack a line at a time.

    Examples
    --------
    >>> from geoaccess.principles import load_pack
    >>> next(describe(load_pack("stockholm"), "en"))
    'Stockholm, working rules of geoaccess 1.2 (stockholm 1.2), Region Stockholm'
    """
    t = translator(lang)
    label = getattr(pack.label, lang)
    yield t(_HEAD, label=label, pack=pack.id, version=pack.version, region=pack.region)
    yield t(_OURS, what=disclaimer(lang)) if pack.wording_is_ours else t(_ADOPTED)
    yield ""
    yield t(_THRESHOLDS)
    for settlement, modes in pack.thresholds_min.items():
        mode = MODE_WORDS[pack.deciding_mode.mode[settlement]]
        named = CLASS_WORDS[settlement]
        yield t(_CLASS, settlement=named, times=_times(modes, t), mode=mode)
    yield f"  {getattr(pack.deciding_mode.reason, lang)}"
    yield ""
    yield t(
        _FLAG,
        percentile=f"{pack.need.high_percentile:g}",
        share=t.percent(pack.flag.share_beyond, 0),
        spar=t.percent(pack.flag.spar_below, 0),
        people=t.number(pack.flag.min_people),
    )
    for rule in pack.rules:
        yield ""
        yield from _rule(rule, pack, t)
    if pack.context:
        yield ""
    for context in pack.context:
        yield t(_CONTEXT, what=getattr(context.reason, lang))


def _rule(rule: Rule, pack: RulePack, t: Translator) -> Iterator[str]:
    yield f"{rule.id}  {getattr(rule.title, t.lang)}"
    yield f"  {getattr(rule.wording, t.lang)}"
    for check in rule.checks:
        yield from _check(check, t)
    known = {source.id: source for source in pack.sources}
    for name in rule.sources:
        source = known[name]
        yield t(
            _FROM, document=source.document, section=source.section, date=source.date.isoformat()
        )


def _check(check: Check, t: Translator) -> Iterator[str]:
    scopes = ", ".join(t(_SCOPES[scope]) for scope in check.scopes)
    if check.limits is None:
        yield t(_CHECK_NO_LIMITS, scopes=scopes, operator=check.operator)
    else:
        operator = OPERATORS[check.operator]
        limits = t(
            _MORE if operator.better == "more" else _LESS,
            met=_figure(check.limits.met, operator.unit, t),
            at_risk=_figure(check.limits.at_risk, operator.unit, t),
        )
        yield t(_CHECK, scopes=scopes, operator=check.operator, limits=limits)
    care = check.arguments.get("care_type")
    if care is not None:
        yield t(_OF_CARE, what=SOME_CARE[str(care)])
    if check.of_forecast:
        yield t(_OF_FORECAST)
    if check.thresholds_min:
        yield t(_OWN)
    for settlement, modes in check.thresholds_min.items():
        yield t(_CLASS_OWN, settlement=CLASS_WORDS[settlement], times=_times(modes, t))


def _times(modes: Mapping[PackMode, float], t: Translator) -> str:
    return ", ".join(f"{t(MODE_WORDS[mode])} {minutes:g}" for mode, minutes in modes.items())


def _figure(value: float, unit: str, t: Translator) -> str:
    if unit == "share_difference":
        return t("{n} percentage points", n=t.number(100 * value))
    return t.percent(value, 0) if unit.startswith("share") else t.number(value, 2)
