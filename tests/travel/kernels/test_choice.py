"""The kernel follows from how much there is to search."""

import numpy as np
import pytest

from geoaccess.sources.streets import Streets
from geoaccess.study.model import ModeSettings
from geoaccess.travel import Network, Places
from geoaccess.travel.kernels import choice
from geoaccess.travel.kernels.blocks import Sweep
from geoaccess.travel.kernels.search import Search
from geoaccess.travel.kernels.short import Short
from geoaccess.travel.modes import make_mode
from geoaccess.travel.streams import OnStreets


@pytest.fixture
def a_long_street():
    """Ten kilometres with a crossing every hundred metres."""
    n = 101
    return Network.build(
        Streets(
            node_x=np.arange(n) * 100.0,
            node_y=np.zeros(n),
            way_tags=({"highway": "residential"},),
            segment_from=np.arange(n - 1),
            segment_to=np.arange(1, n),
            segment_way=np.zeros(n - 1, dtype=np.int64),
        )
    )


@pytest.mark.parametrize(
    ("minutes", "sites", "kernel"),
    [(1, 50, Search), (1, 80, Short), (120, 50, Sweep), (120, 80, Sweep), (120, 5, Search)],
)
def test_many_sites_with_much_in_reach_are_for_a_hierarchy_and_with_little_for_short_searches(
    a_long_street, monkeypatch, minutes, sites, kernel
):
    # In a minute some three crossings are within a walk, in two hours nearly all.
    monkeypatch.setattr(choice, "_FEWEST_SETTLED", 50 * 50)
    monkeypatch.setattr(choice, "_FEWEST_PASSED_OVER", 75 * 100)
    mode = make_mode("walk", ModeSettings(cutoff_min=minutes))
    x = np.linspace(0, 10_000, sites)
    places = Places(tuple(f"p{i}" for i in range(sites)), x, np.zeros(sites))
    on = OnStreets(a_long_street, mode, places, places)

    assert isinstance(choice.kernel_for(on.usable, on.trips), kernel)
