from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import geoaccess
from geoaccess.messages import translator
from geoaccess.principles.wording import Count, Number, Share, say

PACKAGE = Path(geoaccess.__file__).parent
FILES = [
    *sorted((PACKAGE / "principles").rglob("*.py")),
    *sorted((PACKAGE / "need").glob("*.py")),
    PACKAGE / "errors" / "codes" / "rules.py",
]


def sentences():
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_every_sentence_has_its_swedish_with_the_same_places(sentence):
    swedish = translator("sv")(sentence)

    # What is only places and signs, and a word that both languages have, stays as it is.
    same = not re.sub(r"{\w+}|[^a-zåäö]", "", sentence.lower()) or sentence == "region"
    assert swedish != sentence or same or sentence.strip().startswith("data:")
    assert sorted(re.findall(r"{\w+}", swedish)) == sorted(re.findall(r"{\w+}", sentence))


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Count(4, of=100), "(not shown)"),
        (Count(97, of=100), "(not shown)"),
        (Count(0, of=100), "0"),
        (Count(100, of=100), "100"),
        (Count(0.3, of=100), "0"),
        (Count(5, of=100), "5"),
        (Share(0.04, of=100), "(not shown)"),
        (Share(0.04), "4.0%"),
        (Share(float("nan")), "not known"),
        (Number(1.50), "1.5"),
        (Number(float("nan")), "not known"),
    ],
)
def test_small_counts_their_rests_and_their_shares_are_not_shown(place, shown):
    assert say("{n}", n=place).render("en", min_count=5) == shown
