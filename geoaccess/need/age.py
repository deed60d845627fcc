"""Age-need: how much care people need for their age alone, kept apart from the other measures."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import NoticeList
from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.need.columns import refuse_parts_above_wholes
from geoaccess.need.measure import Need, notices_of_missing, ranked, to_mean_one
from geoaccess.study import age_preset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from geoaccess.messages import Language
    from geoaccess.study import AgeNeed

__all__ = ["AgeWeights", "age_need", "age_weights", "combined"]

# Youngest first: each group holds those after it.
_NESTED = ("people", "age_65plus", "age_80plus", "age_85plus")
_OLDEST = _NESTED[-1]
_LABEL = N_("Age-need ({weights})")
_ONE_WEIGHT = N_("{group} count {weight} times")
_SOURCE = N_("Age weights: {source}.")
_PRODUCT = N_("{one} times {other}")
_GEOMETRIC = N_("Geometric mean of {one} and {other} (weight {share})")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeWeights:
    """How many times as much care each group takes as those below it, and who says so."""

    weights: Mapping[str, float]
    source: str


def age_weights(settings: AgeNeed | None) -> AgeWeights:
    """Give the study's weights, or those that come with geoaccess."""
    if settings is not None and settings.weights:
        return AgeWeights(
            weights={str(k): v for k, v in settings.weights.items()}, source=settings.source
        )
    preset = age_preset()
    return AgeWeights(
        weights={str(k): v for k, v in preset.weights.items()}, source=preset.source.document
    )


def age_need(areas: pd.DataFrame, by: AgeWeights) -> Need:
    """Need by age: people weighted by their age group, per inhabitant, over the study's own mean.

    Parameters
    ----------
    areas
        By area ``people`` and the groups that have a weight, each holding those that are older.
    by
        The weights; those below the youngest group named count 1.

    Returns
    -------
    Need
        1 is the mean of the study's own people. An area without people has no value.

    Raises
    ------
    InputError
        Every area with more people in a group than in one that holds it, beyond SCB's noise.

    Examples
    --------
    One village is all old, one all young; the old take seven times as much care.

    >>> areas = pd.DataFrame({"people": [10, 30], "age_85plus": [10, 0]}, index=["old", "young"])
    >>> found = age_need(areas, AgeWeights(weights={"age_85plus": 7.0}, source="visits 2022"))
    >>> found.frame["need_index"].tolist()
    [2.8, 0.4]
    """
    held = [name for name in _NESTED if name in areas]
    refuse_parts_above_wholes(areas, [(part, whole) for whole, part in itertools.pairwise(held)])
    used = ["people", *(name for name in _NESTED if name in by.weights)]
    people = areas["people"].astype(float)
    # Adding, at each age, what its weight has beyond the weight below it.
    steps = np.diff([0.0, 1.0, *(by.weights[name] for name in used[1:])])
    counted = (areas[used].astype(float) * steps).sum(axis=1, skipna=False)
    index = to_mean_one((counted / people).where(people > 0), people)
    gaps = areas[used].isna()
    names = [", ".join(gaps.columns[row]) for row in gaps.to_numpy()]
    missing = pd.Series(names, index=areas.index, dtype="str")
    found = NoticeList(notices_of_missing(missing, people))
    if _OLDEST not in used:
        found.add("GA-P051", group=COUNT_WORDS.get(used[-1], used[-1]))
    return Need(
        frame=ranked(index, index, people, missing),
        label={lang: _label(by, lang) for lang in LANGUAGES},
        reference=None,
        reference_source="",
        notices=tuple(found),
        is_ratio=True,
        remarks={lang: (translator(lang)(_SOURCE, source=by.source),) for lang in LANGUAGES},
    )


def combined(
    need: Need,
    age: Need,
    people: pd.Series,
    *,
    how: Literal["product", "geometric"],
    share: float = 0.5,
) -> Need:
    """Combine a need measure with age-need, and say so in the name.

    Both are taken relative to their means, so that neither counts more for its unit. The
    geometric mean is ``need ** (1 - share) * age ** share``. What comes out is 1 on average.

    Parameters
    ----------
    need, age
        The measures, by the same areas.
    people
        Inhabitants by area.
    how, share
        Product, or geometric mean with this share for age.

    Examples
    --------
    >>> areas = pd.DataFrame({"people": [10, 30], "age_85plus": [10, 0]}, index=["old", "young"])
    >>> age = age_need(areas, AgeWeights(weights={"age_85plus": 7.0}, source="visits 2022"))
    >>> combined(age, age, areas["people"], how="geometric").frame["need_index"].round(9).tolist()
    [2.8, 0.4]
    """
    count = people.reindex(need.frame.index).astype(float)
    ours, theirs = (1.0, 1.0) if how == "product" else (1.0 - share, share)
    one, other = need.frame["need_relative"], age.frame["need_relative"]
    index = to_mean_one(one**ours * other**theirs, count)
    pairs = zip(need.frame["missing"], age.frame["missing"], strict=True)
    both = [", ".join(dict.fromkeys(name for name in pair if name)) for pair in pairs]
    missing = pd.Series(both, index=need.frame.index, dtype="str")
    return replace(
        need,
        frame=ranked(index, index, count, missing),
        label={lang: _combined_label(need, age, how, share, lang) for lang in LANGUAGES},
        reference=None,
        reference_source="",
        notices=(*need.notices, *age.notices),
        is_ratio=need.is_ratio,
        remarks={lang: (*need.remarks.get(lang, ()), *age.remarks[lang]) for lang in LANGUAGES},
    )


def _label(by: AgeWeights, lang: Language) -> str:
    t = translator(lang)
    said = [
        t(_ONE_WEIGHT, group=COUNT_WORDS.get(name, name), weight=_number(by.weights[name], lang))
        for name in _NESTED
        if name in by.weights
    ]
    return t(_LABEL, weights=", ".join(said))


def _combined_label(need: Need, age: Need, how: str, share: float, lang: Language) -> str:
    t = translator(lang)
    if how == "product":
        return t(_PRODUCT, one=need.label[lang], other=_lower(age.label[lang]))
    weight = _number(share, lang)
    return t(_GEOMETRIC, one=need.label[lang], other=_lower(age.label[lang]), share=weight)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _number(value: float, lang: Language) -> str:
    decimals = next((d for d in range(4) if abs(value - round(value, d)) < 1e-9), 4)  # noqa: PLR2004
    return translator(lang).number(value, decimals)
