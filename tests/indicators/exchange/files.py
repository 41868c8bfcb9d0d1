"""Spreadsheets as people bring them, made in memory."""

import csv
import io
from zipfile import ZipFile

import openpyxl

from indicators.exchange.importing import preview
from indicators.exchange.workbooks import template_workbook
from tests.indicators.reporting.quarter import report_of
from tests.people import NOON, person

LONG = ["地区代码", "地区", "填报期", "数据项代码", "数据项", "数值"]


def comma_separated(rows, encoding="utf-8-sig"):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(rows, title="数据"):
    """A workbook of one sheet, as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template(region="420100", period="2018Q3"):
    """The template of a report, opened to be filled."""
    out = io.BytesIO()
    template_workbook(report_of(region, period), out)
    return openpyxl.load_workbook(out)


def columns_of(sheet):
    """Heading → column of a template's first sheet."""
    return {cell.value: cell.column for cell in sheet[4] if cell.value}


def fill(book, values):
    """Write into 本期 by the code of the measure; 不适用 goes into its own column."""
    sheet = book.worksheets[0]
    columns = columns_of(sheet)
    for row in range(5, sheet.max_row + 1):
        code = sheet.cell(row, columns["数据项代码"]).value
        if code in values:
            value = values[code]
            heading = "不适用" if value == "不适用" else "本期"
            sheet.cell(row, columns[heading]).value = value
    return book


def brought(content, name="填报表.xlsx", by="wuhan", at=NOON, **more):
    """The file as this person uploads it."""
    who = person(by) if isinstance(by, str) else by
    return preview(file=io.BytesIO(content), name=name, by=who, at=at, **more)


def codes(batch):
    return [problem["code"] for problem in batch.problems]


def warned(batch):
    return [warning["code"] for warning in batch.warnings]


def parts(content):
    """The names of the parts of a workbook."""
    with ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()
