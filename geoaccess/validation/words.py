"""What the check calls things, on the screen, on its page and in its workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.pipeline.stamps import SYNTHETIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.errors import Severity
    from geoaccess.messages import Translator
    from geoaccess.validation.findings import Check, State

__all__ = ["MARKS", "SEVERITIES", "STATES", "advice", "stamps", "verdict"]

STATES: Mapping[State, str] = {
    "good": N_("good"),
    "look_at": N_("to look at"),
    "refused": N_("refused"),
}
SEVERITIES: Mapping[Severity, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
}
# Words of the style sheet for a state.
MARKS: Mapping[str, str] = {
    "good": "met",
    "look_at": "at_risk",
    "refused": "not_met",
    "error": "not_met",
    "warning": "at_risk",
    "info": "",
}
_PRIVATE = N_(
    "For the study's own analyst, not for publishing: rows of the input files are shown as they "
    "are, confidential ones too, and no small numbers are held back."
)


def stamps(check: Check, t: Translator) -> tuple[str, ...]:
    """What stands at the top of everything the check writes."""
    made_up = t(SYNTHETIC) if check.study.study.synthetic else ""
    return tuple(said for said in (t(_PRIVATE), made_up) if said)


def verdict(check: Check, t: Translator) -> str:
    """Whether the study can be run, in a sentence."""
    if not check.is_good:
        return t("The study cannot be run yet: there are errors to mend.")
    if any(notice.severity == "warning" for notice in check.notices):
        return t(
            "The study can be run. Read the warnings first: they say what the result rests on."
        )
    return t("The study can be run: nothing stands in the way.")


def advice(check: Check, t: Translator) -> tuple[str, ...]:
    """What to do next, step by step."""
    if check.is_good and _warns(check):
        return (t("Run the study with geoaccess run when the warnings are looked at."),)
    if check.is_good:
        return (t("Run the study with geoaccess run."),)
    return (
        t(
            "Begin with the errors. Each says in which file, row and column it stands, and what to "
            "do."
        ),
        t(
            "Mend them where the data come from, or in the file: in kontroll.xlsx each table has a "
            "sheet with the rows to mend first. Save, and check again."
        ),
        t("Errors may hide others that can be seen only when the first ones are mended."),
    )


def _warns(check: Check) -> bool:
    return any(notice.severity == "warning" for notice in check.notices)
