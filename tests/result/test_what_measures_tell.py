"""Measures of access weigh people: no hidden or rounded number follows from them with the rest."""

import importlib.util
from importlib import import_module
from pathlib import Path

import pytest

from geoaccess.publish import publish

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

ACCESS = {"measures": ["2sfca", "e2sfca", "raam"]}
FEW = {"p51": 3}
PEOPLE = ("areas", "people")


def open_module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attack = open_module(Path(__file__).with_name("published_files.py"))


def narrowed(small, out, disclosure, width):
    """The people of areas that the files narrow to less than `width`, where few live in one."""
    result = small.make_result(
        people={name: float(count) for name, count in (small.PLAIN | FEW).items()},
        confidential=("statistics[0]",),
        access=ACCESS,
        disclosure=disclosure,
    )
    publish(result, out)
    lived = result.points.loc[result.points["people"] > 0, ["area_id", "unit_id"]]
    places = sorted(set(lived.itertuples(index=False, name=None)))
    files = attack.Files(out)
    tried = attack.Attack(files, places)
    bounds = {area: tried.bounds(("areas", area, "people")) for area in result.areas.index}
    exact = set() if files.base else {s for t, s, n in files.counts if (t, n) == PEOPLE}
    return {a for a, (least, most) in bounds.items() if most - least < width} - exact


CASES = [({"min_count": 5}, 5, "secured"), ({"mode": "round"}, 2.5, "rounded")]


@pytest.mark.parametrize(("disclosure", "width", "_"), CASES, ids=["hidden", "rounded"])
def test_no_measure_narrows_what_is_protected(small, tmp_path, disclosure, width, _):
    assert narrowed(small, tmp_path / "out", disclosure, width) == set()


@pytest.mark.parametrize(("disclosure", "width", "module"), CASES, ids=["hidden", "rounded"])
def test_the_same_attack_succeeds_where_the_region_s_mean_weighs_everyone(
    small, tmp_path, monkeypatch, disclosure, width, module
):
    told = import_module(f"geoaccess.result.disclosure.{module}")
    monkeypatch.setattr(told, "by_told_people", lambda frame, _: frame)

    assert "9803A0010" in narrowed(small, tmp_path / "out", disclosure, width)
