"""What a clerk reads when a file cannot be read: what is wrong with it, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from indicators.exchange.book import column_letters
from indicators.exchange.file_names import stem_of
from indicators.exchange.problems import Problem, visible

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SAVE_AGAIN = _("open the file in Excel or WPS and save it again as .xlsx")
ONLY_THE_TABLE = _("upload a file that holds the table alone, or divide it into several files")
AS_CSV_UTF8 = _("save the file again as “CSV UTF-8”, or upload it as .xlsx")

FILE_FAULTS: Final[dict[str, tuple[StrPromise, StrPromise]]] = {
    "empty_file": (_("the file is empty"), _("choose the file that you filled in")),
    "no_content": (
        _("no cell of the file holds anything"),
        _("choose the file that you filled in"),
    ),
    "too_large": (_("the file is larger than %(megabytes)s MB"), ONLY_THE_TABLE),
    "old_excel": (_("the file has the old format .xls"), SAVE_AGAIN),
    "encrypted": (
        _("the file is protected by a password"),
        _("remove the password and upload the file again"),
    ),
    "macros": (_("the file may hold macros"), SAVE_AGAIN),
    "unknown_extension": (
        _("files of this kind are not accepted"),
        _("upload an .xlsx or a .csv file"),
    ),
    "renamed": (
        _("the content is %(format)s, the name says otherwise"),
        _("save it in the format that the name says, instead of renaming it"),
    ),
    "other_format": (
        _("the content is %(format)s and no table in .xlsx or .csv"),
        _("save the table as .xlsx, instead of renaming the file"),
    ),
    "not_a_workbook": (_("the file is no workbook"), SAVE_AGAIN),
    "truncated": (
        _("the file is not complete"),
        _("copy or download it again; if it does not open in Excel either, fill in a new one"),
    ),
    "damaged": (_("the file is damaged"), SAVE_AGAIN),
    "too_many_members": (
        _("the workbook has %(number)s parts, more than %(limit)s"),
        ONLY_THE_TABLE,
    ),
    "bomb": (
        _("the file grows to %(megabytes)s MB when it is unpacked, far beyond any table"),
        ONLY_THE_TABLE,
    ),
    "entities": (
        _("the workbook holds definitions that no spreadsheet program writes"),
        SAVE_AGAIN,
    ),
    "too_many_rows": (_("more than %(limit)s rows have content"), ONLY_THE_TABLE),
    "too_many_columns": (
        _("there is content to the right of column %(limit)s"),
        _("delete what stands there, or divide the table into several files"),
    ),
    "too_heavy": (_("the file needs more memory than a table does"), ONLY_THE_TABLE),
    "no_room": (
        _("the server has no room left to read the file"),
        _("try again later, and tell the administrator"),
    ),
    "too_slow": (_("reading the file takes too long"), ONLY_THE_TABLE),
    "unreadable": (_("the file cannot be read"), SAVE_AGAIN),
    "broken_encoding": (
        _("line %(line)s is not %(encoding)s from its byte %(byte)s on, as the rest is"),
        AS_CSV_UTF8,
    ),
    "nul": (_("line %(line)s holds a NUL character"), AS_CSV_UTF8),
    "unclosed_quote": (
        _("a quotation mark that opens in line %(line)s is never closed"),
        _("close the quotation mark, or delete it"),
    ),
    "misplaced_quote": (
        _("after the field in quotation marks in line %(line)s no delimiter follows"),
        _("double the quotation marks within a field, or delete them"),
    ),
    "ragged": (
        _("the row has %(found)s fields, the header has %(expected)s"),
        _("put a field that contains the delimiter into quotation marks, or complete the row"),
    ),
    "long_field": (
        _("the field has %(length)s characters, more than %(limit)s"),
        _("shorten it; a quotation mark that is not closed may be the reason"),
    ),
}


def told(said: dict[str, Any], name: str) -> Problem:
    """The parser's answer as a problem in the user's language; `name` is the file's."""
    code = said["code"] if said["code"] in FILE_FAULTS else "unreadable"
    message, fix = FILE_FAULTS[code]
    params = said.get("params", {})
    row, column = said.get("row") or None, said.get("column") or 0
    letters = column_letters(column)
    return Problem(
        code,
        str(message) % params,
        str(fix) % params,
        sheet=visible(said.get("sheet") or (stem_of(name) if row else "")),
        cell=f"{letters}{row}" if row and column else "",
        row=row,
        column=letters,
        shown=visible(said.get("shown") or ("" if row else name)),
    )
