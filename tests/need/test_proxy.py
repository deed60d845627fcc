"""The CNI-proxy is never called CNI, and says what it is made of."""

from __future__ import annotations

import pandas as pd
import pytest

from geoaccess.errors import ConfigError
from geoaccess.need import cni_need, cni_weights, measure_need
from geoaccess.study import NeedSettings
from geoaccess.tables import CNI_COUNTS

ALL = dict.fromkeys(CNI_COUNTS, "observed")
AREAS = pd.DataFrame(
    [[10, 20, 30, 5, 8, 12, 6, 400], [1, 2, 3, 4, 5, 6, 7, 100], [9, 9, 9, 9, 9, 9, 9, 0]],
    columns=[*CNI_COUNTS, "people"],
    index=["a", "b", "c"],
)


def proxy(**settings):
    return measure_need(NeedSettings(recipe="cni_proxy", **settings), AREAS)


def test_the_proxy_has_the_cni_s_weights_and_never_its_name():
    need = proxy(provenance=ALL)

    same = cni_need(AREAS[list(CNI_COUNTS)], AREAS["people"])
    assert need.frame["need_index"].equals(same.frame["need_index"])
    assert need.label == {"sv": "CNI-proxy (öppna data)", "en": "CNI-proxy (open data)"}
    assert need.is_ratio


def test_how_each_variable_was_come_by_stands_in_a_sentence_of_every_output():
    made_of = ALL | {"foreign_born": "scaled", "elderly_alone": "synthetic"}

    (said,) = proxy(provenance=made_of).remarks["en"]

    assert said.startswith("CNI-proxy (open data): counted as in the CNI: ")
    assert "scaled from a coarser or differently defined table: people born abroad" in said
    assert "estimated by a model: people 65 or older living alone" in said
    assert proxy(provenance=made_of).remarks["sv"][0].startswith("CNI-proxy (öppna data): ")


def test_variables_that_are_missing_are_refused_unless_the_study_leaves_them_out():
    lacking = ALL | {"moved_in": "missing"}
    with pytest.raises(ConfigError, match="GA-P045"):
        proxy(provenance=lacking)

    need = proxy(provenance=lacking, missing="leave_out")

    weights = cni_weights()
    points = {
        area: sum(weights[k] * AREAS.loc[area, k] for k in CNI_COUNTS if k != "moved_in")
        for area in ("a", "b")
    }
    mean = sum(points.values()) / 500
    assert need.frame.loc["a", "need_index"] == pytest.approx(points["a"] / 400 / mean)
    assert "inflyttade" in need.label["sv"] or "flyttat in" in need.label["sv"]
    assert "left out: people who moved in during the year" in need.remarks["en"][0]
    assert "GA-P059" in [n.code for n in need.notices]
    assert "contribution_moved_in" not in need.frame


def test_a_column_that_is_left_out_need_not_be_there():
    lacking = ALL | {"moved_in": "missing"}
    settings = NeedSettings(recipe="cni_proxy", provenance=lacking, missing="leave_out")

    without = measure_need(settings, AREAS.drop(columns="moved_in"))

    assert without.frame.equals(measure_need(settings, AREAS).frame)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"provenance": {"under5": "observed"}}, "GA-P044"),
        ({"provenance": ALL, "label": {"sv": "CNI"}}, "GA-P046"),
        (
            {"provenance": ALL | {"under5": "missing"}, "missing": "leave_out", "reference": 2.4},
            "GA-P047",
        ),
    ],
)
def test_what_would_mislead_is_refused(settings, code):
    with pytest.raises(ConfigError, match=code):
        proxy(**settings)


@pytest.mark.parametrize("settings", [{"provenance": ALL}, {"missing": "leave_out"}])
def test_provenance_belongs_to_the_proxy_alone(settings):
    with pytest.raises(ConfigError, match="GA-P048"):
        measure_need(NeedSettings(recipe="cni", **settings), AREAS)
