"""Every sentence of reports and columns has its Swedish."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import geoaccess

HOME = Path(geoaccess.__file__).parent
WRITERS = [
    *sorted((HOME / "reporting").rglob("*.py")),
    *(
        HOME / "result" / name
        for name in ("area_columns.py", "indicators.py", "measures.py", "time_classes.py")
    ),
    *(
        HOME / "messages" / name
        for name in ("completeness.py", "opening_hours.py", "suppression.py")
    ),
]
TEMPLATES = sorted((HOME / "reporting" / "templates").glob("*.html"))


def sentences(path):
    if path.suffix == ".html":
        return [said for _, said in re.findall(r"\bt\(([\"'])(.*?)\1", path.read_text("utf-8"))]
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"t", "N_"}:
                found.append(node.args[0].value)
    return found


def catalogue(*names):
    found = {}
    for name in names:
        with (HOME / "messages" / "sv" / f"{name}.po").open("rb") as file:
            found |= {m.id: m.string for m in read_po(file) if m.id}
    return found


@pytest.mark.parametrize("path", [*WRITERS, *TEMPLATES], ids=lambda path: path.stem)
def test_every_sentence_has_its_swedish(path):
    swedish = catalogue(*(file.stem for file in (HOME / "messages" / "sv").glob("*.po")))

    assert not [said for said in sentences(path) if not swedish.get(said)]


def test_the_swedish_fills_in_the_same_places():
    for english, swedish in catalogue("report", "indicators", "measures").items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", swedish))


def test_no_sentence_is_kept_that_nobody_says():
    said = {sentence for path in (*WRITERS, *TEMPLATES) for sentence in sentences(path)}

    assert not {*catalogue("report", "indicators")} - said


def test_a_sentence_has_one_swedish_in_all_catalogues():
    ours = catalogue("report", "indicators")
    for path in (HOME / "messages" / "sv").glob("*.po"):
        for english, swedish in catalogue(path.stem).items():
            assert ours.get(english, swedish) == swedish, f"{path.name}: {english}"
