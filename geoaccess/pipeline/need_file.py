"""Which input a fault of the need measure stands in: the measure knows areas and columns only."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoaccess.errors import Notice
    from geoaccess.pipeline.prepare import Prepared

__all__ = ["telling_file"]


@contextmanager
def telling_file(prepared: Prepared) -> Iterator[None]:
    """Name the file, and its own name of the column, in what the step inside is refused for.

    Raises
    ------
    InputError
        The same, with their files.
    """
    try:
        yield
    except InputError as error:
        told = [_in_its_file(notice, prepared) for notice in error.notices]
        raise InputError(told, beside=error.beside) from error


def _in_its_file(notice: Notice, prepared: Prepared) -> Notice:
    paths = {one.role: one.path for one in prepared.provenance}
    for i, given in enumerate(prepared.study.inputs.statistics):
        if notice.column in {*given.columns, *given.values}:
            file = paths.get(f"statistics[{i}]", given.path.name)
            column = given.columns.get(notice.column) or given.value_column or notice.column
            return replace(notice, file=file, column=column)
    return notice
