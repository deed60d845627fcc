"""A small study whose files a test writes itself."""

import pytest

from geoaccess.errors import InputError
from geoaccess.study.load import parse_study

MINIMAL = """
[study]
id = "a"
name = "A"
region = "R"
date = 2026-10-01
[inputs.areas]
path = "areas.geojson"
source = "s"
licence = "l"
{areas}
[[inputs.statistics]]
path = "{people}"
source = "s"
licence = "l"
{statistics}
[[inputs.sites]]
path = "{list}"
source = "s"
licence = "l"
{sites}
[supply.expected_sites]
number = 1
source = "s"
date = 2026-01-01
[modes.car]
{more}
"""


@pytest.fixture
def make_study(tmp_path):
    def make(
        files=None,
        *,
        areas="",
        statistics="",
        sites="",
        more="",
        people="people.csv",
        sites_file="sites.csv",
    ):
        for name in ("areas.geojson", people, sites_file):
            (tmp_path / name).touch()
        for name, content in (files or {}).items():
            raw = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(raw)
        text = MINIMAL.format(
            areas=areas,
            statistics=statistics,
            sites=sites,
            more=more,
            people=people,
            list=sites_file,
        )
        return parse_study(text, base=tmp_path)

    return make


@pytest.fixture
def refused():
    """The notices a reader refuses with."""

    def notices(read, *arguments, **named):
        with pytest.raises(InputError) as caught:
            read(*arguments, **named)
        for notice in caught.value.notices:
            assert notice.render("sv")
        return caught.value.notices

    return notices
