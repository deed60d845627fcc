"""What the map says of a site's closure."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from geoaccess.cartography.payload import build_payload
from geoaccess.messages import translator
from geoaccess.result.closures import CLOSURE_COLUMNS

SWEDISH = translator("sv")


@pytest.fixture
def told(published):
    """Three vårdcentraler: one told of, one that leaves most without, one that is protected."""
    ids = list(published.sites.index[:4])
    numbers = [(1234.0, 56.0, 4.25), (90.0, 90.0, None), (None, None, None), (0.0, 0.0, None)]
    rows = [
        {
            **{c.name: 0.0 for c in CLOSURE_COLUMNS},
            "site_id": site,
            "group": "all",
            **dict(zip(("people", "pushed", "extra_p50"), number, strict=True)),
        }
        for site, number in zip(ids, numbers, strict=True)
    ]
    closures = pd.DataFrame(rows)
    for name in ("people", "pushed"):
        hidden = closures[name].isna()
        closures[f"{name}_status"] = hidden.map({True: "suppressed", False: "ok"})
    return build_payload(dataclasses.replace(published, closures=closures), SWEDISH)


def test_each_site_says_for_whom_it_is_nearest_and_what_its_closure_means(told):
    first, second, third, fourth, *rest = told["sites"]["closing"]

    assert first == (
        "Närmast för 1\N{NO-BREAK SPACE}234 invånare. Om den stänger hamnar 56 av dem bortom "
        "tröskeln; hälften får högst 4,2 min längre väg."
    )
    assert second.endswith("hälften eller fler har ingen annan vårdcentral inom räckhåll.")
    assert third == "Närmast för (visas inte) invånare."
    assert fourth == "Närmast för ingen."
    assert set(rest) <= {None}


def test_the_table_of_sites_has_the_numbers_and_why_there_are_none(told):
    keys = [column["key"] for column in told["site_columns"]]
    sites = told["sites"]

    assert {"closing_people", "closing_pushed", "closing_extra_p50"} <= set(keys)
    assert sites["closing_people"][:4] == [1234, 90, None, 0]
    assert sites["closing_people_status"][2] == sites["closing_extra_p50_status"][2] == "suppressed"
    assert sites["closing_extra_p50_why"][1] == "ingen annan inom räckhåll"
    assert sites["closing_people_why"][4] == "inte en vårdcentral"


def test_a_map_without_closures_has_no_such_columns(published):
    payload = build_payload(published, SWEDISH)

    assert "closing" not in payload["sites"]
    assert not any("closing" in column["key"] for column in payload["site_columns"])
