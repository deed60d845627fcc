"""The exception tree; each is also the built-in a Python user would expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from geoaccess.errors.notices import Notice
from geoaccess.messages import Language, translator

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ConfigError",
    "GeoaccessError",
    "InputError",
    "LimitError",
    "OutputError",
    "ServiceError",
]

_SHOWN = 20


class GeoaccessError(Exception):
    """Something a user can mend; carries all the notices found."""

    exit_code: ClassVar[int] = 70

    def __init__(self, notices: Iterable[Notice]) -> None:
        self.notices = tuple(notices)
        super().__init__(self.render("en"))

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
