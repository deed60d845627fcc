"""Notices about the measures of access that a study asks for."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-C071",
        "error",
        N_("A measure is named more than once: {value}."),
        N_("Name each measure once."),
    ),
    NoticeKind(
        "GA-C072",
        "error",
        N_("{key} names a way of travel that the study does not have: {value}."),
        N_("Add it under [modes], or take one of these: {valid}."),
    ),
    NoticeKind(
        "GA-C073",
        "error",
        N_("The measure mm2sfca and the shares of the ways of travel belong together."),
        N_(
            "Give both, such as mode_shares.car = 0.7, mode_shares.walk = 0.3 and mm2sfca among "
            "the measures, or neither."
        ),
    ),
    NoticeKind(
        "GA-C074",
        "error",
        N_("The shares of the ways of travel add up to {value}, not to 1."),
        N_("Give each way of travel its part of all people, such as 0.7 and 0.3."),
    ),
    NoticeKind(
        "GA-C075",
        "error",
        N_("A decay of the form {form} needs {missing}."),
        N_(
            "Add it under [access.decay]: half_min = 10 is the time in minutes at which a site "
            "counts half, and zones are written zones_min.10 = 1.0 and zones_min.30 = 0.22."
        ),
    ),
    NoticeKind(
        "GA-C076",
        "error",
        N_("A decay of the form {form} has no {value}; it is told by: {valid}."),
        N_("Take {value} away, or choose another form."),
    ),
    NoticeKind(
        "GA-C077",
        "error",
        N_("A site counts half only at {value} min, which is not within the reach of {reach} min."),
        N_("Let half_min be less than reach_min."),
    ),
    NoticeKind(
        "GA-C078",
        "error",
        N_("A site counts in full up to {value} min, but half already at {half} min."),
        N_("Let floor_min be less than half_min."),
    ),
    NoticeKind(
        "GA-C079",
        "error",
        N_("These zones do not make a decay: {value}."),
        N_("Let the limits be minutes that rise, and the weights never rise with them."),
    ),
    NoticeKind(
        "GA-C080",
        "error",
        N_("The measures reach {reach} min, but times by {mode} are counted to {cutoff} min."),
        N_("Raise cutoff_min under [modes.{mode}], or lower reach_min under [access]."),
    ),
    NoticeKind(
        "GA-C081",
        "error",
        N_("People cannot be counted by need: {label} says who has more need, not how much more."),
        N_('Take demand = "people", or a need recipe in points per inhabitant, such as cni.'),
    ),
    NoticeKind(
        "GA-A040",
        "warning",
        N_(
            "Areas without a need value, with {people} people: {n}. In the measures of access "
            "these people count by the region's mean need."
        ),
        N_("Fill in what their need lacks, or read the measures there with care."),
    ),
    NoticeKind(
        "GA-A041",
        "warning",
        N_(
            "The measures of access asked for are not told ({measures}): the list of "
            "vårdcentraler is too short to judge access by, and supply would look shared by too "
            "many."
        ),
        N_("Complete the list, or mend expected_sites if it is too high."),
    ),
)
