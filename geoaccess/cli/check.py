"""``geoaccess check``: every file of a study read and checked, and nothing computed for others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from geoaccess.cli.run import DataFolder, Strict, StudyFile, Year
from geoaccess.cli.words import T, say, say_progress
from geoaccess.errors import ConfigError
from geoaccess.messages import N_

__all__ = ["check"]

_WARNED_AND_STRICT = 3


def check(
    study: StudyFile,
    data: DataFolder = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=T(N_("Folder for the report; else maps/<the study>-kontroll."))),
    ] = None,
    year: Year = None,
    as_json: Annotated[  # noqa: FBT002 -- a command-line switch
        bool,
        typer.Option("--json", help=T(N_("Print JSON instead; a report only with --out."))),
    ] = False,
    strict: Strict = False,  # noqa: FBT002
) -> None:
    """Read and check all files of a study, as a run would, and say what must be mended."""
    # Heavy: pydantic, geopandas, scipy.
    from geoaccess.cli.findings import finding_lines  # noqa: PLC0415
    from geoaccess.publish import CHECKED, check_output  # noqa: PLC0415
    from geoaccess.study import load_study  # noqa: PLC0415
    from geoaccess.validation import (  # noqa: PLC0415
        check_study,
        document,
        severities,
        write_check,
    )

    try:
        settings = load_study(study, data=data, year=year)
    except ConfigError as error:
        if not as_json:
            raise
        _print_json(document(None, T.lang, error.notices))
        raise typer.Exit(error.exit_code) from error
    target = out
    if target is None and not as_json:
        folder = settings.study.id if year is None else f"{settings.study.id}-{year}"
        target = Path("maps") / f"{folder}-kontroll"
    if target is not None:
        check_output(target, mark=CHECKED)
    say_progress(T(N_("Reading and checking all files; this takes about as long as a run …")))
    checked = check_study(settings)
    if target is not None:
        write_check(checked, target)
    if as_json:
        _print_json(document(checked, T.lang))
    else:
        for line in finding_lines(checked, _as_asked(study, data, year), target, T):
            say(line)
    warned = strict and severities(checked.notices)["warning"]
    raise typer.Exit(checked.exit_code or (_WARNED_AND_STRICT if warned else 0))


def _as_asked(study: Path, data: Path | None, year: int | None) -> str:
    """What stands after the command's name when it is given again."""
    names = [str(study)] if data is None else [str(study), "--data", str(data)]
    names += [] if year is None else ["--year", str(year)]
    return " ".join(f'"{name}"' if " " in name else name for name in names)


def _print_json(plain: dict[str, object]) -> None:
    typer.echo(json.dumps(plain, indent=2, allow_nan=False))
