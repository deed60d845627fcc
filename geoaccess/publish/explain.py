"""Why: an area's flag, a unit's verdicts, or a rule's, from the run's private store."""

from __future__ import annotations

import difflib
import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from geoaccess.errors import ConfigError
from geoaccess.layers.merged_areas import CODES, NAMES
from geoaccess.messages import N_, Phrase, translator
from geoaccess.publish.folder import private_store
from geoaccess.result.clusters import said_cluster
from geoaccess.result.private import load_result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from geoaccess.messages import Language, Translator
    from geoaccess.result.private import Result

__all__ = ["Explained", "explain_subject"]

_NEAR = 5
_ANSWERS: Mapping[str, Phrase] = {
    "met": Phrase(N_("met")),
    "at_risk": Phrase(N_("at risk")),
    "not_met": Phrase(N_("not met")),
    "not_assessable": Phrase(N_("cannot be assessed")),
}
_MERGED = N_("{area} is merged with others to {id}. What follows is of all of it: {codes}.")
_TIPS = N_("Where it tips: {said}")
_HANGS = N_("Over all draws it hangs most on {what}.")
_CLUSTER = N_("Cluster of need and travel time: {label}.")
_UNIT = N_("{name} ({area_id}), {people} people")
_SCOPES: Mapping[str, Phrase] = {
    "area": Phrase(N_("area")),
    "unit": Phrase(N_("unit")),
    "site": Phrase(N_("care unit")),
    "region": Phrase(N_("region")),
}
_VALUES = ("value", "value_low", "value_high", "limit_met", "limit_at_risk", "margin")
_FIGURES = (*_VALUES, "coverage", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One area, unit or rule explained, exact: for the holder of the data.

    `facts` are plain values, ready for JSON: None where a number is missing.
    """

    kind: Literal["area", "unit", "rule"]
    key: str
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Kind, id and facts in one."""
        return {"kind": self.kind, "id": self.key, **self.facts}


def explain_subject(out: Path, subject: str, lang: Language) -> list[Explained]:
    """Explain all that has this code or name; areas first, then units, then rules.

    Parameters
    ----------
    out
        Folder that a run wrote.
    subject
        Code or name of an area or a unit, or a rule's id; capitals do not matter. Of an area that
        is merged the answer is of the merged one.

    Raises
    ------
    OutputError
        If the folder is no result.
    ConfigError
        If nothing has that code or name; the nearest ones are named.
    """
    result = load_result(private_store(out))
    wanted = subject.strip().casefold()
    t = translator(lang)
    found = [_area(result, key, lang) for key in _hits(result.areas, wanted)]
    found += _merged(result, wanted, subject.strip(), t)
    found += [_unit(result, key, t) for key in _hits(result.units, wanted)]
    rules = list(dict.fromkeys(result.verdicts["rule_id"].astype(str)))
    found += [_rule(result, rule, t) for rule in rules if rule.casefold() == wanted]
    if not found:
        known = [*_names(result.areas), *_joined(result.areas), *_names(result.units), *rules]
        near = difflib.get_close_matches(subject, known, n=_NEAR, cutoff=0.4) or known[:_NEAR]
        raise ConfigError.of("GA-O006", value=subject, near=", ".join(near))
    return found


def _hits(frame: pd.DataFrame, wanted: str) -> list[str]:
    ids, names = frame.index.astype(str), frame["name"].astype(str)
    hits = (ids.str.casefold() == wanted) | (names.str.casefold() == wanted).to_numpy()
    return [str(key) for key in frame.index[hits]]


def _names(frame: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*map(str, frame.index), *map(str, frame["name"])]))


def _area(result: Result, key: str, lang: Language) -> Explained:
    row, text = result.areas.loc[key], str(result.explanations.loc[key, lang])
    beside = {
        name: str(row[column])
        for name, column in _beside(lang).items()
        if column in row and str(row[column])
    }
    facts = {
        "name": str(row["name"]),
        "flag": str(row["flag"]),
        "explanation": text,
        **beside,
        "verdicts": _facts(_about(result, "area", key), lang),
    }
    told = _said_beside(beside, translator(lang))
    text = "\n".join([text, "", *told]) if told else text
    return Explained(kind="area", key=key, text=text, facts=facts)


def _beside(lang: Language) -> dict[str, str]:
    """Columns of areas that are told beside the flag, by what facts call them."""
    return {
        "tipping": f"flag_tipping_{lang}",
        "matters_most": f"flag_matters_most_{lang}",
        "cluster": "cluster",
        "cluster_why_not": "cluster_why_not",
    }


