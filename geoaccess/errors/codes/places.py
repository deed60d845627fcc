"""Notices about buildings, and about what places people where a better source does not."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L410",
        "info",
        N_("Buildings: {n}; they weigh by {by}."),
        N_("Give dwellings or floor_area if the file has such a column: they tell homes best."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L411",
        "info",
        N_(
            "People are placed by their buildings. Areas: {n}; buildings in them: {buildings}, "
            "put together to {points} places, one per square of 100 m."
        ),
        N_("Nothing to do: how many people an area has is the statistics table's."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L412",
        "info",
        N_("Buildings left out, outside the areas: {n}."),
        N_("Nothing to do if the file covers more than the region."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L413",
        "warning",
        N_("Areas without {what}: {n}, with {people} people; they are placed by {by}."),
        N_("Nothing to do if the file is meant to leave them out; otherwise complete it."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L414",
        "warning",
        N_("Areas without a building: {n}, with {people} people; each is one point inside it."),
        N_("Their travel times are from one point; complete the buildings, or give streets."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L415",
        "error",
        N_("None of the buildings ({n}) that people may live in lies in the study's areas."),
        N_("Check crs of the buildings in study.toml, and that they are of the region."),
    ),
    NoticeKind(
        "GA-L416",
        "warning",
        N_("Buildings whose number is not known: {n}; each counts like the middle one, {middle}."),
        N_("Fill in the column, or leave these rows out by exclude."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L417",
        "error",
        N_("None of the buildings ({n}) weighs anything: nobody could be placed by them."),
        N_("Map a column that tells dwellings or floor area, or none, to go by the ground."),
    ),
    NoticeKind(
        "GA-L418",
        "error",
        N_(
            "The buildings are polygons but for {n} of {total}: a point covers no ground, so the "
            "two do not weigh alike."
        ),
        N_("Map dwellings or floor_area, or give points and polygons the same shape."),
    ),
    NoticeKind(
        "GA-L419",
        "info",
        N_("Buildings left out, whose use is no home: {n}."),
        N_("Nothing to do if recode tells homes from the others as it should."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L420",
        "info",
        N_("The grid places people; the buildings only where no cell does. Such areas: {n}."),
        N_('Write by = "buildings" under [places] to place everybody by the buildings.'),
        assumption=True,
    ),
    NoticeKind(
        "GA-L421",
        "error",
        N_("People are to be placed by {value}, but the study gives no such input."),
        N_("Give it under [inputs], or let [places] name one of: {valid}."),
    ),
)
