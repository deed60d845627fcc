"""What the map says of the closure of a site: a sentence at its symbol, columns in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geoaccess.cartography.values import known, statuses, values
from geoaccess.messages import N_
from geoaccess.result.closures import CLOSURE_COLUMNS, EVERYONE

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["closing_columns", "closing_of_sites"]

_SHOWN = {c.name: c for c in CLOSURE_COLUMNS if c.name in {"people", "pushed", "extra_p50"}}
_HIDDEN = N_("(not shown)")
_NOBODY = N_("The nearest for nobody.")
_NEAREST = N_("The nearest for {people} people.")
_CLOSED = N_(
    "If it closes, {pushed} of them are put beyond the threshold; half have at most {minutes} min "
    "longer."
)
_CLOSED_FAR = N_(
    "If it closes, {pushed} of them are put beyond the threshold; half or more have no other "
    "vårdcentral within reach."
)
_NO_VARDCENTRAL = N_("not a vårdcentral")
_NO_OTHER = N_("no other within reach")


def closing_columns(published: Published, t: Translator) -> list[dict[str, Any]]:
    """Columns of the table of sites; none where nothing can be said of closures."""
    if published.closures.empty:
        return []
    return [
        {
            "key": f"closing_{name}",
            "label": t(column.label),
            "form": column.form,
            "decimals": int(column.form == "minutes"),
        }
        for name, column in _SHOWN.items()
    ]


def closing_of_sites(published: Published, t: Translator) -> dict[str, Any]:
    """The columns' values and the sentences, in the order of the sites."""
    if published.closures.empty:
        return {}
    told = published.closures
    everyone = told.loc[told["group"] == EVERYONE].set_index("site_id")
    rows = everyone.reindex(published.sites.index.astype(str))
    found: dict[str, Any] = {"closing": _sentences(rows, t)}
    for name, column in _SHOWN.items():
        state = statuses(rows, name if column.counts else "people")
        found[f"closing_{name}"] = values(rows, name)
        found[f"closing_{name}_status"] = state
        instead = t(_NO_VARDCENTRAL), None if column.counts else t(_NO_OTHER)
        found[f"closing_{name}_why"] = [instead[people == "ok"] for people in state]
    return found


def _sentences(rows: pd.DataFrame, t: Translator) -> list[str | None]:
    parts = (
        statuses(rows, "people"),
        known(rows, "people"),
        *(_said(rows, name, t) for name in ("people", "pushed")),
        known(rows, "extra_p50"),
    )
    return [
        None if state == "missing" else _sentence(t, number, people, pushed, minutes)
        for state, number, people, pushed, minutes in zip(*parts, strict=True)
    ]


def _said(rows: pd.DataFrame, name: str, t: Translator) -> list[str]:
    """Counts as they are written, or that they are not shown."""
    return [t(_HIDDEN) if number is None else t.number(number, 0) for number in known(rows, name)]


def _sentence(
    t: Translator, number: float | None, people: str, pushed: str, minutes: float | None
) -> str:
    if number == 0:
        return t(_NOBODY)
    nearest = t(_NEAREST, people=people)
    if number is None:
        return nearest
    if minutes is None:
        return f"{nearest} {t(_CLOSED_FAR, pushed=pushed)}"
    return f"{nearest} {t(_CLOSED, pushed=pushed, minutes=t.number(minutes, 1))}"
