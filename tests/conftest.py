"""What many tests share: hypothesis' profile, and one run of the embedded study."""

import functools
import os
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

from geoaccess.paths import packaged_data

settings.register_profile("house", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("fuzz", deadline=None, derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("GEOACCESS_HYPOTHESIS", "house"))

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TRACED = 3
TRACED_EXAMPLES = 10
LONG = {"notebooks", "end_to_end", "pipeline", "browser", "cli"}


STRICT = """
import warnings

import pytest_socket

warnings.simplefilter("error")
pytest_socket.disable_socket(allow_unix_socket=True)
"""


def pytest_configure(config):
    """Notebooks run in kernels of their own: there too a warning fails, and there is no network."""
    folder = tempfile.TemporaryDirectory(prefix="geoaccess-kernels-")
    config.add_cleanup(folder.cleanup)
    startup = Path(folder.name) / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "strict.py").write_text(STRICT, "utf-8")
    os.environ["IPYTHONDIR"] = folder.name


def pytest_collection_modifyitems(items):
    """Long folders first; of a test with many cases the first few tell which lines it runs.

    No worker is left with a long test when the rest is done. Tracing makes a test several times as
    slow, so further cases are tried without.
    """
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parts))
    cases = Counter()
    for item in items:
        test = item.path, getattr(item, "originalname", None)
        cases[test] += 1
        if hasattr(item, "callspec") and cases[test] > TRACED:
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Of a property's examples the first few tell which lines it runs, as of cases."""
    proved = getattr(getattr(item, "obj", None), "hypothesis", None)
    measured = None if item.get_closest_marker("no_cover") else Coverage.current()
    if proved is None or measured is None:
        return (yield)
    examples, try_one = count(1), proved.inner_test
    stopped = []

    @functools.wraps(try_one)
    def try_untraced(*drawn, **named):
        if next(examples) > TRACED_EXAMPLES and not stopped:
            measured.stop()
            stopped.append(measured)
        return try_one(*drawn, **named)

    proved.inner_test = try_untraced
    try:
        return (yield)
    finally:
        proved.inner_test = try_one
        for each in stopped:
            each.start()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(request):
    """What a test without coverage needs for itself is made without it too: tracing takes long.

    What is shared with other files is made once, and counted whichever of them asks first.
    """
    measured = Coverage.current() if request.node.get_closest_marker("no_cover") else None
    if measured:
        measured.stop()
    try:
        return (yield)
    finally:
        if measured:
            measured.start()


@pytest.fixture(scope="session")
def shared_data():
    """Real data to try things on; tests that use it pass where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the shared real data are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def short_study(tmp_path_factory):
    """Study file of the embedded study by car alone and without reports; its data lie elsewhere."""
    text = packaged_data("exempellan", "study.toml").read_text("utf-8")
    for mode in ("walk", "walk_slow", "bicycle"):
        text = text.replace(f"[modes.{mode}]\n", "")
    path = tmp_path_factory.mktemp("short") / "study.toml"
    path.write_text(text + "\n[outputs]\nmap = true\nreports = false\n", "utf-8")
    return path


@pytest.fixture(scope="session")
def exempellan():
    """The judged result of the embedded study."""
    from geoaccess.pipeline import judge, prepare  # noqa: PLC0415
    from geoaccess.study import load_study  # noqa: PLC0415

    return judge(prepare(load_study(packaged_data("exempellan", "study.toml"))))


@pytest.fixture(scope="session")
def exempellan_run(exempellan, tmp_path_factory):
    """The folder that a run of the embedded study writes."""
    from geoaccess.publish import publish  # noqa: PLC0415

    out = tmp_path_factory.mktemp("run") / "exempellan"
    publish(exempellan, out)
    return out
