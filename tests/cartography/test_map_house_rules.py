"""Rules of the house that keep names from running as code."""

import ast
import re
from pathlib import Path

import geoaccess.cartography
from geoaccess.messages import translator

PACKAGE = Path(geoaccess.cartography.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ASSETS = PACKAGE / "assets"


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_folium_is_imported_in_one_module_only():
    found = [
        path.name
        for path in MODULES
        if any(name.split(".")[0] in {"folium", "branca", "jinja2"} for name in imported_of(path))
    ]

    assert found == ["figure.py"]


def imported_of(path):
    return imported(ast.parse(path.read_text(encoding="utf-8")))


def test_no_module_gives_data_to_a_folium_object():
    unsafe = re.compile(
        r"\b(Popup|Tooltip|Marker|CircleMarker|DivIcon|GeoJson\w*|FeatureGroup|LayerControl|"
        r"Choropleth|IFrame|Html|Element|MacroElement)\("
    )

    assert [path.name for path in MODULES if unsafe.search(path.read_text("utf-8"))] == []


def test_the_scripts_write_text_never_markup():
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|"
        r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage|http"
    )

    scripts = sorted(ASSETS.glob("*.js"))
    assert scripts
    for script in scripts:
        assert not unsafe.search(script.read_text("utf-8")), script.name


def test_every_sentence_of_the_page_has_its_swedish():
    t = translator("sv")
    same_in_both = {
        *("0–5 min", "5–10 min", "10–20 min", "20–30 min", "0–10 min", "GSA", "Vårdcentral"),
    }
    sentences = {
        node.args[0].value
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"t", "N_"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    missing = {s for s in sentences - same_in_both if t(s) == s}

    assert missing == set()
    for sentence in sentences:
        assert set(re.findall(r"\{\w+\}", t(sentence))) == set(re.findall(r"\{\w+\}", sentence))


def test_every_word_the_scripts_say_is_given_to_them():
    from geoaccess.cartography.page import _words  # noqa: PLC0415 -- loads folium

    given = set(_words(translator("sv")))
    said = {
        word
        for script in ASSETS.glob("*.js")
        for word in re.findall(r"\bwords\.(\w+)", script.read_text("utf-8"))
    }

    assert said == given
