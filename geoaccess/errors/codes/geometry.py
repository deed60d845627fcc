"""Notices about geometry and coordinate systems."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_MEND = N_("Mend it in a GIS, or fetch the file again.")


def _error(code: str, text: str, cure: str = _MEND) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


KINDS: tuple[NoticeKind, ...] = (
    # Coordinate systems.
    _error(
        "GA-G001",
        N_("The study's crs {value} does not measure in metres."),
        N_("Use a projected coordinate system, in Sweden EPSG:3006."),
    ),
    _error(
        "GA-G002",
        N_("The file does not say its coordinate system; by its numbers it is {likely}."),
        N_("Give crs for this input in study.toml."),
    ),
    _error(
        "GA-G003",
        N_("With the coordinate system {value} the file lies outside {place}; likely: {likely}."),
        N_("Correct crs for this input in study.toml."),
    ),
    _error(
        "GA-G004",
        N_("The coordinate system {value} is not known."),
        N_("Write an EPSG code, such as EPSG:3006."),
    ),
    NoticeKind(
        "GA-G005",
        "warning",
        N_("The file says {value}, the study says {crs}; the study's was used."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-G006",
        "info",
        N_("Coordinates were converted from {value} to {crs}."),
        "",
        assumption=True,
    ),
    # Points.
    _error(
        "GA-G010",
        N_("{pair} look swapped: exchanged, {n} of {total} would fall in the region."),
        N_("Exchange the two column names in study.toml."),
    ),
    _error(
        "GA-G011",
        N_("{name} has no coordinates."),
        N_("Fill them in, or take the row out with exclude in study.toml."),
    ),
    _error(
        "GA-G012",
        N_("{name} lies at {value}, outside the region."),
        N_("Correct the coordinates, or take the row out with exclude in study.toml."),
    ),
    _error(
        "GA-G013",
        N_("{value} is not degrees; it looks like metres."),
        N_("Map the column as east or north in study.toml."),
    ),
    NoticeKind(
        "GA-G014",
        "warning",
        N_("{name}: lat/lon and east/north are {metres} m apart; {used} is used."),
        N_("Find out which is right and correct the file."),
        assumption=True,
    ),
    NoticeKind(
        "GA-G015",
        "info",
        N_("Both east/north and lat/lon are given; {used} is used."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-G016",
        "warning",
        N_("Sites that stand on the same point: {n} ({names})."),
        N_("Check that they are different sites and that the point is right for each."),
    ),
    _error(
        "GA-G017",
        N_("The table gives no place: neither east and north, lat and lon, nor geometry."),
        N_("Map the columns under columns in study.toml."),
    ),
    NoticeKind(
        "GA-G019",
        "warning",
        N_("{name}: the coordinates {value} are rounded to about a kilometre."),
        N_("Fetch them with all their decimals: the times from near by are wrong else."),
    ),
    NoticeKind(
        "GA-G029",
        "warning",
        N_("{value} stands in row {other} too, {metres} m away: probably the same site twice."),
        N_("Keep one of the rows, or give them names that tell them apart."),
    ),
    # Polygons.
    _error("GA-G020", N_("{value} has no geometry.")),
    _error("GA-G021", N_("{value} is a {found}, and a polygon is needed.")),
    _error(
        "GA-G022",
        N_("{value} is invalid ({reason}); mending takes its area from {before} to {after} m²."),
    ),
    NoticeKind(
        "GA-G023",
        "warning",
        N_("{value} was invalid ({reason}) and was mended: {before} m² before, {after} after."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-G024",
        "warning",
        N_(
            "Pairs of areas that overlap: {n}, {area} m² in all; most {first} and {second}, "
            "{most} m²."
        ),
        N_("Use boundaries in full resolution, simplified together if at all."),
    ),
    NoticeKind(
        "GA-G025",
        "warning",
        N_("Areas whose borders do not meet their neighbours' exactly: {n}, such as {value}."),
        N_("Use boundaries in full resolution, simplified together if at all."),
    ),
    NoticeKind(
        "GA-G028",
        "warning",
        N_(
            "Gaps between the areas: {n}, {area} m² in all; the largest, {most} m², lies beside "
            "{around}. Who lives there is counted nowhere."
        ),
        N_("See whether an area is missing; use boundaries in full resolution."),
    ),
    _error(
        "GA-G026",
        N_("The file is not GeoJSON with features: {reason}."),
        N_("Fetch or save the file again."),
    ),
    _error(
        "GA-G027",
        N_("The file has no geometry."),
        N_("Give a GeoJSON or GeoPackage file with polygons."),
    ),
)
