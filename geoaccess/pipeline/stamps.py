"""What must stand on every output: synthetic data, estimates, gaps, and whose rules these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, Language, translator
from geoaccess.principles import disclaimer

if TYPE_CHECKING:
    from geoaccess.need import Need
    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import Evidence, RulePack
    from geoaccess.study import Study

__all__ = ["SYNTHETIC", "drawing_of", "gaps_of", "marks_of", "reference_of", "terms_of"]

SYNTHETIC = N_("Synthetic data: no real people, places or vårdcentraler.")
_FORECAST = N_(
    "Forecast for {year}, after {source}: people are those of that year; shares of need, sites,"
    " physicians and travel times are today's."
)
_ESTIMATE = N_("Travel times are straight-line estimates, not routes along streets.")
_SHARED_OUT = N_(
    "Counts of {files} are estimates: shared out from larger areas, or converted from another"
    " vintage."
)
_INCOMPLETE = N_("The list of sites is incomplete ({found} of {expected}): access is not judged.")
_NO_CAPACITY = N_("Capacity is not known: each vårdcentral counts as one.")
_REFERENCE = N_("1 is {points} points per inhabitant: {source}.")
_OWN_MEAN = N_("1 is the mean of the study's own people: {points} points per inhabitant.")
_STATED = N_("1 is as the table states it: {source}.")
_DRAWN = N_("Stadsdelsområden as drawn: {vintage}.")
_NOT_STATED = N_("Which drawing the stadsdelsområden are of is not stated.")
_RULES = N_("Rules: {rules}. {disclaimer}.")


def marks_of(
    prepared: Prepared, pack: RulePack, evidence: Evidence, lang: Language
) -> tuple[str, ...]:
    """What changes how every number is read: it follows each picture."""
    t = translator(lang)
    found, expected = evidence.sites_found, evidence.sites_expected
    outlook = prepared.layers.forecast
    forecast = (
        "" if outlook is None else t(_FORECAST, year=str(outlook.year), source=outlook.source)
    )
    said = (
        (outlook is not None, forecast),
        (prepared.study.study.synthetic, t(SYNTHETIC)),
        (prepared.estimate, t(_ESTIMATE)),
        (bool(shared := _shared_out(prepared.study)), t(_SHARED_OUT, files=shared)),
        (gaps_of(pack, evidence) is not None, t(_INCOMPLETE, found=found, expected=expected)),
    )
    return tuple(text for holds, text in said if holds)


def _shared_out(study: Study) -> str:
    """Names of the tables whose counts no one observed as they stand; empty if there is none."""
    made = (t for t in study.inputs.statistics if t.spread or t.key or t.boundaries)
    return ", ".join(dict.fromkeys(table.path.name for table in made))


def drawing_of(study: Study, lang: Language) -> tuple[str, ...]:
    """Which drawing the units are of where they are a city's own: it draws them anew at will."""
    given = study.inputs.districts
    if given is None:
        return ()
    t = translator(lang)
    return (t(_DRAWN, vintage=given.vintage) if given.vintage else t(_NOT_STATED),)


def gaps_of(pack: RulePack, evidence: Evidence) -> tuple[int, int] | None:
    """Vårdcentraler listed and expected, where too many are missing to judge; else None."""
    found, expected = evidence.sites_found, evidence.sites_expected
    return (found, expected) if found < pack.completeness.min_share_of_sites * expected else None


def terms_of(pack: RulePack, evidence: Evidence, lang: Language) -> tuple[str, ...]:
    """On what terms things were judged: capacity, whose rules, which way of travel decides."""
    t = translator(lang)
    words = disclaimer(lang)
    rules = t(_RULES, rules=getattr(pack.label, lang), disclaimer=words[0].upper() + words[1:])
    said = (
        (not evidence.real_capacity, t(_NO_CAPACITY)),
        (pack.wording_is_ours, rules),
        (True, str(getattr(pack.deciding_mode.reason, lang))),
    )
    return tuple(text for holds, text in said if holds)


def reference_of(need: Need, lang: Language) -> str:
    """What 1 means in the need index; empty for an index without a reference."""
    t = translator(lang)
    if need.reference is None:
        return t(_STATED, source=need.reference_source) if need.reference_source else ""
    points = t.number(need.reference, 4)
    if not need.reference_source:
        return t(_OWN_MEAN, points=points)
    return t(_REFERENCE, points=points, source=need.reference_source)
