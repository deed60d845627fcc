"""What the page says apart from the data: every sentence of its frame, from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.messages.modes import MODE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Translator

__all__ = ["care_type", "frame_words", "mode", "script_words"]

# In page.html, escaped.
_FRAME = {
    "skip": N_("Skip to the table of all areas"),
    "summary_heading": N_("In short"),
    "map_heading": N_("Map"),
    "map_hint": N_(
        "Click an area for more. With the keyboard: arrows move the map, + and - zoom. "
        "The table below has the same information."
    ),
    "layers": N_("Colour the areas by"),
    "outline": N_("Outline flagged areas"),
    "legend": N_("Legend"),
    "sites": N_("Care sites"),
    "chosen": N_("Chosen area"),
    "close": N_("Close"),
    "table_heading": N_("All areas"),
    "filter": N_("Find an area or unit"),
    "unit": N_("Unit"),
    "all_units": N_("All units"),
    "flagged_only": N_("Flagged areas only"),
    "download": N_("Download as CSV"),
    "print": N_("Print"),
    "sites_heading": N_("All care sites"),
    "sources": N_("Sources"),
    "about": N_("About this page"),
    "licence": N_("Licence of the map library Leaflet"),
    "noscript": N_("The map and the table need JavaScript. The area reports do without."),
    "contact": N_("Contact"),
    "loading": N_("Loading the map …"),
    "own": N_(
        "The page is one file: it asks for nothing from the network and sends nothing anywhere."
    ),
}

# For map.js, as JSON.
_SCRIPT = {
    "failed": N_("The map could not be shown. This browser may be too old, or the file damaged."),
    "table_caption": N_(
        "All areas: people, need, travel time to the nearest vårdcentral, and flag. "
        "The buttons of the column heads sort."
    ),
    "table_region": N_("Table of all areas, can be scrolled"),
    "sites_caption": N_("All care sites on the map, and those that are no place to go to"),
    "sites_region": N_("Table of all care sites, can be scrolled"),
    "shown": N_("Showing {shown} of {all} areas."),
    "legend_class": N_("Class"),
    "legend_areas": N_("Areas"),
    "legend_people": N_("People"),
    "legend_uncounted": N_(
        "* Without the people of areas where their number is protected or not known."
    ),
    "need_down": N_("Need ↓"),
    "time_across": N_("Travel time →"),
    "suppressed": N_("protected"),
    "missing": N_("not known"),
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "whole": N_("Show the whole region"),
    "map_label": N_("Map of the areas and care sites"),
    "reasons": N_("Why"),
    "tips": N_("Where it tips"),
    "gsa": N_("GSA, coordinating (ring)"),
    "context": N_("Beyond the border (hollow)"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "file": N_("areas"),
}

_CARE_TYPES = {
    "vardcentral": N_("Vårdcentral"),
    "filial": N_("Branch of a vårdcentral"),
    "narakut": N_("Närakut (urgent care)"),
    "jour": N_("Out-of-hours care"),
    "bvc": N_("Child health centre (BVC)"),
    "mvc": N_("Maternity care (MVC)"),
    "rehab": N_("Rehabilitation"),
    "specialist": N_("Specialist care"),
    "digital": N_("Digital care"),
    "mobile": N_("Mobile care"),
    "other": N_("Other care"),
}


def frame_words(t: Translator) -> Mapping[str, str]:
    """Sentences of the page's frame."""
    return {key: t(sentence) for key, sentence in _FRAME.items()}


def script_words(t: Translator) -> Mapping[str, str]:
    """Sentences the script says; places such as ``{shown}`` are filled in there."""
    return {key: t(sentence) for key, sentence in _SCRIPT.items()}


def mode(name: str, t: Translator) -> str:
    """Name a way of travel; one that is not ours keeps its own name.

    Examples
    --------
    >>> from geoaccess.messages import translator
    >>> mode("car", translator("en")), mode("reindeer", translator("en"))
    ('by car', 'reindeer')
    """
    return t(MODE_WORDS[name]) if name in MODE_WORDS else name


def care_type(name: str, t: Translator) -> str:
    """Name a kind of care."""
    return t(_CARE_TYPES[name]) if name in _CARE_TYPES else name
