"""Tables by RegSO on smaller areas: each area takes the value of the RegSO it lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import pandas as pd

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.spread import Spread
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import bridge, vintage_of
from geoaccess.study import components_of
from geoaccess.study.model import AS_IT_STANDS, AgeGroup

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geoaccess.sources import SourceTable
    from geoaccess.study import StatisticsInput, Study

__all__ = [
    "REGSO_COLUMNS",
    "RegsoKey",
    "by_area",
    "input_of",
    "is_by_regso",
    "refuse_mixed",
    "regso_key",
]

REGSO_COLUMNS = ("regso_id", "kommun_name", "regso_name")
_AS_COUNTS_STAND = Spread()
_BLANKS = re.compile(r"\s+")
_REGSO = r"[0-9]{4}R[0-9]{3}"
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RegsoKey:
    """Which RegSO each area lies in.

    Attributes
    ----------
    regso
        Code of the RegSO by area, its text where there are no codes; missing where not known.
    names
        The codes that each text ("Kommun (Namn)") and each code stands for.
    vintages
        What the study says of the vintages of areas and key file.
    """

    regso: pd.Series
    names: Mapping[str, frozenset[str]]
    vintages: tuple[str, ...]

    @property
    def has_several(self) -> bool:
        """Whether some RegSO has several areas, so that its values are shared."""
        return bool(self.regso.dropna().duplicated().any())


def is_by_regso(study: Study, table: SourceTable) -> bool:
    """Whether a statistics table of the study is by RegSO."""
    given = input_of(study, table)
    return given is not None and given.level == "regso"


def input_of(study: Study, table: SourceTable) -> StatisticsInput | None:
    """What the study says of a statistics table."""
    by_role = {f"statistics[{i}]": one for i, one in enumerate(study.inputs.statistics)}
    return by_role.get(table.provenance.role)


def regso_key(
    boundaries: SourceTable, key_file: SourceTable | None, found: NoticeList
) -> RegsoKey | None:
    """Which RegSO the areas lie in: by their own columns, by the key file, or as RegSO themselves.

    Returns
    -------
    RegsoKey or None
        None where nothing tells it.
    """
    areas = boundaries.frame.drop(columns="geometry", errors="ignore").set_index("area_id")
    vintages = [boundaries.provenance.vintage]
    rows = areas[[name for name in REGSO_COLUMNS if name in areas]]
    if areas.index.str.fullmatch(_REGSO).all():
        # The areas are RegSO: their own codes and names are those asked for.
        named = areas["name"] if "name" in areas else pd.Series(index=areas.index, dtype="str")
        rows = rows.assign(regso_id=areas.index, regso_name=named)
    if key_file is not None and set(REGSO_COLUMNS) - set(rows):
        vintages.append(key_file.provenance.vintage)
        rows = _with_key(rows, key_file, found)
    if "regso_id" not in rows and not {"kommun_name", "regso_name"} <= set(rows):
        return None
    texts = _texts(rows)
    regso = rows["regso_id"].fillna(texts) if "regso_id" in rows else texts
    names: dict[str, set[str]] = {}
    for code, text in zip(regso, texts, strict=True):
        for name in (code, text):
            if isinstance(name, str) and isinstance(code, str):
                names.setdefault(name, set()).add(code)
    return RegsoKey(
        regso=regso,
        names={name: frozenset(codes) for name, codes in names.items()},
        vintages=tuple(vintages),
    )


def _with_key(rows: pd.DataFrame, key_file: SourceTable, found: NoticeList) -> pd.DataFrame:
    """Add what the key file tells and the areas do not."""
    key = key_file.frame.set_index("area_id")
    without = rows.index.difference(key.index)
    if len(without):
        found.add(
            "GA-T111",
            file=key_file.provenance.path,
            n=len(without),
            areas=", ".join(without[:_SHOWN]),
        )
    return rows.join(key[key.columns.difference(rows.columns)])


def _texts(rows: pd.DataFrame) -> pd.Series:
    """Name of each row's RegSO as PxWeb writes it, missing where a part of it is."""
    if not {"kommun_name", "regso_name"} <= set(rows):
        return pd.Series(index=rows.index, dtype="str")
    kommun, name = rows["kommun_name"], rows["regso_name"]
    known = kommun.notna() & name.notna()
    texts = [
        plain(f"{k} ({n})") if there else None
        for k, n, there in zip(kommun, name, known, strict=True)
    ]
    return pd.Series(texts, index=rows.index, dtype="str")


def plain(text: str) -> str:
    """Without blanks that say nothing: PxWeb writes some names with one before the bracket.

    Examples
    --------
    >>> plain("Tjörn (Tjörn sydväst )")
    'Tjörn (Tjörn sydväst)'
    """
    return _BLANKS.sub(" ", clean(text)).replace("( ", "(").replace(" )", ")")


