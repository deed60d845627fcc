"""The pages in a real browser: nothing runs, nothing is asked for, nothing is hard to read."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geoaccess.reporting import write_reports

pytestmark = pytest.mark.browser

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "msedge")
LOOK = Path(__file__).with_name("look_at_pages.py")


@pytest.fixture
def seen(published, tmp_path):
    chromium = os.environ.get("GEOACCESS_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), ""
    )
    if not chromium:
        reason = "no Chromium: install chromium-headless-shell, or set GEOACCESS_CHROMIUM"
        if os.environ.get("GEOACCESS_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    pages = map(str, write_reports(published, tmp_path, map_link="../map.html"))
    command = [sys.executable, str(LOOK), chromium, *pages]
    said = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return json.loads(said.stdout)


def test_pages_are_quiet_readable_and_fit_a_narrow_screen(seen):
    assert len(seen) == 6
    for page in seen:
        assert page["noticed"] == []
        assert page["violations"] == []
        assert page["overflow"] <= 0
        assert page["first_stop"] == "skip"
