"""What a run says of its need measure: on every output, in the tables, in the receipt."""

import dataclasses

import pytest

from geoaccess.errors import InputError
from geoaccess.layers.regso import refuse_mixed
from geoaccess.pipeline import judge
from geoaccess.pipeline.facts import vintages_of
from geoaccess.result.view import published_view
from geoaccess.tables import CNI_COUNTS

PROXY = {"recipe": "cni_proxy", "provenance": dict.fromkeys(CNI_COUNTS, "observed")}


def test_a_proxy_stands_by_its_name_and_with_its_parts_on_every_output(small):
    made_of = PROXY["provenance"] | {"elderly_alone": "synthetic", "moved_in": "missing"}
    need = PROXY | {"provenance": made_of, "missing": "leave_out"}

    result = small.make_result(need=need)

    head = published_view(result, "run").head
    assert head.need_label["sv"].startswith("CNI-proxy (öppna data; utan ")
    assert any("skattat med en modell" in said for said in head.stamps["sv"])
    assert sum("left out: " in said for said in head.stamps["en"]) == 1
    assert sum("left out: " in said for said in head.marks["en"]) == 1
    assert "GA-P059" in [notice.code for notice in result.notices]
    assert result.parameters["need"]["provenance"] == made_of


def test_the_span_of_a_rank_is_published_and_its_parts_are_kept(small):
    result = small.make_result()

    published = published_view(result, "run").areas
    low, high = published["need_percentile_low"], published["need_percentile_high"]
    # Only the unemployed count here, so only leaving them out moves anybody.
    assert (low <= published["need_percentile"]).all()
    assert (high >= published["need_percentile"]).all()
    assert (low == 0).all()
    assert {"contribution_unemployed", "share_top_quintile"} <= set(result.need.columns)


def test_what_one_is_stands_with_a_table_s_relative_numbers(small):
    prepared = small.make_prepared(
        need={"recipe": "cni_table", "reference_source": "SCB, riket 2024"}
    )
    areas = prepared.layers.areas.assign(cni_relative=[0.8, 1.0, 1.2, 1.5, 0.9])

    result = judge(small.with_layers(prepared, areas=areas))

    assert result.need_reference["sv"] == "1 är som tabellen anger: SCB, riket 2024."
    assert result.areas["need_index"].tolist() == [0.8, 1.0, 1.2, 1.5, 0.9]


@pytest.mark.parametrize("need", [{"recipe": "age"}, {"combine": "product"}])
def test_a_number_of_the_old_of_a_regso_is_no_count_of_an_area_s_people(small, need):
    study = small.make_prepared(need=need).study

    refuse_mixed(study, [], ["people", "age_85plus"])
    with pytest.raises(InputError, match="GA-T113"):
        refuse_mixed(study, ["age_85plus"], ["people", "age_85plus"])


def test_a_fault_of_need_names_the_file_and_its_own_name_of_the_column(small):
    prepared = small.make_prepared(need={"recipe": "age"})
    areas = prepared.layers.areas.assign(age_85plus=1e6)
    table = prepared.study.inputs.statistics[0]
    table = table.model_copy(update={"columns": table.columns | {"age_85plus": "85+"}})
    inputs = prepared.study.inputs.model_copy(update={"statistics": (table,)})
    study = prepared.study.model_copy(update={"inputs": inputs})
    given = small.dataclasses.replace(small.with_layers(prepared, areas=areas), study=study)

    with pytest.raises(InputError) as caught:
        judge(given)

    told = {(n.code, n.file, n.column) for n in caught.value.notices}
    assert told == {("GA-P058", "statistics.csv", "85+")}


@pytest.mark.parametrize("recipe", ["cni", "index"])
def test_a_table_of_households_without_a_car_is_of_need_only_where_need_is_made_of_it(
    small, recipe
):
    file = {"path": "x.csv", "source": "Påhittad", "licence": "CC0"}
    cars = file | {"columns": {"area_id": "DeSO", "no_car": "Utan bil"}}
    need = {"recipe": recipe, "date": "2025-12-31"}
    if recipe == "index":
        need["components"] = [{"column": "no_car"}]
    inputs = {"areas": file, "statistics": [file, cars], "sites": [file]}
    prepared = small.make_prepared(inputs=inputs, need=need)
    old = dataclasses.replace(small.provenance("statistics[1]"), vintage="2019", path="hushall.csv")
    areas = prepared.layers.areas.assign(no_car=20.0)
    prepared = small.with_layers(prepared, areas=areas)
    prepared = dataclasses.replace(prepared, provenance=(*prepared.provenance, old))

    told = vintages_of(prepared)

    assert told["need"] == ("2025" if recipe == "cni" else "2025; 2019")
    assert told["people"] == "2025"
