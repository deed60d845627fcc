"""How much care people need, apart from how they reach it: indices by area, relative need."""

from __future__ import annotations

from geoaccess.need.cni import cni, cni_need, cni_weights
from geoaccess.need.index import index_need, need_index
from geoaccess.need.measure import Need
from geoaccess.need.ranks import need_percentile, need_quintile, relative_rank
from geoaccess.need.recipe import measure_need

__all__ = [
    "Need",
    "cni",
    "cni_need",
    "cni_weights",
    "index_need",
    "measure_need",
    "need_index",
    "need_percentile",
    "need_quintile",
    "relative_rank",
]
