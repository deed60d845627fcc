"""Every key of a study file is found on its line."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from geoaccess.study.lines import key_lines, line_of, written
from geoaccess.study.template import study_template

HARD = '''\
# [not.a.table]
"quoted key" = 'a # b = [c'
a.b . c = """
[x]
y = 1 \\"""
"""
list = [
  1, # one
  { d = [2, 3], "e.f" = "}" },
]
[[t.u]]
g = 1
[t.u.v]
h = 2
[[t.u]]
g = {}
'''


def paths(value, path=()):
    """Every key path of a document."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield from paths(inner, (*path, key))


def test_every_path_of_a_document_has_a_line():
    for text in (HARD, study_template("sv"), study_template("en").replace("\n", "\r\n")):
        lines = key_lines(text)

        for path in paths(tomllib.loads(text)):
            assert line_of(path, lines) is not None, written(path)


def test_hard_cases_stand_on_the_right_lines():
    lines = key_lines(HARD)

    assert lines["quoted key",] == 2
    assert lines["a", "b", "c"] == 3
    assert lines["list", 1, "e.f"] == 9
    assert lines["t", "u", 0, "v", "h"] == 14
    assert lines["t", "u", 1, "g"] == 16
    assert ("x",) not in lines


@given(
    st.lists(
        st.tuples(
            st.text("ab\"'#=[]{}\\ å", max_size=8),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_whatever_stands_in_a_string_moves_no_line(values):
    text = ""
    for i, (value, blank) in enumerate(values):
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        text += ("\n" if blank else "") + f'k{i} = "{quoted}" # "\n'
    expected = {
        (f"k{i}",): next(
            n for n, line in enumerate(text.split("\n"), 1) if line.startswith(f"k{i} =")
        )
        for i in range(len(values))
    }

    assert key_lines(text) == expected
