"""A made-up region for the map's tests."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import re
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def load_sample():
    """Load the factory by its path: test folders are not packages."""
    spec = importlib.util.spec_from_file_location("cartography_sample", _HERE / "sample.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample():
    return load_sample()


@pytest.fixture(scope="session")
def published(sample):
    return sample.make_published()


@pytest.fixture(scope="session")
def page(published):
    from geoaccess.cartography import render_map  # noqa: PLC0415 -- only these tests load folium

    return render_map(published)


@pytest.fixture(scope="session")
def unpack():
    """Give back what a page carries."""

    def read(page: str):
        packed = re.search(r'<script type="text/plain" id="ga-data">([^<]*)</script>', page)
        return json.loads(gzip.decompress(base64.b64decode(packed[1])))

    return read
