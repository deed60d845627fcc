"""Notices about turns that are forbidden, tables for the same trips, and areas within a time."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-C510",
        "error",
        N_("The study has more than one table of times for this mode."),
        N_("Put them together in one file: each pair once."),
    ),
    NoticeKind(
        "GA-S510",
        "info",
        N_(
            "Turn restrictions kept to when travelling {mode}: {n}; others, of streets that are"
            " closed then: {idle}."
        ),
        "",
    ),
    NoticeKind(
        "GA-S511",
        "info",
        N_(
            "Turn restrictions not taken into account {mode}, as their streets pass through the"
            " crossing or end there twice: {n}."
        ),
        N_("Nothing to do; in OpenStreetMap such streets are split at the crossing."),
    ),
    NoticeKind(
        "GA-M520",
        "error",
        N_("Areas within {value} minutes cannot be made: the times go up to {cutoff} minutes."),
        N_("Take times above nought and within the mode's cutoff_min, or raise that."),
    ),
)
