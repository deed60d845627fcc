"""What differs between two rule packs: thresholds, limits, rules, words, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.principles.pack import RulePack

__all__ = ["Difference", "differences"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of the packs; None where a pack has nothing there."""

    where: str
    before: object
    after: object


def differences(before: RulePack, after: RulePack) -> list[Difference]:
    """All that is not the same in two packs, in the order of the first and then of the second.

    A rule that only one pack has is one difference, not one for each of its words.

    Examples
    --------
    >>> from geoaccess.principles import load_pack
    >>> pack = load_pack("stockholm")
    >>> differences(pack, pack)
    []
    """
    one, other = (_flat(pack.model_dump(mode="json")) for pack in (before, after))
    lone = _lone(before, after) | _lone(after, before)
    places = [
        place for place in dict.fromkeys((*one, *other)) if one.get(place) != other.get(place)
    ]
    found = [Difference(p, one.get(p), other.get(p)) for p in places if _rule_of(p) not in lone]
    titles = [{rule.id: rule.title.sv for rule in pack.rules} for pack in (before, after)]
    return found + [
        Difference(f"rules.{rule}", titles[0].get(rule), titles[1].get(rule))
        for rule in dict.fromkeys((*titles[0], *titles[1]))
        if rule in lone
    ]


def _lone(pack: RulePack, other: RulePack) -> set[str]:
    return {rule.id for rule in pack.rules} - {rule.id for rule in other.rules}


def _rule_of(place: str) -> str:
    parts = place.split(".")
    return parts[1] if parts[0] == "rules" else ""


def _flat(value: Any, place: str = "") -> dict[str, object]:  # noqa: ANN401 -- plain JSON
    """Every leaf by its place; parts of a list that have a name go by it, not by their number."""
    named = dict(_named(value))
    if not named:
        return {place: value}
    found: dict[str, object] = {}
    for name, part in named.items():
        found |= _flat(part, f"{place}.{name}" if place else name)
    return found


def _named(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        for part in value:
            yield _name(part), part


def _name(part: Mapping[str, Any]) -> str:
    """A rule's or source's id; a check's operator and where it judges."""
    if "operator" in part:
        return " ".join([part["operator"], *part["scopes"]])
    return str(part["id"])
