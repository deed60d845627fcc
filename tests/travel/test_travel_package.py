import subprocess
import sys

import pytest

import geoaccess.travel


def test_naming_the_package_loads_nothing_heavy():
    code = "import sys, geoaccess.travel; sys.exit(bool({'scipy', 'shapely'} & {*sys.modules}))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_is_there_and_in_order():
    names = geoaccess.travel.__all__

    assert names == sorted(names)
    assert set(names) == set(geoaccess.travel._HOME)
    assert all(getattr(geoaccess.travel, name) for name in names)
    with pytest.raises(AttributeError):
        _ = geoaccess.travel.teleport
