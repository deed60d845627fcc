"""Notices about runs and their outputs."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-O001",
        "error",
        N_("This folder is no geoaccess result."),
        N_("Name the folder that geoaccess run wrote: the one with manifest.json in it."),
    ),
    NoticeKind(
        "GA-O002",
        "error",
        N_("The private result behind this folder is gone."),
        N_("Run the study again: geoaccess run STUDY --out FOLDER."),
    ),
    NoticeKind(
        "GA-O003",
        "error",
        N_("The result could not be written: {reason}. The folder is as it was."),
        N_("Check free space and permissions, or choose another folder with --out."),
    ),
    NoticeKind(
        "GA-O004",
        "error",
        N_("This folder holds something that geoaccess did not write."),
        N_("Choose another folder with --out, or empty this one."),
    ),
    NoticeKind(
        "GA-O005",
        "error",
        N_("Another run (process {pid}) has been writing this folder for over a minute."),
        N_("Wait until it is done, or choose another folder with --out."),
    ),
    NoticeKind(
        "GA-O006",
        "error",
        N_("The result has no area, unit or rule {value}. Near it: {near}."),
        N_("Give the code or name of an area or unit as the report shows it, or a rule's id."),
    ),
    NoticeKind(
        "GA-O007",
        "error",
        N_("This file is already there, and it is not overwritten."),
        N_("Choose another folder, or move the file away."),
    ),
    NoticeKind(
        "GA-O020",
        "error",
        N_("This folder holds an output of geoaccess of another kind, which is not replaced."),
        N_("Choose another folder with --out."),
    ),
    NoticeKind(
        "GA-O008",
        "error",
        N_("Nothing can be written in {value}."),
        N_("Choose another folder with --out, or get the right to write there."),
    ),
    NoticeKind(
        "GA-O410",
        "error",
        N_("The limit of memory {value} is no number of gigabytes above nought."),
        N_("Set GEOACCESS_MEMORY_GB to a number such as 8 or 0.5, or leave it out."),
    ),
    NoticeKind(
        "GA-O009",
        "error",
        N_("The computer has too little free memory for this study."),
        N_("Close other programs, take a coarser grid or fewer modes, or use a larger computer."),
    ),
    NoticeKind(
        "GA-O010",
        "error",
        N_(
            "{what} would take about {needed} GB of memory; {free} GB are free, and {share} % of"
            " that may be used."
        ),
        N_("{cure} Or use a computer with more memory."),
    ),
    NoticeKind(
        "GA-R001",
        "warning",
        N_(
            "Vårdcentraler in the list: {found}; expected: {expected} ({source}). Access is not "
            "judged anywhere."
        ),
        N_("Complete the list of sites, or correct supply.expected_sites."),
    ),
    NoticeKind(
        "GA-R002",
        "info",
        N_("Vårdcentraler in the list: {found}; expected: {expected} ({source})."),
        N_("Check whether the expected number is up to date."),
    ),
    NoticeKind(
        "GA-R005",
        "warning",
        N_("No capacity is known: each site counts as one in the supply measures."),
        N_("Give fte_spec and fte_st for the sites and set supply.capacity to fte."),
    ),
    NoticeKind(
        "GA-R006",
        "warning",
        N_(
            "Vårdcentraler without stated capacity: {n} ({sites}). They add no supply, and areas "
            "that reach them have no value for care within reach (SPAR)."
        ),
        N_("Complete fte_spec and fte_st for them."),
    ),
    NoticeKind(
        "GA-R007",
        "error",
        N_("The rule pack {pack} judges by {mode}, and the study has no [modes.{mode}]."),
        N_("Add [modes.{mode}] to study.toml."),
    ),
    NoticeKind(
        "GA-R008",
        "warning",
        N_(
            "No vårdcentral in the list lies in {units}, where {people} people live. All that is"
            " said of access there rests on that."
        ),
        N_("Check the list first: a site that is missing makes its surroundings look underserved."),
    ),
    NoticeKind(
        "GA-R009",
        "info",
        N_(
            "Vårdcentraler beyond the border: {n}. They are counted with their supply, but not the "
            "people who live around them there: supply near the border is somewhat overstated."
        ),
        N_("Nothing to do; compare areas at the border with care."),
    ),
    NoticeKind(
        "GA-R010",
        "error",
        N_("No way is known to {name} ({value}), {how}: its surroundings would be misjudged."),
        N_(
            "Correct its coordinates, complete streets or table of times, raise"
            " modes.{mode}.max_snap_m, or leave the site out with exclude."
        ),
    ),
)
