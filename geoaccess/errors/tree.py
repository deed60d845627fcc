"""The exception tree; each is also the built-in a Python user would expect."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar, Self

from geoaccess.errors.notices import Notice, NoticeList
from geoaccess.messages import Language, translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "ConfigError",
    "GeoaccessError",
    "InputError",
    "LimitError",
    "OutputError",
    "ServiceError",
    "telling_beside",
]

_SHOWN = 20


class GeoaccessError(Exception):
    """Something a user can mend; carries all the notices found.

    Attributes
    ----------
    notices
        What is refused.
    beside
        What else had been noticed by then: warnings and notes that no fault may hide.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, notices: Iterable[Notice], *, beside: Iterable[Notice] = ()) -> None:
        self.notices = tuple(notices)
        self.beside = tuple(beside)
        super().__init__(self.render("en"))

    @classmethod
    def refuse(cls, found: NoticeList) -> None:
        """Raise with every error among the notices, if there is one; the others go beside."""
        if found.errors:
            raise cls(found.errors, beside=(n for n in found if n.severity != "error"))

    @classmethod
    def of(
        cls,
        code: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        value: object = None,
        **places: object,
    ) -> Self:
        """Make the error of a single notice."""
        text = None if value is None else str(value)
        return cls(
            [Notice(code=code, file=file, row=row, column=column, value=text, places=places)]
        )

    def render(self, lang: Language = "sv") -> str:
        """All notices, a line each; the first 20 and how many there are in all."""
        t = translator(lang)
        lines = [notice.render(lang) for notice in self.notices[:_SHOWN]]
        if len(self.notices) > _SHOWN:
            lines.append(t("… and {n} more of the same file set.", n=len(self.notices) - _SHOWN))
        return "\n".join(lines)


class ConfigError(GeoaccessError, ValueError):
    """The study file or the command line asks for something that cannot be."""

    exit_code = 2


class InputError(GeoaccessError, ValueError):
    """An input file is refused."""

    exit_code = 3


class ServiceError(GeoaccessError, OSError):
    """A web service did not answer as it should."""

    exit_code = 4


class OutputError(GeoaccessError, OSError):
    """The result could not be written."""

    exit_code = 5


class LimitError(GeoaccessError, MemoryError):
    """The work needs more memory or a larger file than is allowed."""

    exit_code = 6


@contextlib.contextmanager
def telling_beside(found: NoticeList) -> Iterator[None]:
    """Whatever the work inside is refused for, what was noticed before goes with it."""
    try:
        yield
    except GeoaccessError as error:
        told = {id(notice) for notice in (*error.notices, *error.beside)}
        more = [n for n in found if id(n) not in told]
        error.notices = (*(n for n in more if n.severity == "error"), *error.notices)
        error.beside = (*(n for n in more if n.severity != "error"), *error.beside)
        raise
