"""``geoaccess explain``: why an area is flagged or not, and how a unit or a rule came out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from geoaccess.cli.words import T, say
from geoaccess.messages import N_

__all__ = ["explain"]

_SUBJECT = N_("Code or name of an area or a unit, or a rule's id.")


def explain(
    folder: Annotated[
        Path, typer.Argument(metavar="RUN", help=T(N_("The folder that geoaccess run wrote.")))
    ],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=T(_SUBJECT))],
    as_json: Annotated[  # noqa: FBT002 -- a command-line switch
        bool, typer.Option("--json", help=T(N_("Print JSON instead.")))
    ] = False,
) -> None:
    """Explain an area, a unit or a rule: each criterion or verdict with its value and limit."""
    from geoaccess.publish import explain_subject  # noqa: PLC0415

    found = explain_subject(folder, subject, T.lang)
    if as_json:
        plain = [one.as_json() for one in found]
        typer.echo(json.dumps(plain, indent=2, allow_nan=False))
    else:
        say("\n\n".join(one.text for one in found))