def _said_beside(told: Mapping[str, str], t: Translator) -> list[str]:
    """Where the flag tips, and the cluster the area lies in or why it has none."""
    lines = [t(_TIPS, said=told["tipping"])] if "tipping" in told else []
    if "matters_most" in told:
        lines.append(t(_HANGS, what=told["matters_most"]))
    if "cluster" in told:
        said = said_cluster(told["cluster"], told.get("cluster_why_not", ""), t)
        lines.append(t(_CLUSTER, label=said))
    return lines


def _merged(result: Result, wanted: str, asked: str, t: Translator) -> list[Explained]:
    """Merged areas with a part of this code or name, each told as what it is."""
    joined = {text.casefold(): ids for text, ids in _joined(result.areas).items()}
    told = []
    for key in dict.fromkeys(joined.get(wanted, [])):
        codes = str(result.areas.loc[key, "merged"])
        found = _area(result, key, t.lang)
        text = f"{t(_MERGED, area=asked, id=key, codes=codes)}\n\n{found.text}"
        told.append(replace(found, text=text, facts=found.facts | {"merged": codes}))
    return told


def _joined(areas: pd.DataFrame) -> dict[str, list[str]]:
    """Ids of merged areas by the codes and names of their parts."""
    called: dict[str, list[str]] = defaultdict(list)
    if "merged" in areas:
        merged = areas.loc[areas["merged"].notna(), ["merged", "name"]].astype(str)
        for one, codes, names in merged.itertuples():
            for text in (*codes.split(CODES), *names.split(NAMES)):
                called[text].append(str(one))
    return called


def _unit(result: Result, key: str, t: Translator) -> Explained:
    mine = _about(result, "unit", key)
    name, people = str(result.units["name"][key]), float(result.units["people"][key])
    head = t(_UNIT, name=name, area_id=key, people=t.number(people))
    lines = [head]
    for verdict in mine.to_dict("records"):
        what = f"{verdict['rule_id']}, {verdict[f'title_{t.lang}']}"
        lines += ["", _answered(what, verdict, t)]
    facts = {"name": name, "verdicts": _facts(mine, t.lang)}
    return Explained(kind="unit", key=key, text="\n".join(lines), facts=facts)


def _rule(result: Result, rule: str, t: Translator) -> Explained:
    mine = result.verdicts[result.verdicts["rule_id"] == rule]
    title = str(mine[f"title_{t.lang}"].iloc[0])
    rules: Any = result.parameters["rules"]
    words = {one["id"]: one["wording"][t.lang] for one in rules["rules"]}
    lines = [f"{rule}, {title}", words[rule], ""]
    lines += list(_counted(mine, t))
    wide = mine[mine["scope"].isin(["region", "unit"])]
    for verdict in wide.sort_values("scope", kind="stable").to_dict("records"):
        lines += ["", _answered(str(verdict["subject_name"]), verdict, t)]
    facts = {"title": title, "wording": words[rule], "verdicts": _facts(mine, t.lang)}
    return Explained(kind="rule", key=rule, text="\n".join(lines), facts=facts)


def _about(result: Result, scope: str, key: str) -> pd.DataFrame:
    verdicts = result.verdicts
    return verdicts[(verdicts["scope"] == scope) & (verdicts["subject_id"].astype(str) == key)]


def _answered(what: str, verdict: Mapping[Any, Any], t: Translator) -> str:
    word = _ANSWERS[verdict["verdict"]]
    return f"{what}: {t(word)}. {verdict[f'sentence_{t.lang}']}"


def _counted(verdicts: pd.DataFrame, t: Translator) -> Iterator[str]:
    """How many of each answer there are, by scope."""
    for scope in _SCOPES:
        answers = verdicts.loc[verdicts["scope"] == scope, "verdict"].value_counts()
        counts = [
            f"{t(word)} {t.number(answers[answer])}"
            for answer, word in _ANSWERS.items()
            if answer in answers
        ]
        if counts:
            yield f"{t(_SCOPES[scope])}: {', '.join(counts)}"


def _facts(verdicts: pd.DataFrame, lang: Language) -> list[dict[str, Any]]:
    words = ("rule_id", "scope", "subject_id", "subject_name", "verdict", "unit", "vintage")
    return [
        {name: str(row[name]) for name in words}
        | {name: _plain(float(row[name])) for name in _FIGURES}
        | {"title": row[f"title_{lang}"], "sentence": row[f"sentence_{lang}"]}
        for row in verdicts.to_dict("records")
    ]


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else value
