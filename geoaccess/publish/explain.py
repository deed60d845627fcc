"""Why an area is flagged or not, from the run's private store."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from geoaccess.errors import ConfigError
from geoaccess.publish.folder import private_store
from geoaccess.result.private import load_result

if TYPE_CHECKING:
    from pathlib import Path

    from geoaccess.messages import Language

__all__ = ["explain_area"]

_NEAR = 5


def explain_area(out: Path, area: str, lang: Language) -> str:
    """Each criterion of the flag, with value, limit and margin.

    Parameters
    ----------
    out
        Folder that a run wrote.
    area
        An area's code or name.

    Raises
    ------
    OutputError
        If the folder is no result.
    ConfigError
        If no area has that code or name; the nearest ones are named.
    """
    result = load_result(private_store(out))
    wanted = area.strip().casefold()
    names = result.areas["name"].astype(str)
    ids = result.areas.index
    hits = ids[(ids.str.casefold() == wanted) | (names.str.casefold() == wanted)]
    if len(hits) == 0:
        known = list(dict.fromkeys([*map(str, ids), *names]))
        near = difflib.get_close_matches(area, known, n=_NEAR, cutoff=0.4) or known[:_NEAR]
        raise ConfigError.of("GA-O006", value=area, near=", ".join(near))
    return "\n\n".join(str(result.explanations.loc[hit, lang]) for hit in hits)
