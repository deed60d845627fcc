"""Why an area is flagged or not, from the run's private store."""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import TYPE_CHECKING

from geoaccess.errors import ConfigError
from geoaccess.layers.merged_areas import CODES, NAMES
from geoaccess.messages import N_, translator
from geoaccess.publish.folder import private_store
from geoaccess.result.private import load_result

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from geoaccess.messages import Language

__all__ = ["explain_area"]

_NEAR = 5
_MERGED = N_("{area} is merged with others to {id}. What follows is of all of it: {codes}.")


def explain_area(out: Path, area: str, lang: Language) -> str:
    """Each criterion of the flag, with value, limit and margin.

    Parameters
    ----------
    out
        Folder that a run wrote.
    area
        An area's code or name; of an area that is merged, the answer is of the merged one.

    Raises
    ------
    OutputError
        If the folder is no result.
    ConfigError
        If no area has that code or name; the nearest ones are named.
    """
    result = load_result(private_store(out))
    wanted = area.strip().casefold()
    called = _called(result.areas)
    found = [one for text, ids in called.items() if text.casefold() == wanted for one in ids]
    if not found:
        near = difflib.get_close_matches(area, called, n=_NEAR, cutoff=0.4) or [*called][:_NEAR]
        raise ConfigError.of("GA-O006", value=area, near=", ".join(near))
    told = []
    for one in dict.fromkeys(found):
        if wanted not in {one.casefold(), str(result.areas.loc[one, "name"]).casefold()}:
            codes = str(result.areas.loc[one, "merged"])
            told.append(translator(lang)(_MERGED, area=area.strip(), id=one, codes=codes))
        told.append(str(result.explanations.loc[one, lang]))
    return "\n\n".join(told)


def _called(areas: pd.DataFrame) -> dict[str, list[str]]:
    """Ids of the areas by each code and name that may be asked for, those merged into them too."""
    called: dict[str, list[str]] = defaultdict(list)
    for one, name in areas["name"].astype(str).items():
        called[str(one)].append(str(one))
        called[name].append(str(one))
    if "merged" in areas:
        merged = areas.loc[areas["merged"].notna(), ["merged", "name"]].astype(str)
        for one, codes, names in merged.itertuples():
            for text in (*codes.split(CODES), *names.split(NAMES)):
                called[text].append(str(one))
    return called
