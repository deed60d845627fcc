"""A Chromium without a network, for tests of what a reader's browser does.

Found in ``GEOACCESS_CHROMIUM`` or on the path. Without one the tests are skipped, or fail where
``GEOACCESS_REQUIRE_BROWSER`` is 1 (as it is in continuous integration).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SAMPLE = Path(__file__).parent.parent / "cartography" / "sample.py"


@dataclass
class Opened:
    """A page that was opened from disk, and all it said and asked for while it was."""

    page: object
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def find_chromium() -> str | None:
    """Path of a Chromium, or None."""
    given = os.environ.get("GEOACCESS_CHROMIUM")
    if given:
        return given
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium_path():
    found = find_chromium()
    if found is None:
        reason = "no Chromium: install chromium-headless-shell, or set GEOACCESS_CHROMIUM"
        if os.environ.get("GEOACCESS_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path):
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium) -> Callable[..., Opened]:
    """Open a file with the network off; whatever it asks for is refused and noted."""
    contexts = []

    def open_file(path: Path, **options) -> Opened:
        settings = {"viewport": {"width": 1280, "height": 900}, "offline": True, **options}
        context = chromium.new_context(**settings)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.route(
            "**/*",
            lambda route: (
                route.continue_() if route.request.url == path.as_uri() else route.abort()
            ),
        )
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on(
            "console",
            lambda said: (
                opened.problems.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        opened.page.on("pageerror", lambda error: opened.problems.append(str(error)))
        opened.page.goto(path.as_uri())
        opened.page.wait_for_function("window.__ready === true", timeout=15_000)
        return opened

    yield open_file
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sample():
    """The made-up region of the map's tests; test folders are not packages."""
    spec = importlib.util.spec_from_file_location("cartography_sample", _SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
