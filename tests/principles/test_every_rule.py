"""Every rule of every pack, in each of its scopes: a world by hand for each of the four verdicts.

What must have examples is read from the packs: a rule or a scope that is added without any is
found. Each operator can give all four verdicts, so none is left out.
"""

from __future__ import annotations

from typing import get_args

import pytest
from rule_examples import EXAMPLES

from geoaccess.messages import LANGUAGES
from geoaccess.principles import judge, load_pack, shipped_packs
from geoaccess.principles.operators import OPERATORS
from geoaccess.principles.verdicts import Answer

PACKS = {name: load_pack(name) for name in shipped_packs()}
SUBJECT = {"area": "a1", "unit": "u1", "site": "s1", "region": "region"}
ASKED = [
    (pack, rule, check, scope)
    for pack in PACKS.values()
    for rule in pack.rules
    for check in rule.checks
    for scope in check.scopes
]
SHOWN = [
    pytest.param(*asked, example, id=f"{asked[1].id}-{asked[3]}-{number}-{example.verdict}")
    for asked in ASKED
    for number, example in enumerate(EXAMPLES.get(asked[1].id, {}).get(asked[3], []))
]


def test_every_rule_has_examples_of_every_verdict_in_every_scope_and_no_others():
    asked = {(rule.id, scope) for _, rule, _, scope in ASKED}
    shown = {
        (rule, scope, example.verdict)
        for rule, scopes in EXAMPLES.items()
        for scope, examples in scopes.items()
        for example in examples
    }

    assert shown == {(*each, verdict) for each in asked for verdict in get_args(Answer)}


def test_every_operator_is_asked_by_some_rule():
    assert {check.operator for _, _, check, _ in ASKED} == set(OPERATORS)


@pytest.mark.parametrize(("pack", "rule", "check", "scope", "example"), SHOWN)
def test_the_verdict_is_the_one_by_hand(world, pack, rule, check, scope, example):
    alone = rule.model_copy(update={"checks": [check.model_copy(update={"scopes": [scope]})]})

    verdicts = judge(pack.model_copy(update={"rules": [alone]}), example.world(world))

    (verdict,) = [one for one in verdicts if one.subject_id == SUBJECT[scope]]
    assert verdict.answer == example.verdict, verdict.sentence("en")
    assert verdict.value == pytest.approx(example.value, abs=1e-12, nan_ok=True)
    assert verdict.people == pytest.approx(example.people, abs=1e-9, nan_ok=True)
    assert example.said in verdict.sentence("en")
    if example.verdict == "not_assessable":
        assert example.said, "the reason is not named"
        sv, en = (" ".join(said.render(lang) for said in verdict.said) for lang in LANGUAGES)
        assert "an inte bedömas" in sv or "kan inte bedömas" in sv
        assert "annot be assessed" in en
