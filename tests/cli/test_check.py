"""``geoaccess check`` and ``--debug`` as a planner meets them."""

import json
import os
import subprocess
import sys

import pytest

from geoaccess.paths import packaged_data

FILES = ("deso_2025.geojson", "kommuner.csv", "stadsdelsomraden.geojson", "folkmangd_deso_2024.csv")
FILES += ("cni_2024.xlsx", "befolkning_250m.csv", "vardenheter.xlsx", "grannlan_vardcentraler.csv")
FILES += ("befolkningsprognos_kommun.csv", "listning.csv", "hushall_bil_deso_2024.csv")
FILES += ("gsa_ksa_register.csv", "gtfs.zip", "gator.osm.pbf", "kartunderlag.gpkg", "study.toml")


def geoaccess(*args, cwd, lang="sv", before=""):
    """Run the program as a process of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"{before}\nfrom geoaccess.cli import main; main()",
            *map(str, args),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"GEOACCESS_LANG": lang, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def broken(tmp_path):
    """The embedded study with thirty bad cells in one table, and one in another."""
    data = tmp_path / "data"
    data.mkdir()
    for name in FILES:
        (data / name).write_bytes(packaged_data("exempellan", name).read_bytes())
    for name, lines in (("befolkning_250m.csv", range(5, 35)), ("folkmangd_deso_2024.csv", (7,))):
        rows = (data / name).read_text("utf-8-sig").splitlines()
        for line in lines:
            cells = rows[line].split(",")
            cells[2 if name.startswith("bef") else 3] = "många\x1b[31m"
            rows[line] = ",".join(cells)
        (data / name).write_text("\n".join(rows) + "\n", "utf-8")
    return data / "study.toml"


def test_a_broken_study_is_told_file_by_file_and_the_report_is_found(broken, tmp_path):
    done = geoaccess("check", broken, cwd=tmp_path)

    assert done.returncode == 3
    lines = done.stdout.splitlines()
    grid = lines.index("befolkning_250m.csv (befolkade rutor): avvisad")
    told = lines[grid + 1 : lines.index("", grid)]
    assert len([line for line in told if "GA-T010" in line]) == 20
    assert told[-1] == "  … och 10 till: se rapporten."
    assert "folkmangd_deso_2024.csv, rad 8" in done.stdout
    assert "GA-T070" in done.stdout
    assert any(line.startswith("Fel: 31. Varningar: 6.") for line in lines)
    assert f"geoaccess check {broken}" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr
    report = tmp_path / "maps" / "exempellan-kontroll"
    assert str(report.relative_to(tmp_path) / "kontroll.html") in done.stdout
    assert {p.name for p in report.iterdir()} == {"kontroll.html", "kontroll.xlsx", "kontroll.json"}


def test_json_is_one_document_with_every_finding_and_nothing_is_written(broken, tmp_path):
    done = geoaccess("check", broken, "--json", cwd=tmp_path, lang="en")

    told = json.loads(done.stdout)
    assert done.returncode == 3
    assert told["ok"] is False
    assert told["study"]["id"] == "exempellan"
    assert len([n for n in told["findings"] if n["code"] == "GA-T010"]) == 31
    assert all("is not a number" in n["text"] for n in told["findings"] if n["code"] == "GA-T010")
    inputs = {one["path"]: one for one in told["inputs"]}
    assert inputs["befolkning_250m.csv"]["status"] == "refused"
    assert inputs["deso_2025.geojson"]["status"] == "good"
    assert inputs["deso_2025.geojson"]["rows"] == 120
    assert all(len(one["sha256"]) == 64 for one in told["inputs"])
    assert not (tmp_path / "maps").exists()


def test_a_good_study_ends_with_0_and_with_3_where_warnings_count(nine_of_ten, tmp_path):
    done = geoaccess("check", nine_of_ten, "--json", "--out", tmp_path / "ut", cwd=tmp_path)
    strict = geoaccess("check", nine_of_ten, "--json", "--strict", cwd=tmp_path)

    assert (done.returncode, strict.returncode) == (0, 3)
    assert json.loads(done.stdout)["ok"] is True
    assert json.loads(strict.stdout)["counts"]["warning"] == 1
    assert (tmp_path / "ut" / "kontroll.html").is_file()


def test_a_year_is_checked_as_a_run_for_it_would_be(tmp_path):
    study = packaged_data("exempellan", "study.toml")

    done = geoaccess("check", study, "--year", "2032", cwd=tmp_path)
    beyond = geoaccess("check", study, "--year", "2150", cwd=tmp_path)

    assert done.returncode == 0
    assert (tmp_path / "maps" / "exempellan-2032-kontroll" / "kontroll.html").is_file()
    assert beyond.returncode == 3
    assert "GA-P080" in beyond.stdout


def test_a_faulty_study_file_ends_with_2_and_is_json_too(tmp_path):
    (tmp_path / "study.toml").write_text("[study]\nid = 3\n", "utf-8")

    done = geoaccess("check", "study.toml", cwd=tmp_path)
    plain = geoaccess("check", "study.toml", "--json", cwd=tmp_path)

    assert (done.returncode, plain.returncode) == (2, 2)
    assert "GA-C014" in done.stderr
    told = json.loads(plain.stdout)
    assert (told["ok"], told["study"]) == (False, None)
    assert "GA-C014" in {n["code"] for n in told["findings"]}
    assert [p.name for p in tmp_path.iterdir()] == ["study.toml"]


def test_a_folder_with_something_else_is_refused_before_anything_is_read(broken, tmp_path):
    (tmp_path / "mitt").mkdir()
    (tmp_path / "mitt" / "brev.txt").write_text("x")

    done = geoaccess("check", broken, "--out", tmp_path / "mitt", cwd=tmp_path)

    assert done.returncode == 5
    assert "GA-O004" in done.stderr
    assert [p.name for p in (tmp_path / "mitt").iterdir()] == ["brev.txt"]


def test_refused_input_leaves_an_earlier_result_byte_for_byte_and_shows_no_traceback(
    broken, tmp_path, exempellan_run
):
    out = tmp_path / "maps" / "exempellan"
    out.parent.mkdir()
    for path, content in contents(exempellan_run).items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    before = contents(out)

    refused = geoaccess("run", broken, cwd=tmp_path)
    debug = geoaccess("--debug", "run", broken, cwd=tmp_path)
    after = geoaccess("run", broken, "--debug", cwd=tmp_path)

    assert contents(out) == before
    assert (refused.returncode, debug.returncode, after.returncode) == (3, 3, 3)
    assert "Traceback" not in refused.stderr + refused.stdout
    for done in (debug, after):
        assert "Traceback" in done.stderr
        assert "InputError" in done.stderr
        assert "GA-T010" in done.stderr
        assert "\x1b" not in done.stderr


def test_a_fault_of_our_own_shows_its_traceback_only_with_debug(tmp_path):
    fault = "import geoaccess.study.load as s\ndef no(*a, **k): return 1 / 0\ns.load_study = no\n"
    fault += "import geoaccess.study; geoaccess.study.load_study = no"

    plain = geoaccess("check", "study.toml", cwd=tmp_path, before=fault)
    debug = geoaccess("check", "study.toml", "--debug", cwd=tmp_path, before=fault)

    assert (plain.returncode, debug.returncode) == (70, 70)
    assert "Traceback" not in plain.stderr
    assert "ZeroDivisionError" in debug.stderr
    assert "Traceback" in debug.stderr


def test_after_two_dashes_debug_is_a_name_like_any_other(tmp_path):
    done = geoaccess("explain", "--", "--debug", "x", cwd=tmp_path)

    assert done.returncode == 5
    assert "Traceback" not in done.stderr
