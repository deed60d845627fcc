"""Clusters of need and travel time in the reports: the region's on the index, and each unit's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Entry, Heading, Items, Text
from geoaccess.reporting.rows import number, records, text
from geoaccess.result.clusters import CLUSTERS, NOT_SIGNIFICANT, WHY_NOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject
    from geoaccess.reporting.words import Words
    from geoaccess.result.published import Published

__all__ = ["clusters_of_region", "clusters_of_unit"]

_WORST = "high_need_long_ways"


def clusters_of_region(published: Published, words: Words) -> tuple[tuple[str, str], ...]:
    """Terms and what is said: areas per label, then how alike neighbours are; none if not told."""
    t, lang = words.t, words.t.lang
    areas = records(published.areas, "area_id")
    if not any(text(area, "cluster") for area in areas):
        return ()
    patterns = tuple(
        (
            text(row, f"label_{lang}"),
            t(
                "{value}. {finding}",
                value=words.plain(number(row, "value") or 0.0, "ratio"),
                finding=text(row, f"finding_{lang}"),
            ),
        )
        for row in records(published.clusters)
    )
    return ((t("Clusters of need and travel time"), _counted(areas, words)), *patterns)


def _counted(areas: Sequence[Row], words: Words) -> str:
    """How many areas have each label, and how many none and why."""
    t = words.t
    labels = Counter(text(area, "cluster") for area in areas)
    reasons = Counter(text(area, "cluster_why_not") for area in areas)
    codes = [*CLUSTERS, NOT_SIGNIFICANT] if labels.total() > reasons.total() - reasons[""] else []
    said = [f"{words.code(code)}: {t.number(labels[code])}" for code in codes]
    said += [
        t("not assessed ({why}): {n}", why=t(why), n=t.number(reasons[code]))
        for code, why in WHY_NOT.items()
        if reasons[code]
    ]
    return t("Number of areas: {counts}.", counts="; ".join(said))


def clusters_of_unit(subject: Subject) -> tuple[Block, ...]:
    """Which of the unit's areas are in a cluster, the worst ones first and by name."""
    t, words = subject.t, subject.words
    told = {text(area, "cluster") for area in subject.areas}
    if not told & {*CLUSTERS, NOT_SIGNIFICANT}:
        return ()
    heading = Heading(t("Clusters of need and travel time"))
    if not told & CLUSTERS.keys():
        return heading, Text(t("None of the unit's areas is in a cluster that is certain."))
    entries = []
    for code in CLUSTERS:
        areas = [area for area in subject.areas if text(area, "cluster") == code]
        if areas:
            every = ", ".join(text(area, "name") for area in areas)
            named = every if code == _WORST else subject.names(areas)
            said = words.code(code)
            # In the sentence it is no longer its first word.
            lead = t("Part of a cluster of {label}:", label=said[:1].lower() + said[1:])
            entries.append(Entry(named, lead))
    how = t(
        "The area's own need, and the travel times of its neighbours: what is more than chance. "
        "It is a pattern around the area and no ranking."
    )
    return heading, Items(tuple(entries)), Text(how, "quiet")
