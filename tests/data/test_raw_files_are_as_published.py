"""The raw files of Exempellän parse, fit together, and look as their publishers' do."""

import json
import re
import subprocess
import sys
import zipfile

import geopandas as gpd
import networkx as nx
import numpy as np
import osmium
import pandas as pd
import pytest
import shapely
from pyproj import Transformer
from scipy.spatial import cKDTree

DESO = re.compile(r"^99\d\d[ABC]\d{4}$")
SIX_MEGABYTES = 6_000_000


@pytest.fixture(scope="module")
def feed(folder):
    with zipfile.ZipFile(folder / "gtfs.zip") as archive:
        return {
            name.removesuffix(".txt"): pd.read_csv(archive.open(name), dtype=str)
            for name in archive.namelist()
        }


def test_the_whole_study_is_under_six_megabytes(folder):
    assert sum(path.stat().st_size for path in folder.iterdir()) < SIX_MEGABYTES


def test_area_codes_are_deso_codes_of_seven_kommuner(raw):
    codes = list(raw.areas.index)

    assert len(codes) == len(set(codes)) == raw.planted["totals"]["areas"]
    assert all(DESO.match(code) for code in codes)
    assert {code[:4] for code in codes} == {f"990{k}" for k in range(1, 8)}


def test_areas_tile_the_county_in_both_vintages(raw, folder):
    older = gpd.read_file(folder / "deso_2018.gpkg", layer="DeSO_2018")
    newer = raw.areas["shape"].to_numpy()

    assert len(older) == raw.planted["totals"]["areas_2018"]
    assert older.crs.to_epsg() == 3006
    for shapes in (newer, older.geometry.to_numpy()):
        assert shapely.is_valid(shapes).all()
        assert shapely.coverage_is_valid(shapes)
    assert shapely.area(newer).sum() == pytest.approx(older.area.sum(), rel=1e-9)


def test_the_geojson_names_its_crs_and_lies_where_it_says(folder):
    for name in ("deso_2025.geojson", "stadsdelsomraden.geojson"):
        crs = json.loads((folder / name).read_text(encoding="utf-8"))["crs"]
        west, south, east, north = gpd.read_file(folder / name).total_bounds

        assert crs["properties"]["name"] == "urn:ogc:def:crs:EPSG::3006"
        assert 640_000 < west < east < 705_000
        assert 6_439_000 < south < north < 6_491_000


def test_units_partition_the_county(raw):
    units = list(raw.units.values())

    assert len(units) == raw.planted["totals"]["units"]
    whole = shapely.area(shapely.union_all(raw.areas["shape"].to_numpy()))
    assert sum(shapely.area(u) for u in units) == pytest.approx(whole, rel=1e-9)
    assert shapely.coverage_is_valid(units)


def test_the_key_file_tells_splits_merges_and_redrawn_borders(raw, folder):
    key = pd.read_csv(folder / "koppling_deso2018_deso2025.csv", encoding="utf-8-sig")
    older = gpd.read_file(folder / "deso_2018.gpkg").set_index("deso").geometry

    assert set(key["DeSO_2025"]) == set(raw.areas.index)
    assert set(key["DeSO_2018"]) == set(older.index)
    assert key.groupby("DeSO_2018")["Andel"].sum().to_numpy() == pytest.approx(1, abs=1e-3)
    vintages = raw.planted["vintages"]
    of = dict(list(key.groupby("Förändring")))
    assert sorted(set(of["Delad"]["DeSO_2018"])) == vintages["split_2018"]
    assert sorted(set(of["Sammanslagen"]["DeSO_2025"])) == vintages["merged_2025"]
    for code in vintages["redrawn_same_code"]:
        assert not shapely.equals(older[code], raw.areas["shape"][code])
    same = of["Oförändrad"]["DeSO_2025"]
    assert all(shapely.equals(older[c], raw.areas["shape"][c]) for c in same)


def test_the_population_table_looks_like_pxweb_and_sums_to_the_documented_total(raw, folder):
    text = (folder / "folkmangd_deso_2024.csv").read_text(encoding="utf-8")
    table = pd.read_csv(folder / "folkmangd_deso_2024.csv")

    assert text.startswith('"Region","Alder","Kon","000007Y7 2024"\n"')
    assert table["Region"].str.endswith("_DeSO2025").all()
    assert set(table["Alder"]) == {"totalt", "-4", "65-69", "70-74", "75-79", "80-"}
    whole = table.loc[table["Alder"] == "totalt", "000007Y7 2024"].sum()
    assert whole == raw.planted["totals"]["people"]


