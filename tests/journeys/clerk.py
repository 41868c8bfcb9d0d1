"""What a clerk does with a template: most stays as it was, one figure leaps, one is missing."""

import io

import openpyxl

LEAP, MISSING, ANSWERED = "ELD_BEDS", "PENSION_STD", "MH_PATIENTS_HOME"
ANSWER = "在册登记范围扩大"
HEADER, FIRST = 4, 5


def filled(content):
    """The template with 本期 filled in; its bytes."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[HEADER] if cell.value}
    for row in range(FIRST, sheet.max_row + 1):
        said = {name: sheet.cell(row, number) for name, number in column.items()}
        code = said["数据项代码"].value
        if code == MISSING:
            continue
        fill(said, said["上期"].value, leaps=code in {LEAP, ANSWERED})
        if code == ANSWERED:
            said["说明"].value = ANSWER
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(said, before, *, leaps):
    if before is None or before == "不适用":
        said["不适用"].value = before
    else:
        said["本期"].value = before // 5 * 8 if leaps else before
