"""File cases: what never comes to its rows."""

from tests.bad_workbooks.made import Bad, commas, long, row
from tests.workbooks import bombs, renamed


def unread(content, code, cell="", name="填报表.xlsx"):
    return Bad(content, ((code, cell),), name, status=400)


def csv(content, code, cell=""):
    return unread(content, code, cell, "数据.csv")


GOOD = commas(row())

FILES = {
    "empty": unread(b"", "empty_file"),
    "empty csv": csv(b"\xef\xbb\xbf\r\n", "empty_file"),
    "over 5 MB": unread(b"x" * (5 * 1024 * 1024 + 1), "too_large"),
    "xls": unread(renamed.old_excel(), "old_excel", name="填报表.xls"),
    "xls as xlsx": unread(renamed.old_excel(), "old_excel"),
    "xlsm": unread(renamed.with_macros(), "macros", name="填报表.xlsm"),
    "macros as xlsx": unread(renamed.with_macros(), "macros"),
    "PDF as xlsx": unread(b"%PDF-1.7\n", "other_format"),
    "HTML as xlsx": unread(renamed.html(), "other_format"),
    "Word as xlsx": unread(renamed.word(), "other_format"),
    "csv as xlsx": unread(GOOD, "renamed"),
    "xlsx as csv": csv(long(row()), "renamed"),
    "text file": unread(b"abc", "unknown_extension", name="a.txt"),
    "password": unread(renamed.encrypted(), "encrypted"),
    "truncated": unread(renamed.truncated(), "truncated"),
    "zip bomb": unread(bombs.zip_bomb(), "bomb"),
    "sparse bomb": unread(bombs.sparse(), "too_many_columns", "XFD1048576"),
    "entity bomb": unread(bombs.billion_laughs(), "entities"),
    "XXE": unread(bombs.external_entity(), "entities"),
    "many parts": unread(bombs.many_members(), "too_many_members"),
    "mixed encodings": csv(GOOD + "420100,武汉市".encode("gb18030"), "broken_encoding"),
    "unclosed quote": csv(GOOD + b'420100,"', "unclosed_quote"),
    "ragged": csv(GOOD + b"420100,,2018Q3\r\n", "ragged"),
    "NUL": csv(GOOD + b"420100,\0,2018Q3\r\n", "nul"),
    "huge field": csv(commas(row(why="长" * 200_000)), "long_field", "I2"),
}
