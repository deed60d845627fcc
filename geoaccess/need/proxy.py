"""CNI-proxy: the seven weights over counts from open tables, with how each was come by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.errors import NoticeList
from geoaccess.messages import LANGUAGES, N_, Phrase, translator
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.need.cni import cni, cni_weights, points_need

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geoaccess.messages import Language
    from geoaccess.need.measure import Need
    from geoaccess.study import VariableProvenance

__all__ = ["proxy_need", "proxy_variables"]

_NAME = N_("CNI-proxy (open data)")
_NAME_WITHOUT = N_("CNI-proxy (open data; without {missing})")
_HOW: Mapping[str, Phrase] = {
    "observed": Phrase(N_("counted as in the CNI")),
    "scaled": Phrase(N_("scaled from a coarser or differently defined table")),
    "synthetic": Phrase(N_("estimated by a model")),
    "missing": Phrase(N_("left out")),
}


def proxy_variables(provenance: Mapping[str, VariableProvenance]) -> tuple[str, ...]:
    """Give the variables that count, in the order of the CNI's.

    Examples
    --------
    >>> proxy_variables({"under5": "observed", "moved_in": "missing"})
    ('under5',)
    """
    return tuple(name for name in cni_weights() if provenance.get(name, "missing") != "missing")


def proxy_need(
    counts: pd.DataFrame,
    people: pd.Series,
    provenance: Mapping[str, VariableProvenance],
    *,
    reference: float | None = None,
    reference_source: str = "",
) -> Need:
    """Make the CNI-proxy: never called CNI, and saying on every output what it is made of.

    Parameters
    ----------
    counts
        The counts by area, by the names of the CNI's; those that are left out are not looked at.
    people
        Inhabitants by area.
    provenance
        How each of the seven was come by; ``missing`` ones are left out.
    reference, reference_source
        Points per inhabitant that are 1, of a proxy reckoned in the same way, and whose they are.
    """
    without = [name for name in cni_weights() if name not in proxy_variables(provenance)]
    table = cni(counts, people, reference=reference, without=without)
    need = points_need(
        table,
        people,
        reference=reference,
        reference_source=reference_source,
        label={lang: _name(without, lang) for lang in LANGUAGES},
    )
    found = NoticeList(need.notices)
    if without:
        found.add("GA-P059", missing=tuple(COUNT_WORDS[name] for name in without))
    remarks = {lang: (_remark(provenance, lang),) for lang in LANGUAGES}
    marks = remarks if without else {}
    return replace(need, notices=tuple(found), remarks=remarks, marks=marks)


def _name(without: list[str], lang: Language) -> str:
    t = translator(lang)
    missing = ", ".join(t(COUNT_WORDS[name]) for name in without)
    return t(_NAME_WITHOUT, missing=missing) if without else t(_NAME)


def _remark(provenance: Mapping[str, VariableProvenance], lang: Language) -> str:
    t = translator(lang)
    parts = []
    for how, said in _HOW.items():
        names = [n for n in cni_weights() if provenance.get(n, "missing") == how]
        if names:
            words = ", ".join(t(COUNT_WORDS[name]) for name in names)
            parts.append(f"{t(said)}: {words}")
    return f"{t(_NAME)}: {'; '.join(parts)}."