def test_the_readme_states_the_totals(raw, folder):
    readme = (folder / "README.md").read_text(encoding="utf-8").replace("\u00a0", "")

    for name in ("people", "people_in_grid", "cells", "areas", "street_nodes"):
        assert str(raw.planted["totals"][name]) in readme, name


def test_grid_cells_lie_on_the_grid_and_sum_nearly_to_the_table(raw, folder):
    grid = pd.read_csv(folder / "befolkning_250m.csv", dtype={"rutid_scb": str})
    totals = raw.planted["totals"]

    assert (folder / "befolkning_250m.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert grid["rutid_scb"].is_unique
    assert grid["rutid_scb"].str.fullmatch(r"0\d{13}").all()
    assert (grid["rutid_scb"].str[:7].astype(int) % 250 == 0).all()
    assert (grid["rutid_scb"].str[7:].astype(int) % 250 == 0).all()
    assert (grid["beftotalt"] > 0).all()
    assert (grid[["ald0_4", "ald65_79", "ald80w"]].sum(axis=1) <= grid["beftotalt"]).all()
    assert len(grid) == totals["cells"]
    assert grid["beftotalt"].sum() == totals["people_in_grid"] != totals["people"]
    assert totals["people_in_grid"] == pytest.approx(totals["people"], rel=0.02)


def test_every_populated_cell_is_within_half_a_kilometre_of_a_street_for_cars(raw):
    _, distance = raw.streets.tree.query_nearest(
        raw.points["at"].to_numpy(), return_distance=True, all_matches=False
    )

    assert distance.max() < 500


def test_need_counts_fit_the_population(raw, folder):
    counts = pd.read_excel(folder / "cni_2024.xlsx", header=2, engine="calamine")
    numbers = counts.set_index("DeSO").apply(pd.to_numeric, errors="coerce")

    assert set(counts["DeSO"]) == set(raw.areas.index)
    assert (counts == "..").sum().sum() == 3
    assert (numbers["Befolkning"] == raw.areas["people"].reindex(numbers.index)).all()
    parts = numbers.drop(columns="Befolkning")
    assert (parts.fillna(0).to_numpy() >= 0).all()
    assert (parts.fillna(0).max(axis=1) < 0.6 * numbers["Befolkning"]).all()
    people = raw.areas["people"][raw.areas["cni"].notna()]
    mean = (raw.areas["cni"].dropna() * people).sum() / people.sum()
    assert mean == pytest.approx(1, abs=0.1)


def test_the_site_list_has_the_northing_under_x(raw):
    sites = raw.site_list

    assert sites["HSA-id"].is_unique
    assert sites["Sweref99X"].between(6_439_000, 6_491_000).all()
    assert sites["Sweref99Y"].between(640_000, 705_000).all()
    assert (sites["GSA"] == "Ja").sum() == 8
    assert sites["Typ"].value_counts().to_dict() == {
        "Vårdcentral": 25, "BVC": 2, "Filial": 1, "Närakut": 1, "Digital vårdcentral": 1,
    }  # fmt: skip


def test_neighbouring_sites_lie_west_of_the_county(raw):
    west = raw.areas["shape"].map(lambda s: s.bounds[0]).min()

    neighbours = raw.sites[raw.sites["neighbour"]]
    assert len(neighbours) == 3
    assert all(site.x < west for site in neighbours["at"])
    assert (neighbours["unit"] == "").all()


def test_the_street_extract_has_the_tags_that_readers_meet(folder):
    seen, restrictions = set(), 0
    for item in osmium.FileProcessor(folder / "gator.osm.pbf"):
        seen |= {f"{tag.k}={tag.v}" for tag in item.tags}
        restrictions += item.is_relation()
    wanted = {
        "highway=motorway", "highway=motorway_link", "highway=trunk", "highway=primary",
        "highway=secondary", "highway=tertiary", "highway=unclassified", "highway=residential",
        "highway=living_street", "highway=service", "highway=track", "highway=cycleway",
        "highway=footway", "highway=path", "highway=steps", "highway=pedestrian", "oneway=yes",
        "oneway:bicycle=no", "junction=roundabout", "access=private", "motor_vehicle=no",
        "barrier=gate", "barrier=bollard", "bridge=yes", "route=ferry", "duration=00:25",
        "type=restriction",
    }  # fmt: skip
    assert wanted <= seen
    assert restrictions >= 2


def test_the_street_network_is_one_piece_but_for_a_lonely_path(raw, folder):
    graph = nx.Graph()
    for item in osmium.FileProcessor(folder / "gator.osm.pbf", osmium.osm.WAY):
        nx.add_path(graph, [node.ref for node in item.nodes])

    pieces = sorted(nx.connected_components(graph), key=len)
    assert [len(piece) for piece in pieces[:-1]] == [6]
    assert len(graph) == raw.planted["totals"]["street_nodes"]


def test_the_timetable_is_whole_and_runs_past_midnight(feed):
    assert set(feed) == {
        "agency", "stops", "routes", "trips", "stop_times", "calendar", "calendar_dates",
        "feed_info",
    }  # fmt: skip
    times = feed["stop_times"]
    assert set(feed["routes"]["route_type"]) == {"100", "700", "1000", "1501"}
    assert set(times["trip_id"]) == set(feed["trips"]["trip_id"])
    assert set(times["stop_id"]) <= set(feed["stops"]["stop_id"])
    assert set(feed["trips"]["route_id"]) == set(feed["routes"]["route_id"])
    assert set(feed["trips"]["service_id"]) == set(feed["calendar"]["service_id"])
    assert times["arrival_time"].max() > "24:00:00"
    order = times.groupby("trip_id")["departure_time"].is_monotonic_increasing
    assert order.all()
    assert feed["feed_info"].loc[0, "feed_start_date"] == "20260901"


def test_the_forecast_starts_from_the_population_table(raw, folder):
    path = folder / "befolkningsprognos_kommun.csv"
    table = pd.read_csv(path, encoding="cp1252")

    with pytest.raises(UnicodeDecodeError):
        path.read_text(encoding="utf-8")
    assert list(table.columns) == ["region", "ålder", "kön", *map(str, range(2024, 2041))]
    whole = table[table["ålder"] == "totalt"]
    start = whole.set_index(whole["region"].str[:4])["2024"]
    people = raw.areas["people"].groupby(raw.areas.index.str[:4]).sum()
    assert start.to_dict() == people.to_dict()


def test_the_background_map_has_water_roads_and_places(folder):
    layers = {
        name: gpd.read_file(folder / "kartunderlag.gpkg", layer=name)
        for name in ("vatten", "vagar", "orter")
    }

    assert set(layers["vatten"]["typ"]) == {"hav", "sjö"}
    assert layers["vatten"].is_valid.all()
    assert {"motorway", "trunk", "primary"} <= set(layers["vagar"]["klass"])
    assert "Exempelstad" in set(layers["orter"]["namn"])
    assert {frame.crs.to_epsg() for frame in layers.values()} == {3006}


def test_a_rebuild_gives_the_same_files(folder, tmp_path):
    root = folder.parents[1]

    subprocess.run([sys.executable, "-m", "data.build", str(tmp_path)], cwd=root, check=True)
    built = sorted(path.name for path in tmp_path.iterdir())
    assert len(built) == 17
    for name in built:
        # The containers' bytes also depend on the version of the library that packs them.
        if name.endswith((".csv", ".geojson", ".toml")):
            assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_stops_lie_on_streets_and_the_ferry_calls_at_its_quays(raw, feed):
    stops = feed["stops"].set_index("stop_name")[["stop_lon", "stop_lat"]].astype(float)
    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)
    at = np.column_stack(to_metres.transform(stops["stop_lon"], stops["stop_lat"]))
    to_street, _ = cKDTree(raw.streets.xy).query(at)

    assert to_street.max() < 1
    quays = dict(zip(stops.index, at, strict=True))
    crossing = quays["Strandby färjeläge"] - quays["Storskärs brygga"]
    assert 5_000 < np.hypot(*crossing) < 9_000


def test_kommuner_have_names_with_swedish_letters(folder):
    table = pd.read_csv(folder / "kommuner.csv", sep=";", dtype=str, encoding="utf-8-sig")

    assert table["kod"].tolist() == [f"990{k}" for k in range(1, 8)]
    assert {"Ängslunda", "Öbacka", "Sjönäs"} <= set(table["namn"])
