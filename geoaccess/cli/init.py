"""``geoaccess init``: a commented study file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geoaccess.cli.words import T, say
from geoaccess.errors import OutputError
from geoaccess.messages import LANGUAGES, N_
from geoaccess.messages.system import system_reason

__all__ = ["init"]


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=T(N_("The folder to write study.toml in.")))
    ],
    lang: Annotated[
        str, typer.Option("--lang", help=T(N_("Language of the comments: sv or en.")))
    ] = T.lang,
) -> None:
    """Write a commented study.toml to fill in."""
    from geoaccess.study.template import study_template  # noqa: PLC0415

    if lang not in LANGUAGES:
        raise typer.BadParameter(T(N_("Choose sv or en.")), param_hint="--lang")
    path = folder / "study.toml"
    text = study_template(lang)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError.of("GA-O007", file=str(path)) from error
    except OSError as error:
        raise OutputError.of("GA-O003", file=str(path), reason=system_reason(error)) from error
    say(T(N_("Wrote {path}. Fill it in, then: geoaccess run {path}"), path=path))
