"""``geoaccess rules`` and ``geoaccess explain`` as a planner meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geoaccess.cli.app import app
from geoaccess.paths import packaged_data

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.mark.parametrize("command", ["show", "check", "diff"])
def test_each_command_has_help_and_a_line_in_the_readme(command):
    assert run("rules", command, "--help").exit_code == 0
    assert f"geoaccess rules {command}" in README


def test_the_packs_are_listed_and_one_is_shown_in_words():
    listed = run("rules", "show").output
    shown = run("rules", "show", "sormland").output

    assert [line.split()[0] for line in listed.splitlines()] == ["halland", "sormland", "stockholm"]
    assert "SOR-NEAR  Enklare att söka vård" in shown
    assert json.loads(run("rules", "show", "halland", "--json").output)["id"] == "halland"


def test_a_faulty_pack_is_told_all_its_faults_with_the_exit_code_of_settings(tmp_path):
    path = tmp_path / "mine.toml"
    text = packaged_data("rules", "halland.toml").read_text("utf-8")
    path.write_text(
        text.replace("met = 0.0, at_risk", "met = -1.0, at_risk").replace(
            "draws = 999", "draws = 1"
        ),
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-c", "from geoaccess.cli import main; main()", "rules", "check", path],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    assert done.returncode == 2
    assert {"GA-P005", "GA-P007"} <= set(done.stderr.replace(":", " ").replace(".", " ").split())
    told = run("rules", "check", path, "--json")
    assert told.exit_code == 2
    assert len(json.loads(told.output)["faults"]) == 2
    assert run("rules", "check", "halland").exit_code == 0


def test_what_differs_between_packs_is_told_and_nothing_between_equal_ones():
    same = run("rules", "diff", "halland", "halland").output
    other = run("rules", "diff", "halland", "sormland").output

    assert "lika" in same
    assert "rules.SOR-NEAR: bara i det andra: Enklare att söka vård" in other
    assert all("→" in line or "bara i" in line for line in other.splitlines() if ": " in line)
    assert json.loads(run("rules", "diff", "halland", "halland", "--json").output) == []


def test_explain_speaks_of_a_unit_and_of_a_rule_too(exempellan_run):
    unit = run("explain", exempellan_run, "bruksby")
    rule = run("explain", exempellan_run, "gp-settle")

    assert "GP-SPREAD, Läkarna är fördelade som behovet: uppfylls." in unit.output
    assert unit.output.count("arbetsregel") >= 10
    assert rule.output.startswith("GP-SETTLE, Storstad")
    assert "Bruksby: uppfylls inte." in rule.output
    assert "enhet: uppfylls 4, i riskzonen 1, uppfylls inte 4" in rule.output


def test_explain_gives_other_programs_plain_values(exempellan_run):
    (unit,) = json.loads(run("explain", exempellan_run, "9902-bruksby", "--json").output)
    (area,) = json.loads(run("explain", exempellan_run, "9902B2010", "--json").output)
    (rule,) = json.loads(run("explain", exempellan_run, "GP-REACH", "--json").output)

    by_rule = {verdict["rule_id"]: verdict for verdict in unit["verdicts"]}
    assert (unit["kind"], by_rule["GP-DIFF"]["verdict"]) == ("unit", "at_risk")
    assert by_rule["GP-DIFF"]["limit_met"] == 0.9
    assert (area["kind"], area["flag"]) == ("area", "flagged")
    assert {verdict["value"] for verdict in rule["verdicts"]} == {None}
