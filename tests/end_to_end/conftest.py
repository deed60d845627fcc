"""Pages seen by a browser in a process of its own, so that no two of them meet."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "msedge")
OPEN = Path(__file__).with_name("open_pages.py")


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
