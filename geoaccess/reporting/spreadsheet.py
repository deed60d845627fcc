"""What every workbook is made with: text that stays text, the few formats, the printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages.suppression import ABOUT

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import (
        Worksheet,
    )

__all__ = ["TEXT_STAYS_TEXT", "Looks", "set_up_print", "write_text"]

TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
_PATTERNS = {
    "count": "#,##0",
    "minutes": "0.0",
    "share": "0.0%",
    "index": "0.00",
    "ratio": "0.00",
    "measure": "0.000",
    "number": "General",
    "tenths": "0.0",
}
_LONGEST_TEXT = 32_767
_A4 = 9


class Looks:
    """The few formats of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.stamp: Format = book.add_format({"italic": True, "font_color": "#7A4D00"})
        self.title: Format = book.add_format({"bold": True, "font_size": 16})
        self.bold: Format = book.add_format({"bold": True, "valign": "top"})
        self.wrap: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.text: Format = book.add_format({"num_format": "@"})
        self.nothing: Format = book.add_format({"align": "right", "font_color": "#4A5664"})
        self.head: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EBEDEF"}
        )
        self.numbers: dict[str, Format] = {
            form: book.add_format({"num_format": pattern}) for form, pattern in _PATTERNS.items()
        }
        self.rounded: dict[str, Format] = {
            form: book.add_format({"num_format": f'"{ABOUT}"{pattern}'})
            for form, pattern in _PATTERNS.items()
        }


def set_up_print(page: Worksheet) -> None:
    """Landscape A4, as wide as the paper, with the sheet's name and page numbers."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def write_text(page: Worksheet, row: int, column: int, said: str, look: Format) -> None:
    """Text as text; nothing at all where there is none."""
    if said:
        page.write_string(row, column, said[:_LONGEST_TEXT], look)
