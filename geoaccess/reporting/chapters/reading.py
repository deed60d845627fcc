"""How to read the numbers: the few terms a report cannot do without, as a list of definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages.modes import MODE_WORDS
from geoaccess.reporting.blocks import Chapter, Definitions
from geoaccess.reporting.columns import AREA
from geoaccess.tables import SETTLEMENTS

if TYPE_CHECKING:
    from geoaccess.reporting.subject import Limit, Subject

__all__ = ["by_measure", "reading"]


def reading(subject: Subject) -> Chapter:
    """Terms and thresholds of this run."""
    t = subject.t
    pairs = (
        _term(subject, "need_index", _index(subject)),
        _term(subject, "need_percentile"),
        _term(subject, "need_quintile"),
        _term(subject, "threshold_min", _thresholds(subject)),
        _term(subject, "people_beyond"),
        _term(subject, "spar"),
        (
            t("Flagged"),
            t(
                "High need and low access at once. Access is low where the way is long or where "
                "little care is within reach."
            ),
        ),
        _term(subject, "flag_class"),
        _term(subject, "priority"),
    )
    return Chapter("lasa", t("How to read the numbers"), (Definitions(pairs),))


def _term(subject: Subject, name: str, said: str = "") -> tuple[str, str]:
    """A column's name and what it means, in this run's own words where there are such."""
    column = AREA[name]
    return subject.words.plain_label(column), said or subject.t(column.meaning)


def by_measure(subject: Subject) -> str:
    """The need measure's name; with what 1 is, where it means something."""
    t, head = subject.t, subject.head
    label = head.need_label[t.lang]
    if not head.need_reference.get(t.lang):
        return label
    return t("{label}, where 1 is the reference population", label=label)


def _index(subject: Subject) -> str:
    t, head = subject.t, subject.head
    said = t("Care need by {label}: the higher, the greater.", label=head.need_label[t.lang])
    return f"{said} {head.need_reference.get(t.lang, '')}".strip()


def _thresholds(subject: Subject) -> str:
    """The longest acceptable time in each class of settlement, classes alike together."""
    words = subject.words
    alike: dict[tuple[Limit, ...], list[str]] = {}
    for settlement in SETTLEMENTS:
        if settlement in subject.thresholds:
            alike.setdefault(subject.thresholds[settlement], []).append(words.code(settlement))
    said = "; ".join(
        f"{', '.join(names)} {' / '.join(_limit(subject, limit) for limit in limits)}"
        for limits, names in alike.items()
    )
    return subject.t("The longest acceptable travel time: {limits}.", limits=said) if said else ""


def _limit(subject: Subject, limit: Limit) -> str:
    t = subject.t
    mode, minutes = limit
    way = t(MODE_WORDS[mode]) if mode in MODE_WORDS else mode
    return t("{minutes} min {way}", minutes=subject.words.plain(minutes, "number"), way=way)
