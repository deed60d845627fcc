"""The check as one JSON document, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess import __version__
from geoaccess.validation.findings import severities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.errors import Notice
    from geoaccess.messages import Language
    from geoaccess.study import Study
    from geoaccess.validation.findings import Check, CheckedInput

__all__ = ["document"]


def document(
    check: Check | None, lang: Language, refused: Iterable[Notice] = ()
) -> dict[str, object]:
    """Plain values: the study, its inputs, and every finding in words of the language.

    Parameters
    ----------
    check
        None where the study file itself was refused.
    lang
        Language of the sentences.
    refused
        What the study file was refused for.
    """
    found = tuple(refused) if check is None else check.notices
    return {
        "geoaccess": __version__,
        "language": lang,
        "ok": check is not None and check.is_good,
        "study": None if check is None else _study(check.study),
        "counts": severities(found),
        "inputs": [] if check is None else [_input(one, lang) for one in check.inputs],
        "findings": [notice.as_row(lang) for notice in found],
    }


def _study(study: Study) -> dict[str, object]:
    identity = study.study
    return {
        "id": identity.id,
        "name": identity.name,
        "region": identity.region,
        "date": identity.date.isoformat(),
        "synthetic": identity.synthetic,
    }


def _input(one: CheckedInput, lang: Language) -> dict[str, object]:
    held = one.provenance
    return {
        "role": held.role,
        "path": held.path,
        "sha256": held.sha256,
        "size": held.size,
        "rows": one.rows,
        "reader": held.reader,
        "source": held.source,
        "licence": held.licence,
        "vintage": held.vintage,
        "sensitivity": held.sensitivity,
        "status": one.state,
        "findings": severities(one.notices),
        "assumptions": [{"code": n.code, "text": n.text(lang)} for n in one.assumptions],
    }
