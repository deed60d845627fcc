"""Notices about need measures: recipes, bought CNI tables, the CNI-proxy, age."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-P040",
        "error",
        N_("The need recipe's file can't be used: {reason}."),
        N_("Correct the file; data/presets/need/townsend.toml shows the form."),
    ),
    NoticeKind(
        "GA-P041",
        "error",
        N_("Nothing says what the need index's 1 is: need.reference_source is missing."),
        N_("Write whose value it is, such as reference_source = 'SCB, riket 2024'."),
    ),
    NoticeKind(
        "GA-P042",
        "error",
        N_("The recipe 'cni_table' needs at least one of the columns {valid}; none is given."),
        N_("Map the bought table's columns under columns of its [[inputs.statistics]]."),
    ),
    NoticeKind(
        "GA-P043",
        "error",
        N_("The recipe '{recipe}' uses the column {value}, and no input gives it{near}."),
        N_(
            "Map the column under [[inputs.statistics]]; data/presets/need/{recipe}.toml says what "
            "each is."
        ),
    ),
    NoticeKind(
        "GA-P044",
        "error",
        N_("The CNI-proxy does not say how these variables were come by: {missing}."),
        N_(
            "Write observed, scaled, synthetic or missing for each of the seven under "
            "[need.provenance]."
        ),
    ),
    NoticeKind(
        "GA-P045",
        "error",
        N_("The CNI-proxy lacks variables: {missing}."),
        N_(
            "Give them, or write missing = 'leave_out' under [need]; every output then says what "
            "was left out."
        ),
    ),
    NoticeKind(
        "GA-P046",
        "error",
        N_("The CNI-proxy keeps its own name and cannot be called {value}."),
        N_("Take need.label out; its name is 'CNI-proxy (öppna data)'."),
    ),
    NoticeKind(
        "GA-P047",
        "error",
        N_("A CNI-proxy that leaves variables out can't be set against a reference with all."),
        N_("Take need.reference out: 1 is then the mean of the study's own people."),
    ),
    NoticeKind(
        "GA-P048",
        "error",
        N_("{key} belongs to the recipe 'cni_proxy' alone; the recipe is {value}."),
        N_("Take it out, or choose the recipe 'cni_proxy'."),
    ),
    NoticeKind(
        "GA-P049",
        "error",
        N_(
            "The country's mean and spread are used by the recipe 'ses_index', both together and "
            "with a source."
        ),
        N_("Give area_type_mean, area_type_spread and reference_source, or none of them."),
    ),
    NoticeKind(
        "GA-P050",
        "error",
        N_("The age weights count people of 85 or older, and no input tells how many they are."),
        N_(
            "Give the column age_85plus. Tables that stop at 80 or older can't take its weight: "
            "give age_80plus one of its own with its source under [need.age]."
        ),
    ),
    NoticeKind(
        "GA-P051",
        "info",
        N_("The oldest group with a weight is {group}; everybody older than that counts alike."),
        N_("Give people of 85 or older (age_85plus) and their weight to count them apart."),
    ),
    NoticeKind(
        "GA-P052",
        "error",
        N_("The weight {value} of 80 or older is that of 85 or older ({limit}) or more."),
        N_("Most people of 80 or older are younger than 85: give a weight measured for 80 and up."),
    ),
    NoticeKind(
        "GA-P053",
        "error",
        N_("Age weights are given, and nothing says that they count."),
        N_("Write combine = 'product' or 'geometric' under [need], or choose the recipe 'age'."),
    ),
    NoticeKind(
        "GA-P054",
        "error",
        N_("The recipe 'age' can't be combined with age once more."),
        N_("Take need.combine out, or choose the recipe that age is to be combined with."),
    ),
    NoticeKind(
        "GA-P055",
        "error",
        N_("The age weights have no source."),
        N_("Write under need.age.source where they were measured, and for which care."),
    ),
    NoticeKind(
        "GA-P056",
        "error",
        N_(
            "Area {area} has {value}, and the table's other columns make it {expected}: more than "
            "rounding explains."
        ),
        N_(
            "Check that the columns are of the same year and area; where the table has people of "
            "its own, map them as cni_people."
        ),
    ),
    NoticeKind(
        "GA-P057",
        "error",
        N_("Area {area} has {value}; allowed is {allowed}."),
        N_("Check that the right column is mapped, or leave the cell empty if it is not known."),
    ),
    NoticeKind(
        "GA-P058",
        "error",
        N_(
            "Area {area} has {value} in this group and only {most} in the one that holds it "
            "({whole})."
        ),
        N_("Check that the columns are of the same table and year."),
    ),
    NoticeKind(
        "GA-P059",
        "warning",
        N_("The CNI-proxy leaves out: {missing}. It can't be compared with a CNI of all seven."),
        N_("Read it within the study only; the ranks may change when they are added."),
    ),
    NoticeKind(
        "GA-P410",
        "warning",
        N_(
            "The component {value} is divided by {per}, but looks like percentages: none is above "
            "{most}, and they have decimals."
        ),
        N_('Write per = "none" for a column that is a share already.'),
    ),
    NoticeKind(
        "GA-P411",
        "warning",
        N_("The component {value} is more than its whole, {per}. Areas: {n}, the first {area}."),
        N_("Check that both are counts of the same people, and that per is the right column."),
    ),
)
