"""What a check prints: the findings of each file, how many there are, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.reporting.words import Words
from geoaccess.validation import PAGE, WORKBOOK, severities
from geoaccess.validation.words import STATES, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geoaccess.errors import Notice
    from geoaccess.messages import Translator
    from geoaccess.validation import Check

__all__ = ["finding_lines"]

_SHOWN = 20
_REPORT = ((N_("Report"), PAGE), (N_("Row by row"), WORKBOOK))


def finding_lines(check: Check, study: str, out: Path | None, t: Translator) -> Iterator[str]:
    """The findings a line at a time: files to mend first, errors before warnings and notes.

    `study` is how the study was named on the command line, its data folder too.
    """
    identity, words = check.study.study, Words(t)
    yield ""
    yield f"{identity.name} – {identity.region}, {t.date(identity.date)}"
    yield ""
    order = ("refused", "look_at", "good")
    for one in sorted(check.inputs, key=lambda one: (order.index(one.state), not one.notices)):
        role = words.role(one.provenance.role)
        yield f"{one.provenance.path} ({role}): {t(STATES[one.state])}"
        if one.notices:
            yield from _findings(one.notices, t)
            yield ""
    if check.general:
        yield ""
        yield t(N_("The study as a whole"))
        yield from _findings(check.general, t)
    counts = severities(check.notices)
    yield ""
    yield t(
        N_("Errors: {errors}. Warnings: {warnings}. Notes: {notes}."),
        errors=t.number(counts["error"]),
        warnings=t.number(counts["warning"]),
        notes=t.number(counts["info"]),
    )
    yield verdict(check, t)
    yield (
        t(N_("Then run it: geoaccess run {study}"), study=study)
        if check.is_good
        else t(N_("Mend the errors, and check again: geoaccess check {study}"), study=study)
    )
    if out is not None:
        yield ""
        for label, file in _REPORT:
            yield f"{t(label):<16} {out / file}"


def _findings(notices: Sequence[Notice], t: Translator) -> Iterator[str]:
    for notice in notices[:_SHOWN]:
        yield f"  {notice.render(t.lang)}"
    if len(notices) > _SHOWN:
        yield "  " + t(N_("… and {n} more: see the report."), n=t.number(len(notices) - _SHOWN))
