"""Pages seen by a browser in a process of its own, so that no two of them meet."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "msedge")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OPEN = Path(__file__).with_name("open_pages.py")


@pytest.fixture(scope="session")
def run_example(shared_data, tmp_path_factory):
    """Run an example study from the command line; gives its folder and what it said."""

    def run(name):
        data = shared_data / name
        if not data.is_dir():
            pytest.skip(f"the files of {name} are not on this machine")
        out = tmp_path_factory.mktemp("examples") / name
        study = EXAMPLES / f"{name}.toml"
        code = "from geoaccess.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "run", str(study), "--data", str(data), "--out", str(out)],
            capture_output=True,
            text=True,
            env=os.environ | {"GEOACCESS_LANG": "sv", "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return out, done.stdout

    return run


@pytest.fixture(scope="session")
def told_why_not():
    """Hold that each rule has a verdict or a reason for everything; gives what lacks one, and why.

    `lacks` names, by rule and scope, by rule, or by the first part of its id, the words in Swedish
    and English that say which input is missing.
    """
    from geoaccess.layers import own_vardcentraler  # noqa: PLC0415
    from geoaccess.principles import load_pack  # noqa: PLC0415

    def check(result, lacks):
        subjects = {
            "area": result.areas.index,
            "unit": result.units.index,
            "site": own_vardcentraler(result.sites).index,
            "region": ["region"],
        }
        asked = {
            (rule.id, scope, subject)
            for rule in load_pack(result.study.rules.pack).rules
            for each in rule.checks
            for scope in each.scopes
            for subject in subjects[scope]
        }
        verdicts = result.verdicts.set_index(["rule_id", "scope", "subject_id"])
        assert verdicts.index.is_unique
        assert set(verdicts.index) == asked
        unknown = verdicts[verdicts["verdict"] == "not_assessable"]
        for (rule, scope, subject), row in unknown.iterrows():
            keys = ((rule, scope), rule, rule.partition("-")[0])
            sv, en = next(lacks[key] for key in keys if key in lacks)
            assert "kan inte bedömas" in row["sentence_sv"].lower(), (rule, subject)
            assert "cannot be assessed" in row["sentence_en"].lower(), (rule, subject)
            assert sv in row["sentence_sv"], (rule, subject)
            assert en in row["sentence_en"], (rule, subject)
        told = verdicts[verdicts["verdict"] != "not_assessable"]
        assert told.loc[told["unit"] != "", "value"].notna().all()
        return {rule for rule, _, _ in asked} - {rule for rule, _, _ in told.index}

    return check


@pytest.fixture(scope="session")
def look_at():
    """Open pages from disk with the network off; gives what each asked for, said and showed."""
    chromium = os.environ.get("GEOACCESS_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), ""
    )
    if not chromium:
        reason = "no Chromium: install chromium-headless-shell, or set GEOACCESS_CHROMIUM"
        if os.environ.get("GEOACCESS_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    def look(*pages):
        command = [sys.executable, str(OPEN), chromium, *map(str, pages)]
        said = subprocess.run(command, check=True, capture_output=True, timeout=180)
        return json.loads(said.stdout)

    return look
