"""GA-P: rule packs, thresholds and need."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
from pairs import Pair, borrowed

from geoaccess.access import e2sfca
from geoaccess.need import cni_need, index_need
from geoaccess.paths import packaged_data
from geoaccess.pipeline import judge
from geoaccess.principles import load_pack
from geoaccess.study.model import IndexComponent
from geoaccess.tables import CNI_COUNTS
from geoaccess.times import Times

SMALL = borrowed("pipeline/small_world.py")
SHIPPED = packaged_data("rules", "stockholm.toml").read_text("utf-8")
PACK = "mine.toml"


def pack(old="", new=""):
    """A fixture: the shipped rule pack with something else in it."""

    def load(folder):
        assert old in SHIPPED
        (folder / PACK).write_text(SHIPPED.replace(old, new, 1), "utf-8")
        load_pack(folder / PACK)
        return ()

    return load


def named(name):
    """A fixture: a rule pack by its name."""
    return lambda _: (load_pack(name), ())[1]


def judged(**changes):
    """A fixture: the small region judged with something else in its study."""
    return lambda _: judge(SMALL.make_prepared(**changes)).notices


def by_pack(change):
    """A fixture: the small region judged with a changed rule pack."""

    def notices(_):
        prepared = SMALL.make_prepared()
        pack = prepared.pack.model_copy(update=change(prepared.pack))
        return judge(dataclasses.replace(prepared, pack=pack)).notices

    return notices


def catchment(cutoff):
    """A fixture: catchments of half an hour over times up to a cutoff in seconds."""

    def notices(_):
        times = Times("car", ("a",), ("x",), np.array([[1]], dtype=np.uint16), cutoff)
        decay = load_pack("stockholm").catchment.decay()
        e2sfca(times, pd.Series({"a": 1}), pd.Series({"x": 1.0}), decay=decay)
        return ()

    return notices


AREAS = pd.DataFrame({"poor": [10.0, 30.0], "same": [5.0, 5.0], "gap": [np.nan, 3.0]}, ["a", "b"])
PEOPLE = pd.Series({"a": 100.0, "b": 100.0})


def index(*components, label=None):
    """A fixture: a need index of two areas with a hundred people each."""

    def notices(_):
        parts = tuple(IndexComponent(**component) for component in components)
        return index_need(AREAS, parts, PEOPLE, label=label).notices

    return notices


def cni(reference):
    """A fixture: the Care Need Index of two areas."""

    def notices(_):
        counts = pd.DataFrame({name: [1.0, 2.0] for name in CNI_COUNTS}, ["a", "b"])
        return cni_need(counts, PEOPLE, reference=reference, reference_source="SKR").notices

    return notices


POOR = {"column": "poor"}
GOOD = index(POOR)
CHECKS = "rules.GP-NEAR.checks"

PAIRS = [
    Pair("GA-P001", named("stokholm"), named("stockholm"), value="stokholm"),
    Pair("GA-P002", pack("id = ", "id = = "), pack(), PACK, 5),
    Pair(
        "GA-P003",
        pack("high_percentile = 80", "high_percentil = 80"),
        pack(),
        PACK,
        column="need.high_percentil",
    ),
    Pair("GA-P004", pack("high_percentile = 80", ""), pack(), PACK, column="need.high_percentile"),
    Pair(
        "GA-P005",
        pack("share_beyond = 0.20", "share_beyond = 1.20"),
        pack(),
        PACK,
        column="flag.share_beyond",
        value="1.2",
    ),
    Pair(
        "GA-P006",
        pack('operator = "share_within"', 'operator = "share_withn"'),
        pack(),
        PACK,
        column=CHECKS,
        value="share_withn",
    ),
    Pair(
        "GA-P007",
        pack("met = 0.95, at_risk = 0.85", "met = 0.85, at_risk = 0.95"),
        pack(),
        PACK,
        column="rules.GP-NEED.checks.limits",
    ),
    Pair(
        "GA-P008",
        pack('scopes = ["site"]', 'scopes = ["area"]'),
        pack(),
        PACK,
        column="rules.CAP.checks.scopes",
        value="area",
    ),
    Pair(
        "GA-P009",
        pack('sources = ["gsa", ', 'sources = ["gsaa", '),
        pack(),
        PACK,
        column="rules.GP-BORDER.sources",
        value="gsaa",
    ),
    Pair("GA-P010", pack('id = "CAP"', 'id = "GP-NEAR"'), pack(), PACK, value="GP-NEAR"),
    Pair(
        "GA-P011",
        by_pack(lambda p: {"thresholds_min": p.thresholds_min | {"C": {"car": 55.0}}}),
        by_pack(lambda p: {"thresholds_min": p.thresholds_min | {"C": {"car": 15.0}}}),
    ),
    Pair(
        "GA-P012",
        by_pack(lambda p: {"thresholds_min": p.thresholds_min | {"C": {"walk": 15.0}}}),
        by_pack(lambda p: {"thresholds_min": p.thresholds_min | {"C": {"car": 15.0}}}),
        value="car",
    ),
    Pair("GA-P014", catchment(1799), catchment(1800)),
    Pair(
        "GA-P015",
        index(POOR, label={"sv": "CNI 2025"}),
        index(POOR, label={"sv": "CNI-proxy 2025"}),
        value="CNI 2025",
    ),
    Pair("GA-P016", index({"column": "por"}), GOOD, value="por"),
    Pair("GA-P017", index(), GOOD),
    Pair(
        "GA-P018",
        index(POOR | {"winsor": (0.9, 0.1)}),
        index(POOR | {"winsor": (0.1, 0.9)}),
        column="poor",
        value="(0.9, 0.1)",
    ),
    Pair("GA-P030", cni(None), cni(1.0)),
    Pair("GA-P031", index({"column": "gap"}), GOOD),
    Pair("GA-P032", index({"column": "same"}), GOOD, value="same"),
]
