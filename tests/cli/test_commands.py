"""The command line as a planner meets it."""

import dataclasses
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geoaccess.cli.app import app
from geoaccess.cli.summary import summary_lines
from geoaccess.messages import translator
from geoaccess.paths import packaged_data
from geoaccess.result.view import published_view
from geoaccess.study import load_study

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"geopandas", "pandas", "numpy", "folium", "osmnx", "scipy", "babel", "pydantic"}
COMMANDS = ("check", "demo", "init", "listed", "matrix", "run", "explain")


def geoaccess(*args, cwd=None, lang="sv"):
    """Run the installed program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from geoaccess.cli import main; main()", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"GEOACCESS_LANG": lang, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_line_in_the_readme(command):
    told = CliRunner().invoke(app, [command, "--help"])

    assert told.exit_code == 0
    assert len(told.output.splitlines()) > 5
    assert f"geoaccess {command}" in (ROOT / "README.md").read_text("utf-8")


def test_no_command_is_hidden_from_this_list():
    names = {command.callback.__name__ for command in app.registered_commands}

    assert names == set(COMMANDS)


def test_help_is_swedish_unless_english_is_asked_for():
    assert "vårdcentral, och vem gör det inte" in " ".join(geoaccess("--help").stdout.split())
    english = geoaccess("--help", lang="en").stdout
    assert "Who can reach primary care" in " ".join(english.split())


def test_the_version_is_the_packages():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    assert geoaccess("--version").stdout == f"geoaccess {version}\n"


def test_demo_says_what_it_found_and_where_it_wrote_it(tmp_path):
    done = geoaccess("demo", "--out", tmp_path / "demo")

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any("Syntetiska data" in line for line in lines)
    assert any("Invånare: 124\xa0495. Områden: 120, enheter: 9" in line for line in lines)
    assert any("9902B2010" in line and "Bruksby" in line for line in lines)
    for file in ("map.html", "reports/index.html", "tables.xlsx", "result.gpkg", "manifest.json"):
        assert (tmp_path / "demo" / file).is_file()
        assert str(tmp_path / "demo" / file) in done.stdout
    assert "Traceback" not in done.stderr


def test_explain_tells_every_criterion_with_value_limit_and_margin(exempellan_run):
    told = geoaccess("explain", exempellan_run, "9902b2010").stdout

    assert "Flaggat" in told
    for word in ("Vårdbehov", "Restid", "värde", "gräns", "marginal", "arbetsregel"):
        assert word in told
    english = geoaccess("explain", exempellan_run, "9902B2010", lang="en").stdout
    assert "working rule of geoaccess" in english


def test_an_unknown_area_is_a_usage_error_that_names_near_ones(exempellan_run):
    refused = geoaccess("explain", exempellan_run, "9902B2011")

    assert refused.returncode == 2
    assert "GA-O006" in refused.stderr
    assert "9902B2010" in refused.stderr


def test_a_folder_that_is_no_result_is_told_from_one_that_is(tmp_path):
    refused = geoaccess("explain", tmp_path, "x")

    assert refused.returncode == 5
    assert "GA-O001" in refused.stderr


def test_init_writes_a_study_that_only_lacks_its_files(tmp_path):
    done = geoaccess("init", tmp_path / "mine")

    assert done.returncode == 0
    again = geoaccess("init", tmp_path / "mine")
    assert again.returncode == 5
    assert "GA-O007" in again.stderr
    refused = geoaccess("run", tmp_path / "mine" / "study.toml", cwd=tmp_path)
    assert refused.returncode == 2
    assert set(re.findall(r"GA-\w\d+", refused.stderr)) == {"GA-C030"}


def test_a_study_with_several_faults_is_told_them_all_at_once(tmp_path):
    text = packaged_data("exempellan", "study.toml").read_text("utf-8")
    text = text.replace("capacity = ", "capasity = ").replace('recipe = "cni"', "recipe = 3")
    text = text.replace("deso_2025.geojson", "deso_2052.geojson")
    (tmp_path / "study.toml").write_text(text, "utf-8")

    refused = geoaccess(
        "run", tmp_path / "study.toml", "--data", packaged_data("exempellan"), cwd=tmp_path
    )

    assert refused.returncode == 2
    for part in ("capasity", "capacity", "need.recipe", "deso_2052.geojson"):
        assert part in refused.stderr
    assert refused.stdout == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["study.toml"]


def test_bad_input_leaves_nothing_behind_and_says_row_and_column(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for file in packaged_data("exempellan").iterdir():
        (data / file.name).write_bytes(file.read_bytes())
    people = data / "folkmangd_deso_2024.csv"
    lines = people.read_text("utf-8").splitlines()
    lines[7] = lines[7].rsplit(",", 1)[0] + ",många"
    people.write_text("\n".join(lines) + "\n", "utf-8")

    refused = geoaccess("run", data / "study.toml", "--out", tmp_path / "out")

    assert refused.returncode == 3
    assert "folkmangd_deso_2024.csv, rad 8" in refused.stderr
    assert "många" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_strict_makes_warnings_count(nine_of_ten, tmp_path):
    done = geoaccess("run", nine_of_ten, "--out", tmp_path / "x", "--strict", cwd=tmp_path)

    assert done.returncode == 3
    assert (tmp_path / "x" / "map.html").is_file()


def test_importing_the_package_is_quick_and_loads_nothing_heavy():
    code = f"import sys, geoaccess; print([m for m in sys.modules if m.split('.')[0] in {HEAVY}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_manifest_is_a_receipt_of_inputs_parameters_and_outputs(exempellan_run):
    import hashlib  # noqa: PLC0415

    manifest = json.loads((exempellan_run / "manifest.json").read_text("utf-8"))

    study = load_study(packaged_data("exempellan", "study.toml"))
    assert manifest["study"]["need"]["reference"] == study.need.reference
    roles = {one["role"] for one in manifest["inputs"]}
    assert {"areas", "statistics[0]", "statistics[1]", "grid", "sites[0]", "streets"} <= roles
    for one in manifest["inputs"]:
        content = packaged_data("exempellan", one["path"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["licence"]
    for one in manifest["outputs"]:
        content = (exempellan_run / one["path"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
    written = {p.relative_to(exempellan_run).as_posix() for p in exempellan_run.rglob("*.*")}
    assert written == {one["path"] for one in manifest["outputs"]} | {"manifest.json"}


def test_the_summary_writes_no_number_that_is_not_there(exempellan):
    view = published_view(exempellan, "run")
    by_mode, balance = view.shares_by_mode.copy(), view.balance.copy()
    by_mode.loc[(by_mode["mode"] == "walk") & (by_mode["minutes"] == 20), "share"] = float("nan")
    balance.loc[0, "areas"] = float("nan")

    told = "\n".join(
        summary_lines(
            dataclasses.replace(view, shares_by_mode=by_mode, balance=balance),
            Path(),
            translator("sv"),
        )
    )

    assert "20 min –" in told
    assert "Invånare: –" in told
    assert not re.search(r"\bnan\b", told.lower().split("varningar")[0])


def test_the_summary_tells_flags_and_rules_before_shares(exempellan):
    lines = list(summary_lines(published_view(exempellan, "run"), Path(), translator("sv")))
    places = [
        next(i for i, line in enumerate(lines) if line.startswith(start))
        for start in ("Flaggade områden", "Regler, enheter", "Invånare:")
    ]
    rules = lines[places[1] + 1 : places[2] - 1]

    assert places == sorted(places)
    # One of the nine units has no GSA; none can be assessed without a car.
    assert "  GP-BORDER       8 /  0 /  1 /  0  En samordnande vårdcentral för varje enhet" in rules
    assert any(line.startswith("  GP-REACH        0 /  0 /  0 /  9") for line in rules)
    judged = [sum(map(int, line[16:35].split("/"))) for line in rules]
    assert judged == [9] * len(rules)
