"""No hidden count of a run can be worked out from all else that the run publishes.

Head counts of inhabitants have no dominance: no one contributes more than one. Shares of 0 and
100 % tell of a small whole only, and are hidden with it (`hide_telling_shares`).

Means over a unit (need index, SPAR, missing physicians) are left out where one of its areas has
hidden people. Not in the relations, since they are no sums of counts: quantiles of times, need
percentiles, and what is said of the region's fifth with the greatest need.
"""

from __future__ import annotations

from geoaccess.result.disclosure.bounds import System
from geoaccess.result.disclosure.ground import ground
from geoaccess.result.disclosure.listing import listing_is_hidden, protect_listing
from geoaccess.result.disclosure.places import states
from geoaccess.result.disclosure.relations import Cell, Layout, Relation, relations
from geoaccess.result.disclosure.rounded import rounded, rounded_lists
from geoaccess.result.disclosure.secondary import hide_further
from geoaccess.result.disclosure.secured import secured
from geoaccess.result.disclosure.together import told_together

__all__ = [
    "Cell",
    "Layout",
    "Relation",
    "System",
    "ground",
    "hide_further",
    "listing_is_hidden",
    "protect_listing",
    "relations",
    "rounded",
    "rounded_lists",
    "secured",
    "states",
    "told_together",
]
