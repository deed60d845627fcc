"""From layers and times to a judged result: need, access, rules, flags, tables."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from geoaccess import __version__, principles
from geoaccess.errors import NoticeList, telling_beside
from geoaccess.messages import LANGUAGES
from geoaccess.pipeline.areas import area_table
from geoaccess.pipeline.checks import check_judgeable
from geoaccess.pipeline.closures import closure_tables
from geoaccess.pipeline.clusters import clusters_of
from geoaccess.pipeline.comparison import comparison_table
from geoaccess.pipeline.coordination import coordination, note_marks, seconds_to_gsa
from geoaccess.pipeline.equity import equity_table
from geoaccess.pipeline.ground import ground_tables
from geoaccess.pipeline.leakage import leakage_table
from geoaccess.pipeline.measured import measure
from geoaccess.pipeline.measures import measure_table, measures_of, people_values
from geoaccess.pipeline.parameters import parameters_of
from geoaccess.pipeline.shares import share_tables
from geoaccess.pipeline.sites import site_table
from geoaccess.pipeline.stamps import drawing_of, gaps_of, marks_of, reference_of, terms_of
from geoaccess.pipeline.units import unit_table, whole_table
from geoaccess.principles.wording import EVERYTHING
from geoaccess.result.private import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import Evidence, Flag, RulePack, Verdict
    from geoaccess.study import Disclosure

__all__ = ["judge"]

_DECIDED = ("mode", "seconds", "limit_s", "site_id", "next_seconds", "next_site_id")


def judge(prepared: Prepared) -> Result:
    """Measure need and access, judge them by the study's rule pack, and put the tables together.

    Raises
    ------
    ConfigError
        If the rule pack is faulty, or judges by a mode that the study does not have.
    InputError
        If the need recipe lacks a column, or a vårdcentral has no times at all.
    """
    found = NoticeList(prepared.notices)
    with telling_beside(found):
        return _judged(prepared, found)


def _judged(prepared: Prepared, found: NoticeList) -> Result:
    started = time.perf_counter()
    study, layers = prepared.study, prepared.layers
    pack = prepared.pack
    check_judgeable(pack, prepared)

    measured = measure(prepared, found)
    need, points, evidence = measured.need, measured.points, measured.evidence

    reached = principles.reach(pack, evidence)
    decided = reached[list(_DECIDED)].astype({"site_id": "str", "next_site_id": "str"})
    points = points.join(decided)
    told_gsa = coordination(layers, study.study.date)
    note_marks(layers, told_gsa, found)
    points = points.assign(seconds_gsa=seconds_to_gsa(points, told_gsa, prepared.times))
    verdicts = principles.judge(pack, evidence)
    flags = principles.flag_areas(pack, evidence)
    found.extend(need.notices)

    told = _verdict_table(verdicts, study.disclosure)
    areas = area_table(layers, points, measured.areas, _flag_table(flags, study.disclosure))
    clustered = clusters_of(pack, evidence, areas, found)
    areas = areas.join(clustered.labels)
    shares, by_mode = share_tables(points, layers.units, prepared.times, study.study.region)
    shown = measures_of(prepared, measured, found)
    values = people_values(shown, points)
    marks = {
        lang: (*marks_of(prepared, pack, evidence, lang), *need.marks.get(lang, ()))
        for lang in LANGUAGES
    }
    closures, takers = closure_tables(pack, evidence, points)
    ground = ground_tables(prepared, evidence, points, found)
    return Result(
        study=study,
        areas=areas,
        units=unit_table(layers, areas, points, _gp_gap(pack, evidence, told), study.study.date),
        wholes=whole_table(layers, areas, points, study.study.date),
        sites=site_table(layers, points, told),
        points=points,
        times=prepared.times,
        verdicts=told,
        shares=shares,
        shares_by_mode=by_mode,
        measures=measure_table(prepared, points, shown, values),
        equity=equity_table(prepared, evidence, values, found),
        clusters=clustered.patterns,
        closures=closures,
        takers=takers,
        leakage=leakage_table(pack, evidence, layers, points, measured.supply),
        comparison=comparison_table(pack, evidence, layers, points),
        **ground,
        balance=layers.balance,
        need=need.frame.join(need.stability),
        explanations=_explanations(flags, pack, verdicts, areas),
        background=layers.background,
        provenance=prepared.provenance,
        notices=tuple(found),
        stamps={
            lang: tuple(
                dict.fromkeys(
                    (
                        *marks[lang],
                        *terms_of(pack, evidence, lang),
                        *need.remarks.get(lang, ()),
                        *drawing_of(study, lang),
                    )
                )
            )
            for lang in LANGUAGES
        },
        marks=marks,
        gaps=gaps_of(pack, evidence),
        need_label=need.label,
        need_reference={lang: reference_of(need, lang) for lang in LANGUAGES},
        parameters=parameters_of(prepared),
        rule_label={lang: getattr(pack.label, lang) for lang in LANGUAGES},
        estimate=prepared.estimate,
        version=__version__,
        timings={**prepared.timings, "judge": time.perf_counter() - started},
    )


def _gp_gap(pack: RulePack, evidence: Evidence, verdicts: pd.DataFrame) -> pd.Series:
    """Physicians missing per unit; not told where the rule on capacity could not judge."""
    gap = principles.unit_capacity(evidence, pack.capacity)["gp_gap"]
    judged = verdicts[
        verdicts["measure"].eq("people_per_place") & verdicts["verdict"].ne("not_assessable")
    ]
    return gap.where(gap.index.isin(judged["subject_id"]))


def _verdict_table(verdicts: Sequence[Verdict], by: Disclosure) -> pd.DataFrame:
    """Exact verdicts; beside them sentences without small counts, without any, and rounded."""
    frame = principles.verdict_frame
    kinds = {"public": frame(verdicts, by.min_count), "hidden": frame(verdicts, EVERYTHING)}
    if by.mode == "round":
        kinds["rounded"] = frame([one.to_base(by.base) for one in verdicts])
    measure = [one.measure for one in verdicts]
    return frame(verdicts).assign(measure=measure, **_beside("sentence", kinds))


def _flag_table(flags: Mapping[str, Flag], by: Disclosure) -> pd.DataFrame:
    frame, given = principles.flag_frame, dict(flags)
    kinds = {"public": frame(given, by.min_count), "hidden": frame(given, EVERYTHING)}
    if by.mode == "round":
        kinds["rounded"] = frame({key: one.to_base(by.base) for key, one in given.items()})
    told = {f"{name}_public": kinds["public"][name] for name in principles.BEYOND}
    return frame(given).assign(**told, **_beside("reasons", kinds))


def _beside(name: str, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series]:
    return {
        f"{name}_{lang}_{kind}": frame[f"{name}_{lang}"]
        for kind, frame in frames.items()
        for lang in LANGUAGES
    }


def _explanations(
    flags: Mapping[str, Flag], pack: RulePack, verdicts: list[Verdict], areas: pd.DataFrame
) -> pd.DataFrame:
    """The private long answer to "why", per area and language."""
    about: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.scope == "area":
            about[verdict.subject_id].append(verdict)
    nearest = areas["nearest_site_name"].dropna().to_dict()
    minutes = areas["minutes_median"].dropna().to_dict()
    rows = {
        area: {
            lang: principles.explain(
                flag,
                pack,
                verdicts=about.get(area, ()),
                lang=lang,
                nearest=nearest.get(area),
                minutes=minutes.get(area),
            )
            for lang in LANGUAGES
        }
        for area, flag in flags.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(LANGUAGES))
