"""Notices about measures of inequality and of clusters: values they cannot be taken of."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-E001",
        "error",
        N_("Areas that the column says nothing of: {n} ({areas})."),
        N_("Give one value for each area, under the same ids as the measure."),
    ),
    NoticeKind(
        "GA-E002",
        "error",
        N_("Areas whose number of people is missing, negative or endless: {n} ({areas})."),
        N_("Give the number of people of each area; 0 where nobody lives."),
    ),
    NoticeKind(
        "GA-E003",
        "error",
        N_("Areas where the measure is endless: {n} ({areas})."),
        N_("Give those that cannot get there the longest time that counts, and tell how many."),
    ),
    NoticeKind(
        "GA-E004",
        "error",
        N_("Areas where the measure is below 0: {n} ({areas})."),
        N_("Measure something that can be shared out, such as minutes or supply per person."),
    ),
    NoticeKind(
        "GA-E005",
        "error",
        N_("Areas where the measure is not above 0 and has no logarithm: {n} ({areas})."),
        N_("Use a measure that allows 0, such as Gini or Hoover, or a unit that is never 0."),
    ),
    NoticeKind(
        "GA-E006",
        "error",
        N_("Nobody lives where the measure and the need are known."),
        N_("Check that the areas' ids agree and that people are counted."),
    ),
    NoticeKind(
        "GA-E007",
        "error",
        N_("Areas where the measure is not between {low} and {high}: {n} ({areas})."),
        N_("State the bounds that the measure really has."),
    ),
    NoticeKind(
        "GA-E008",
        "error",
        N_("Everybody is at the bound {value}, so there is no index of Wagstaff's."),
        N_("Use Erreygers' index, which is 0 here."),
    ),
    NoticeKind(
        "GA-E009",
        "error",
        N_("Too few units to draw from ({n}); an interval needs at least {least}."),
        N_("Draw areas within the units instead."),
    ),
    NoticeKind(
        "GA-E010",
        "error",
        N_("Clusters need at least {least} areas, and there are {n}."),
        N_("Look at larger parts of the region, or at smaller areas."),
    ),
    NoticeKind(
        "GA-E011",
        "error",
        N_("Areas whose values are missing or endless: {n} ({areas})."),
        N_("Leave those areas out of the map of clusters, and tell which."),
    ),
    NoticeKind(
        "GA-E012",
        "error",
        N_("All areas have the same value, so none can be higher than another."),
        N_("Choose a measure that differs between areas."),
    ),
    NoticeKind(
        "GA-E013",
        "error",
        N_("Neighbours cannot be found: {problem}."),
        N_("Give one outline for each area, under ids of its own, in a metric CRS."),
    ),
)