def by_area(
    table: SourceTable,
    key: RegsoKey | None,
    found: NoticeList,
    spread: Spread = _AS_COUNTS_STAND,
) -> pd.DataFrame:
    """Values of a table by RegSO for each area that lies in one of its RegSO.

    Shares, means and the study's own columns are the RegSO's. Where counts are not shared out, one
    is passed on only where every RegSO is a single area, for then it is the area's count.

    Returns
    -------
    DataFrame
        Indexed by ``area_id``; areas whose RegSO has no row are not in it.

    Raises
    ------
    InputError
        Nothing tells which RegSO the areas lie in, a name stands for several, no row fits, the
        vintages do not belong together, or a count would be copied.
    """
    file = table.provenance.path
    if key is None:
        raise InputError.of("GA-T106", file=file)
    _refuse_other_vintage(table, key)
    codes = _codes(table, key)
    values = table.frame.drop(columns="area_id").set_axis(codes.fillna(""), axis=0)
    known = codes.notna().to_numpy()
    if not known.any():
        raise InputError.of(
            "GA-T112",
            file=file,
            n=len(codes),
            value=table.frame["area_id"].iloc[0],
            example=next(iter(sorted(key.names)), "-"),
        )
    strange = table.frame.loc[~known, "area_id"]
    if len(strange):
        found.add("GA-T108", file=file, n=len(strange), found=", ".join(strange[:_SHOWN]))
    values = values[known]
    inside = key.regso[key.regso.isin(values.index)]
    without = key.regso.index.difference(inside.index)
    if len(without):
        found.add("GA-T109", file=file, n=len(without), areas=", ".join(without[:_SHOWN]))
    if spread.weight is None:
        _refuse_copied_counts(values, inside, spread.counts, file)
    found.add(
        "GA-T110",
        file=file,
        n=len(inside),
        regso=inside.nunique(),
        found=", ".join(map(str, values.columns)),
    )
    return spread.over(values, inside, found, file=file, level="RegSO")


def _codes(table: SourceTable, key: RegsoKey) -> pd.Series:
    """Code of the RegSO that each row speaks of; missing where it is none of the areas'."""
    found = NoticeList()
    file = table.provenance.path
    codes: list[str | None] = []
    seen: dict[str, str] = {}
    for value, row in zip(table.frame["area_id"], table.lines, strict=True):
        meant = key.names.get(value) or key.names.get(plain(value)) or frozenset()
        if len(meant) > 1:
            found.add(
                "GA-T107", file=file, row=int(row), value=value, found=", ".join(sorted(meant))
            )
        code = min(meant) if len(meant) == 1 else None
        if code is not None and code in seen:
            found.add("GA-T115", file=file, row=int(row), value=value)
        if code is not None:
            seen.setdefault(code, value)
        codes.append(code)
    InputError.refuse(found)
    return pd.Series(codes, index=table.frame.index, dtype="str")


def _refuse_copied_counts(
    values: pd.DataFrame, inside: pd.Series, counts: Collection[str], file: str
) -> None:
    sizes = inside.value_counts()
    if not len(sizes) or sizes.iloc[0] == 1:
        return
    found = NoticeList()
    for column in values.columns:
        if column in counts:
            found.add(
                "GA-T105",
                file=file,
                column=str(column),
                value=sizes.index[0],
                n=int(sizes.iloc[0]),
            )
    InputError.refuse(found)


def refuse_mixed(study: Study, inherited: Sequence[str], columns: Collection[str]) -> None:
    """Refuse a need measure that divides a RegSO's number by an area's, or the other way round.

    `inherited` are the columns whose value an area took from its RegSO or kommun, `columns` all
    that the areas have.

    Raises
    ------
    InputError
        With each such component.
    """
    found = NoticeList()
    pairs = [(component.column, component.per) for component in components_of(study.need)]
    if study.need.recipe == "age" or study.need.combine is not None:
        pairs += [(group, "people") for group in get_args(AgeGroup)]
    if study.need.recipe == "cni_table":
        pairs.append(("cni_index", "cni_people" if "cni_people" in columns else "people"))
    for column, per in pairs:
        mixed = column in columns and (column in inherited) != (per in inherited)
        if mixed and per not in AS_IT_STANDS:
            where = "need.components" if study.need.recipe == "index" else "need.recipe"
            found.add("GA-T113", file="study.toml", column=where, value=column, per=per)
    InputError.refuse(found)


def _refuse_other_vintage(table: SourceTable, key: RegsoKey) -> None:
    """RegSO of 2018 and 2020 are made of DeSO 2018, those of 2025 of DeSO 2025."""
    in_codes = [str(n.value) for n in table.notices if n.code == "GA-T079"]
    for text in (table.provenance.vintage, *in_codes):
        theirs = vintage_of(text)
        for said in key.vintages:
            ours = vintage_of(said)
            if theirs and ours and theirs.is_redrawn != ours.is_redrawn:
                raise InputError.of(
                    "GA-T114",
                    file=table.provenance.path,
                    theirs=text,
                    ours=said,
                    key=bridge(theirs, ours),
                )
