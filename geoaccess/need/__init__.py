"""How much care people need, apart from how they reach it: indices by area, relative need."""

from __future__ import annotations

from geoaccess.need.age import AgeWeights, age_need, age_weights, combined
from geoaccess.need.area_types import area_types
from geoaccess.need.cni import cni, cni_need, cni_weights
from geoaccess.need.cni_table import cni_from_table, cni_table_need
from geoaccess.need.index import index_need, need_index
from geoaccess.need.measure import Need
from geoaccess.need.proxy import proxy_need
from geoaccess.need.ranks import need_percentile, need_quintile, relative_rank
from geoaccess.need.recipe import measure_need
from geoaccess.need.stability import rank_stability

__all__ = [
    "AgeWeights",
    "Need",
    "age_need",
    "age_weights",
    "area_types",
    "cni",
    "cni_from_table",
    "cni_need",
    "cni_table_need",
    "cni_weights",
    "combined",
    "index_need",
    "measure_need",
    "need_index",
    "need_percentile",
    "need_quintile",
    "proxy_need",
    "rank_stability",
    "relative_rank",
]
