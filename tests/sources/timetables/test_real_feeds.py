"""Feeds as operators publish them: Porto Alegre's buses and trains, and the embedded study's."""

import datetime as dt
from pathlib import Path

import pytest

from geoaccess.sources import read_areas
from geoaccess.sources.timetables import read_timetables
from geoaccess.study import load_study

EMBEDDED = Path(__file__).resolve().parents[3] / "data" / "exempellan" / "study.toml"


def test_the_embedded_feed_is_read_without_a_warning():
    study = load_study(EMBEDDED)

    (feed,) = read_timetables(study, areas=read_areas(study).frame)

    assert {n.severity for n in feed.notices} == {"info"}
    assert feed.timetable.day == dt.date(2026, 9, 29)
    assert feed.timetable.routes["on_demand"].sum() == 1
    assert feed.timetable.trips["runs"].sum() == 1866
    exceptions = feed.timetable.exceptions
    christmas = exceptions[exceptions["day"] == "2026-12-25"]
    assert dict(zip(christmas["service_id"], christmas["runs"], strict=True)) == {
        "sondag": True,
        "vardag": False,
    }


@pytest.mark.parametrize(
    ("name", "calls", "blank", "trips", "day"),
    [
        ("poa_eptc.zip", 130_019, 125_271, 2374, dt.date(2019, 7, 9)),
        ("poa_trensurb.zip", 14_855, 0, 529, dt.date(2019, 12, 31)),
    ],
)
def test_porto_alegres_feeds_are_read_whole(shared_data, name, calls, blank, trips, day):
    study = load_study(EMBEDDED)
    (given,) = study.inputs.timetables
    elsewhere = given.model_copy(update={"path": shared_data / "porto_alegre" / name})
    inputs = study.inputs.model_copy(update={"timetables": (elsewhere,)})

    (feed,) = read_timetables(study.model_copy(update={"inputs": inputs}))

    timetable = feed.timetable
    assert len(timetable.stop_times) == calls
    assert timetable.stop_times["arrival_s"].isna().sum() == blank
    assert (timetable.day, timetable.trips["runs"].sum()) == (day, trips)
    # Seven years old: that it does not hold on the study's date is told.
    assert {n.code for n in feed.notices if n.severity != "info"} == {"GA-F042"}
    assert timetable.timezone == "America/Sao_Paulo"
