"""What the bad files are made of: a good row, and the problems that are to be told."""

from dataclasses import dataclass

from tests.workbooks import Sheet, table, workbook

HEADER = ("地区代码", "地区", "填报期", "数据项代码", "数据项", "数值", "单位", "状态", "说明")
WUHAN = ("420100", "武汉市", "2018Q3")
BEDS = ("ELD_BEDS", "各类养老床位数")
MARK = ("民政填报模板", "1", "2018Q3", "420100")
TEMPLATE = ("数据项代码", "章节", "数据项", "单位", "上期", "去年同期", "本期", "不适用", "说明")


@dataclass(frozen=True)
class Bad:
    """A file and what is told about it: (code, cell) in order; "" for the file or a whole row.

    `status` is that of the page: 400 where the file never came to its rows.
    """

    content: bytes
    told: tuple[tuple[str, str], ...]
    name: str = "填报表.xlsx"
    status: int = 422


def row(value=62310, *, place=WUHAN, item=BEDS, unit="张", state="", why=""):
    return (*place, *item, value, unit, state, why)


def long(*rows, header=HEADER, **sheet):
    """A workbook in the long layout; the first row below the header is row 2."""
    return workbook(sheets={"数据": Sheet((header, *rows), **sheet)})


def filled(*rows, header=TEMPLATE, mark=MARK, **sheet):
    """A template: hidden mark, title, hint, header, and rows from row 5."""
    above = (mark, ("", "武汉市 2018Q3"), ("", "只填黄色列。"))
    return workbook(sheets={"填报表": Sheet((*above, header, *rows), hidden_rows=(1,), **sheet)})


def line(value=62310, *, item=BEDS, unit="张", none="", why=""):
    """A row of the template."""
    return (item[0], "二（二）1", item[1], unit, None, None, value, none, why)


def commas(*rows, header=HEADER, **more):
    return table((header, *rows), **more)


def bad(content, *told, **more):
    return Bad(content, tuple(told), **more)
