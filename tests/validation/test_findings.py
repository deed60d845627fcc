"""A check tells all that a run would, and no fault hides another's."""

import pytest

from geoaccess.study import load_study
from geoaccess.validation import check_study, findings, severities

TIMES = """
[[inputs.times]]
path = "tider.csv"
mode = "car"
source = "s"
licence = "l"
"""
STREETS = """
[inputs.streets]
path = "gator.osm"
source = "s"
licence = "l"
"""


def codes(check):
    return {notice.code for notice in check.notices}


def of(check, path):
    return next(one for one in check.inputs if one.provenance.path == path)


def test_a_good_study_is_good_and_its_totals_agree(checked):
    check = checked()

    assert check.is_good
    assert check.exit_code == 0
    assert severities(check.notices)["error"] == 0
    assert (check.balance["difference"] == 0).all()
    assert [one.state for one in check.inputs] == ["good", "good", "good"]
    assert [one.rows for one in check.inputs] == [6, 6, 2]


def test_the_faults_of_every_file_are_told_with_the_warnings_of_the_others(checked, small):
    sites = "\n".join(small.sites).replace("Södra", "Söder å").encode("cp1252")

    check = checked(
        folk_csv=small.changed((3, "107", "många"), (5, "121", "-4")),
        enheter_csv=sites,
        areas_geojson="{",
    )

    assert check.exit_code == 3
    assert [n.row for n in of(check, "folk.csv").notices if n.severity == "error"] == [3, 5]
    assert of(check, "areas.geojson").state == "refused"
    assert of(check, "enheter.csv").state == "look_at"
    assert "GA-T070" in codes(check)


def test_a_fault_between_the_layers_hides_neither_what_came_before_nor_the_times(checked, small):
    check = checked(
        study_toml=small.with_inputs(TIMES),
        folk_csv=small.changed((2, ";100;", ";;")),
        tider_csv="from_id,to_id,travel_time\na,v1,-3\n",
    )

    assert {"GA-L007", "GA-T071"} <= codes(check)
    assert of(check, "tider.csv").state == "refused"


def test_a_refused_table_hides_no_fault_of_the_streets(checked, small):
    check = checked(
        study_toml=small.with_inputs(STREETS),
        folk_csv=small.changed((3, "107", "många")),
        gator_osm="no streets",
    )

    assert {"GA-T010", "GA-S003"} <= codes(check)
    assert of(check, "gator.osm").state == "refused"


def test_what_the_rule_pack_is_refused_for_hides_no_file(checked, small):
    check = checked(
        study_toml=small.study + '\n[rules]\npack = "skåne"\n',
        folk_csv=small.changed((3, "107", "många")),
    )

    assert check.exit_code == 2
    assert {"GA-P001", "GA-T010"} <= codes(check)


def test_measures_that_reach_beyond_the_times_are_told_whatever_else_is_wrong(checked, small):
    asked = small.study + '[access]\nmeasures = ["2sfca"]\nreach_min = '
    fault = small.changed((3, "107", "många"))

    alone = checked(study_toml=asked + "121")
    with_others = checked(study_toml=asked + "121", folk_csv=fault)
    within = checked(study_toml=asked + "120")

    assert [n.code for n in alone.notices if n.severity == "error"] == ["GA-C080"]
    assert {"GA-C080"} < {n.code for n in with_others.notices if n.severity == "error"}
    assert (alone.exit_code, with_others.exit_code) == (2, 2)
    assert within.is_good


def test_what_cannot_be_judged_is_refused_as_a_run_refuses_it(checked, small):
    check = checked(study_toml=small.study.replace("[modes.car]", "[modes.walk]"))

    assert check.exit_code == 2
    assert "GA-R007" in {notice.code for notice in check.general}
    assert check.balance is not None


def test_a_site_named_by_its_id_reaches_its_row(checked, small):
    check = checked(enheter_csv="\n".join([*small.sites, "v3,Borta vc,vardcentral,700000,6600000"]))

    strayed = next(n for n in check.notices if n.code == "GA-L031")
    assert (strayed.file, strayed.row) == ("enheter.csv", 4)


def test_an_area_named_beside_its_value_reaches_its_row(checked, small):
    check = checked(folk_csv=small.changed((4, ";12;", ";900;")))

    above = next(n for n in check.notices if n.code == "GA-L014")
    assert (above.row, above.column) == (4, "arbetslösa")


def test_a_finding_that_counts_rows_is_about_none_of_them(checked, small):
    check = checked(folk_csv="\n".join([*small.people, "0181A0010;50;5;"]))

    outside = next(n for n in check.notices if n.code == "GA-L004")
    assert outside.value == "0181A0010"
    assert outside.row is None


def test_inputs_that_share_a_file_share_its_findings_without_doubling_them(checked, small):
    second = """
[[inputs.statistics]]
path = "folk.csv"
columns = { area_id = "kod", moved_in = "anmärkning" }
source = "s"
licence = "l"
"""
    check = checked(
        study_toml=small.with_inputs(second),
        folk_csv=small.changed((3, "107", "många"), (4, ";12;", ";12;okänt")),
    )

    shared = [one for one in check.inputs if one.provenance.path == "folk.csv"]
    faults = [[n.row for n in one.notices if n.severity == "error"] for one in shared]
    assert faults == [[3], [4]]


def test_a_personal_identity_number_is_nowhere_in_what_was_found(checked, small):
    rows = ["id,namn,typ,ost,nord,ansvarig", *(f"{row},811218-9876" for row in small.sites[1:])]
    rows[1] = rows[1].replace("Norra vc", "19121212-1212").replace("811218-9876", "Anna")
    rows[2] = rows[2].replace("vardcentral", "Anna 811218-9876")

    check = checked(enheter_csv="\n".join(rows))

    one = of(check, "enheter.csv")
    everything = repr(one.text.cells.tolist()) + repr([n.render() for n in check.notices])
    assert "1212" not in everything
    assert "9876" not in everything
    assert {(n.code, n.row) for n in one.notices} >= {("GA-T018", 2), ("GA-T003", 3)}
    assert one.text.column("id").tolist() == ["v1", "v2"]


def test_too_little_memory_is_told_with_what_was_found_before(checked, monkeypatch):
    def no_room(*_):
        raise MemoryError

    monkeypatch.setattr(findings, "judge", no_room)

    check = checked()

    assert check.exit_code == 6
    assert {"GA-O009", "GA-T071"} <= codes(check)


@pytest.mark.parametrize("code", ["GA-T071", "GA-G006"])
def test_what_was_taken_for_granted_stands_with_its_file(checked, code):
    check = checked()

    told = {n.code: one.provenance.path for one in check.inputs for n in one.assumptions}
    assert told[code] == {"GA-T071": "folk.csv", "GA-G006": "areas.geojson"}[code]


def test_a_check_changes_no_input(write_study):
    path = write_study()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}

    check_study(load_study(path))

    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_the_embedded_study_can_be_run_and_every_file_is_told_of(exempellan_check):
    check = exempellan_check

    assert check.is_good
    assert {one.provenance.role for one in check.inputs} >= {"areas", "streets", "background"}
    assert all(one.rows for one in check.inputs)
    assert {"GA-T070", "GA-T074"} <= codes(check)
