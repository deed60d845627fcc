"""Notices about streets."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_FETCH_AGAIN = N_("Fetch the file again, and compare its size with the publisher's.")

_REFUSED = (
    NoticeKind("GA-S001", "error", N_("The street file is empty."), _FETCH_AGAIN),
    NoticeKind(
        "GA-S002",
        "error",
        N_("This is a web page, not streets: probably a login or an error page that was saved."),
        N_("Open the address in a browser, and fetch the file itself."),
    ),
    NoticeKind(
        "GA-S003",
        "error",
        N_("This is not a street file that can be read. It starts as: {found}."),
        N_("Give an OpenStreetMap extract (.osm.pbf or .osm), unpacked, or GraphML from OSMnx."),
    ),
    NoticeKind(
        "GA-S004",
        "error",
        N_("The street file is damaged or breaks off ({reason})."),
        _FETCH_AGAIN,
    ),
    NoticeKind(
        "GA-S005",
        "error",
        N_("The file has places but not a single way: it was probably cut off on its way here."),
        _FETCH_AGAIN,
    ),
    NoticeKind(
        "GA-S006",
        "error",
        N_("None of the file's ways is a street or a ferry (no highway tag)."),
        N_("Give an extract that has the streets in it."),
    ),
    NoticeKind(
        "GA-S007",
        "error",
        N_("The streets lie elsewhere: {streets}; the study lies at {study}."),
        N_("Give streets of the study's own region, or correct the study's crs."),
    ),
    NoticeKind(
        "GA-S008",
        "error",
        N_("The file declares a document type. Entities in XML are never expanded here."),
        N_("Save the streets again without a document type declaration."),
    ),
    NoticeKind(
        "GA-S009",
        "error",
        N_("The server that made the file broke off: {remark}."),
        N_("Ask for a smaller area, or take an extract from a download site such as Geofabrik."),
    ),
    NoticeKind(
        "GA-S013",
        "error",
        N_("The file holds changes or history, not the streets of one day."),
        N_("Give an ordinary extract."),
    ),
    NoticeKind(
        "GA-S014",
        "error",
        N_("The graph is not one that OSMnx made: {reason} is missing or cannot be read."),
        N_("Save it with osmnx.save_graphml; every node has x and y, and the graph has a crs."),
    ),
    NoticeKind(
        "GA-S016",
        "error",
        N_("There is no such file."),
        N_("Correct the path under inputs.streets in study.toml."),
    ),
    NoticeKind(
        "GA-S017",
        "error",
        N_("The file has ways, but lacks the places they go through."),
        N_("Make the extract with complete ways (osmium extract --strategy=complete_ways)."),
    ),
)

_READ = (
    NoticeKind(
        "GA-S010",
        "warning",
        N_(
            "Places that ways go through and the file lacks: {nodes}, on ways: {ways}. Those "
            "stretches are left out."
        ),
        N_("Make the extract with complete ways (osmium extract --strategy=complete_ways)."),
    ),
    NoticeKind(
        "GA-S011",
        "info",
        N_(
            "Turn restrictions not taken into account, over a way, at certain hours or"
            " incomplete: {n}."
        ),
        "",
    ),
    NoticeKind(
        "GA-S012",
        "warning",
        N_("The streets cover only {percent}% of the study's extent."),
        N_("Give streets of the whole region, with a margin around it."),
    ),
    NoticeKind(
        "GA-S015",
        "warning",
        N_(
            "None of the graph's streets ({n}) is one-way: it was probably fetched for walking, "
            "and car times from it are too short."
        ),
        N_("Fetch it with network_type='all' or 'drive'."),
    ),
)

_USED = (
    NoticeKind(
        "GA-S020",
        "warning",
        N_(
            "Ways with a speed limit that cannot be read: {n} ({examples}); each gets the speed of "
            "its class."
        ),
        "",
    ),
    NoticeKind(
        "GA-S021",
        "info",
        N_(
            "Ways with a speed limit outside {low}-{high} km/h: {n}; each gets the nearest of "
            "these."
        ),
        "",
    ),
    NoticeKind(
        "GA-S022",
        "info",
        N_("Stretches without length: {n}; each counts as {seconds} s."),
        "",
    ),
    NoticeKind(
        "GA-S023",
        "warning",
        N_(
            "Ferry lines that do not say how long the crossing takes: {n}; {speed} km/h is assumed."
        ),
        N_("Put the crossing time in the tag duration (HH:MM) of the ferry line."),
    ),
    NoticeKind(
        "GA-S024",
        "info",
        N_(
            "Ferry lines that do not take cars: {n}; a traveller by car crosses on foot, and is "
            "taken to go on by car on the other side."
        ),
        "",
    ),
    NoticeKind(
        "GA-S025",
        "info",
        N_(
            "Ferry lines used with their crossing time, {mode}: {n}. Waiting for the boat is not "
            "counted."
        ),
        "",
    ),
    NoticeKind(
        "GA-S026",
        "info",
        N_(
            "The largest connected part of the streets for travel {mode} holds {percent}% of their "
            "length. Other parts, too small or too cut off to start or end a trip in: {parts}, "
            "{km} km in all."
        ),
        "",
    ),
    NoticeKind(
        "GA-S027",
        "warning",
        N_(
            "The largest connected part of the streets for travel {mode} holds only {percent}% of "
            "their length."
        ),
        N_("See whether the extract is whole, and whether bridges and ferries are in it."),
    ),
    NoticeKind(
        "GA-S028",
        "warning",
        N_("None of the streets is open for travel {mode}, so there are no times."),
        N_("Give streets fetched for all travellers (network_type='all' in OSMnx)."),
    ),
)

KINDS: tuple[NoticeKind, ...] = (*_REFUSED, *_READ, *_USED)
