"""What a run tells at its end: the main figures, what stands out, and where the files are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.messages.completeness import gaps_sentence
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.messages.suppression import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["summary_lines"]

_SHOWN = 10
_OUTCOMES = ("met", "at_risk", "not_met", "not_assessable")
_WORST = ("not_met", "at_risk", "not_assessable", "met")
_FILES = (
    (N_("Map"), "map.html"),
    (N_("Reports"), "reports/index.html"),
    (N_("Tables"), "tables.xlsx"),
    (N_("Map data"), "result.gpkg"),
    (N_("Receipt"), "manifest.json"),
)


def summary_lines(published: Published, out: Path, t: Translator) -> Iterator[str]:
    """The summary, a line at a time."""
    head = published.head
    yield ""
    yield f"{head.name} – {head.region}, {t.date(head.date)}"
    for stamp in head.stamps[t.lang]:
        yield f"! {stamp}"
    yield ""
    yield from _flagged(published, t)
    yield ""
    yield from _rules(published, t)
    yield ""
    yield from _main_figures(published, t)
    yield from _warnings(published, t)
    yield ""
    for label, file in _FILES:
        if (out / file).is_file():
            yield f"{t(label):<12} {out / file}"


def _main_figures(published: Published, t: Translator) -> Iterator[str]:
    areas, units = published.areas, published.units
    people = float(published.balance["areas"].iloc[0])
    yield t(
        N_("People: {people}. Areas: {areas}, units: {units}, vårdcentraler: {sites}."),
        people=t.number(people) if math.isfinite(people) else "–",
        areas=t.number(len(areas)),
        units=t.number(len(units)),
        sites=t.number(units["sites"].sum()),
    )
    shares = published.shares_by_mode
    region = shares.loc[(shares["subject_id"] == "region") & (shares["group"] == "all")]
    for mode in dict.fromkeys(region["mode"]):
        rows = region.loc[region["mode"] == mode]
        told = ", ".join(
            f"{int(m)} min {t.percent(s) if math.isfinite(s) else '–'}"
            for m, s in zip(rows["minutes"], rows["share"], strict=True)
        )
        yield t(
            N_("Share that reaches a vårdcentral, {mode}: {shares}"),
            mode=MODE_WORDS[mode],
            shares=told,
        )
    if published.head.gaps is not None:
        yield gaps_sentence(published.head.gaps, t)


def _flagged(published: Published, t: Translator) -> Iterator[str]:
    areas = published.areas
    flagged = areas.loc[areas["flag"] == "flagged"].sort_values("priority", ascending=False)
    unknown = areas.loc[areas["flag"] == "not_assessable"]
    if len(flagged):
        yield t(N_("Flagged areas, high need and low access: {n}"), n=len(flagged))
    elif len(unknown) < len(areas):
        yield t(N_("No area is flagged."))
    for area_id, area in flagged.head(_SHOWN).iterrows():
        yield "  " + _area_line(str(area_id), area, t)
    if len(flagged) > _SHOWN:
        yield "  " + t(N_("… and {n} more: see the map's table."), n=len(flagged) - _SHOWN)
    if len(unknown):
        n = t.number(len(unknown))
        yield t(N_("Areas that cannot be assessed: {n}; the reports say why."), n=n)


def _rules(published: Published, t: Translator) -> Iterator[str]:
    """Each rule by how its units came out; where it is about the whole region only, by that."""
    title = f"title_{t.lang}"
    verdicts = published.verdicts[["rule_id", title, "scope", "subject_id", "verdict"]]
    yield t(N_("Rules, units by outcome: met / at risk / not met / not assessable"))
    for rule, mine in verdicts.groupby("rule_id", sort=False):
        told = mine.loc[mine["scope"] == "unit"]
        told = told if len(told) else mine.loc[mine["scope"] == "region"]
        # Of a rule's several checks of a unit the worst.
        place = told["verdict"].map(_WORST.index).groupby(told["subject_id"]).min()
        counts = place.value_counts()
        shown = " / ".join(f"{counts.get(_WORST.index(each), 0):>2}" for each in _OUTCOMES)
        yield f"  {rule:<14} {shown}  {mine[title].iloc[0]}"


def _area_line(area_id: str, area: pd.Series, t: Translator) -> str:
    name = "" if area["name"] == area_id else f" {area['name']}"
    line = f"{area_id}{name} ({area['unit_name']})"
    if area["people_status"] in {"ok", "rounded"} and not math.isnan(area["share_within"]):
        about = ABOUT if area["people_status"] == "rounded" else ""
        line += t(
            N_(": {people} people, {share} within {minutes} min {mode}"),
            people=f"{about}{t.number(area['people'])}",
            share=f"{about}{t.percent(area['share_within'], 0)}",
            minutes=t.number(area["threshold_min"]),
            mode=MODE_WORDS[area["mode"]],
        )
    return line + (t(N_(", borderline")) if area["flag_class"] == "borderline" else "")


def _warnings(published: Published, t: Translator) -> Iterator[str]:
    warnings = published.notices.loc[published.notices["severity"] == "warning"]
    if len(warnings):
        yield ""
        yield t(N_("Warnings: {n}"), n=len(warnings))
        for text in warnings[f"text_{t.lang}"].head(_SHOWN):
            yield f"  {text}"
        if len(warnings) > _SHOWN:
            yield "  " + t(N_("… and {n} more in manifest.json."), n=len(warnings) - _SHOWN)
