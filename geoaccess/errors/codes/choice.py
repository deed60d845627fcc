"""Notices about who chooses or is given which site, and what the sites can carry."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-K001",
        "warning",
        N_(
            "Choices had not settled after {cycles} rounds: somebody could still gain {gap} of "
            "cost by changing site, where {tolerance} was asked for."
        ),
        N_("Allow more rounds, or ask for a wider tolerance; the numbers are not the final ones."),
    ),
    NoticeKind(
        "GA-K002",
        "warning",
        N_(
            "People who get no site: {people} of {all}. Every site in reach is full: {full}; no "
            "site in reach has anything: {nothing}; what a site in reach has is not known: "
            "{unknown}; no site in reach: {beyond}; not known whether any is: {silent}."
        ),
        N_("They are in no site's load and in no sum of travel time; each place has its reason."),
    ),
    NoticeKind(
        "GA-K003",
        "warning",
        N_("Sites whose number is not known, so that nobody is placed there: {n} ({sites})."),
        N_("Give it, or read the load of the other sites as too high."),
    ),
    NoticeKind(
        "GA-K004",
        "warning",
        N_(
            "Sites that nobody reaches: {n} ({sites}). What they have, {amount}, is used by nobody."
        ),
        N_("Check where they lie, and how far the travel times go."),
    ),
)
