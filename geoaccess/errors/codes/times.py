"""Notices about travel times and the modes they are for."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_MEASURED = N_("Give streets under inputs.streets for measured times.")

_REACH = (
    NoticeKind(
        "GA-M001",
        "warning",
        N_(
            "Population points without times {mode}, farther than {metres} m from any street open "
            "to it: {n} ({examples})."
        ),
        N_("Raise max_snap_m for the mode, or give streets that reach them."),
    ),
    NoticeKind(
        "GA-M002",
        "warning",
        N_(
            "Sites that cannot be reached {mode}, farther than {metres} m from any street open to "
            "it: {n} ({examples})."
        ),
        N_("Check the sites' coordinates, or raise max_snap_m for the mode."),
    ),
    NoticeKind(
        "GA-M003",
        "warning",
        N_("Population points without any way to a site {mode}: {n} ({examples})."),
        N_("See whether bridges and ferries are in the streets."),
    ),
    NoticeKind(
        "GA-M004",
        "info",
        N_("Population points without a site within {minutes} minutes {mode}: {n}."),
        "",
    ),
    NoticeKind(
        "GA-M005",
        "warning",
        N_(
            "The times {mode} are estimates from straight lines (detour factor {detour}, {speed} "
            "km/h), not measured along streets; barriers and water are not seen."
        ),
        _MEASURED,
    ),
    NoticeKind(
        "GA-M006",
        "warning",
        N_(
            "The times {mode} are estimates from straight lines, not measured along streets; "
            "barriers and water are not seen. Detour factor {detour}; km/h: big city {S}, main "
            "town {C}, other town {B}, outside towns {A}, island without fixed link {island}."
        ),
        _MEASURED,
    ),
)

_TABLE = (
    NoticeKind(
        "GA-M010",
        "error",
        N_("{minutes} minutes from {from_id} to {to_id}: a travel time cannot be negative."),
        N_("Correct it, or leave the cell empty where there is no way."),
    ),
    NoticeKind(
        "GA-M011",
        "error",
        N_("The pair {from_id} to {to_id} stands {n} times."),
        N_("Keep one row per pair."),
    ),
    NoticeKind(
        "GA-M012",
        "warning",
        N_("Pairs not in the table: {n} of {all}; they count as not known, not as unreachable."),
        N_("Add the pairs, with an empty time where there is no way."),
    ),
    NoticeKind(
        "GA-M013",
        "warning",
        N_("from_id in the table that are not population points of the study: {n} ({examples})."),
        N_("Give times from the study's own population points."),
    ),
    NoticeKind(
        "GA-M014",
        "warning",
        N_("to_id in the table that are not sites of the study: {n} ({examples})."),
        N_("Give times to the study's own sites."),
    ),
    NoticeKind(
        "GA-M015",
        "warning",
        N_("Pairs with {values} for a time: {n}; they count as without a way."),
        N_("Leave the cell empty where there is no way."),
    ),
    NoticeKind(
        "GA-M016",
        "warning",
        N_("Half of the times are over {median} minutes: they look like seconds."),
        N_("Give the times in minutes."),
    ),
    NoticeKind(
        "GA-M017",
        "info",
        N_("Pairs with an empty time, so without a way: {n}."),
        "",
    ),
    NoticeKind(
        "GA-M019",
        "error",
        N_(
            "Pairs with both a time and a reason why there is none: {n}, such as {from_id} - "
            "{to_id}, {minutes} min and {value}."
        ),
        N_("Leave the time empty where there is a reason, or write ok."),
    ),
    NoticeKind(
        "GA-M018",
        "error",
        N_("No row of the table is about the study's population points and sites. It has {ids}."),
        N_(
            "Use the grid's cell ids as from_id and the sites' ids as to_id. All ids with their"
            " places stand in points.parquet and sites.parquet of the run's private store"
            " (.geoaccess)."
        ),
    ),
)

_SETTINGS = (
    NoticeKind(
        "GA-M030",
        "error",
        N_("The preset is not as it must be: {reason}."),
        N_("Restore the file from the version of geoaccess you use."),
    ),
    NoticeKind(
        "GA-M031",
        "error",
        N_("A car has no single speed along streets."),
        N_("Use class_speeds_kmh for some of the street classes, or speed_factor for all."),
    ),
    NoticeKind(
        "GA-M032",
        "error",
        N_("{value} is not a street class open to the mode; the nearest is {nearest}."),
        N_("Use one of: {classes}."),
    ),
    NoticeKind(
        "GA-M033",
        "error",
        N_("Population points whose settlement class is not known: {n} ({found})."),
        N_("Allowed are: {allowed}."),
    ),
)

KINDS: tuple[NoticeKind, ...] = (*_REACH, *_TABLE, *_SETTINGS)
