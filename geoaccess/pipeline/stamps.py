"""What must stand on every output: synthetic data, estimates, gaps, and whose rules these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import LANGUAGES, N_, Language, Translator, translator
from geoaccess.principles import disclaimer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import Evidence, RulePack

__all__ = ["stamps_of"]

_SYNTHETIC = N_("Synthetic data: no real people, places or vårdcentraler.")
_ESTIMATE = N_("Travel times are straight-line estimates, not routes along streets.")
_INCOMPLETE = N_("The list of sites is incomplete ({found} of {expected}): access is not judged.")
_NO_CAPACITY = N_("Capacity is not known: each vårdcentral counts as one.")
_RULES = N_("Rules: {rules}. {disclaimer}.")


def stamps_of(
    prepared: Prepared, pack: RulePack, evidence: Evidence
) -> dict[Language, tuple[str, ...]]:
    """The stamps, by language."""
    return {lang: tuple(_stamps(prepared, pack, evidence, translator(lang))) for lang in LANGUAGES}


def _stamps(prepared: Prepared, pack: RulePack, evidence: Evidence, t: Translator) -> Iterator[str]:
    if prepared.study.study.synthetic:
        yield t(_SYNTHETIC)
    if prepared.estimate:
        yield t(_ESTIMATE)
    if evidence.sites_found < pack.completeness.min_share_of_sites * evidence.sites_expected:
        yield t(_INCOMPLETE, found=evidence.sites_found, expected=evidence.sites_expected)
    if not evidence.real_capacity:
        yield t(_NO_CAPACITY)
    words = disclaimer(t.lang)
    if pack.wording_is_ours:
        said = words[0].upper() + words[1:]
        yield t(_RULES, rules=getattr(pack.label, t.lang), disclaimer=said)
    yield str(getattr(pack.deciding_mode.reason, t.lang))
