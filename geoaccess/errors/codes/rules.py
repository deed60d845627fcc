"""Notices about need, rule packs, verdicts and flags."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-P001",
        "error",
        N_("There is no rule pack {value}. There are: {packs}."),
        N_("Give the name of a pack, or the path of a .toml file, under rules.pack."),
    ),
    NoticeKind(
        "GA-P002",
        "error",
        N_("The rule pack is not TOML that can be read: {problem}."),
        N_("Correct the file; the shipped data/rules/stockholm.toml shows the form."),
    ),
    NoticeKind(
        "GA-P003",
        "error",
        N_("The rule pack does not know this key{nearest}."),
        N_("Correct the spelling, or take the key out."),
    ),
    NoticeKind(
        "GA-P004",
        "error",
        N_("The rule pack needs this key."),
        N_("Add it; the shipped data/rules/stockholm.toml shows the form."),
    ),
    NoticeKind(
        "GA-P005",
        "error",
        N_("{value} is not allowed here: {problem}."),
        N_("Correct the value; the shipped data/rules/stockholm.toml shows the form."),
    ),
    NoticeKind(
        "GA-P006",
        "error",
        N_("{value} is not an operator{nearest}. There are: {known}."),
        N_("Choose one of them: rules cannot run code of their own."),
    ),
    NoticeKind(
        "GA-P007",
        "error",
        N_("The limits are in the wrong order: met {met}, at risk {at_risk}."),
        N_("Write them so that 'met' is the stricter of the two for {operator}."),
    ),
    NoticeKind(
        "GA-P008",
        "error",
        N_("{operator} does not judge the scope {value}; it judges: {known}."),
        N_("Choose one of those scopes."),
    ),
    NoticeKind(
        "GA-P009",
        "error",
        N_("{value} is not among the pack's sources{nearest}."),
        N_("Add the source under sources, or correct its id."),
    ),
    NoticeKind(
        "GA-P010",
        "error",
        N_("{value} stands twice."),
        N_("Give each rule and each source an id of its own."),
    ),
    NoticeKind(
        "GA-P011",
        "error",
        N_(
            "The threshold of {minutes} min for class {settlement}, tried up to {tried} min, lies "
            "beyond the cutoff of {cutoff} min for travel {how}."
        ),
        N_("Raise modes.{mode}.cutoff_min, or lower the threshold."),
    ),
    NoticeKind(
        "GA-P012",
        "error",
        N_("There is no threshold for class {settlement} by {value}, the mode that decides there."),
        N_("Add it under thresholds_min, or let another mode decide."),
    ),
    NoticeKind(
        "GA-P014",
        "error",
        N_("The catchment reaches {reach} min, beyond the cutoff of the times, {cutoff} min."),
        N_("Raise the cutoff of that mode to at least the reach of the catchment."),
    ),
    NoticeKind(
        "GA-P015",
        "error",
        N_("An index of one's own is not the Care Need Index and cannot be called {value}."),
        N_("Call it what it is, for example 'Behovsindex (öppna data)' or 'CNI-proxy'."),
    ),
    NoticeKind(
        "GA-P016",
        "error",
        N_("The need measure uses the column {value}, and no statistics table gives it{near}."),
        N_("Map the column in study.toml, or change the recipe under need."),
    ),
    NoticeKind(
        "GA-P017",
        "error",
        N_("The need recipe 'index' has no components."),
        N_("Add at least one under need.components, or choose the recipe 'cni'."),
    ),
    NoticeKind(
        "GA-P018",
        "error",
        N_("{value} does not say where to trim: two rising shares from 0 to 1 are needed."),
        N_("Write for example winsor = [0.01, 0.99]."),
    ),
    NoticeKind(
        "GA-P030",
        "info",
        N_(
            "No national reference is given: 1 is the mean of the study's own people ({points} "
            "points per inhabitant), so the index is relative to the region."
        ),
        N_("Give need.reference and need.reference_source to compare with the country."),
    ),
    NoticeKind(
        "GA-P031",
        "warning",
        N_(
            "Areas without a need value: {n} ({areas}), with {people} people. Not known there: "
            "{missing}."
        ),
        N_("They are not assessed; a missing count is never read as zero."),
    ),
    NoticeKind(
        "GA-P032",
        "info",
        N_("The component {value} is the same everywhere and tells no area from another."),
        N_("Check that the right column is mapped."),
    ),
)
