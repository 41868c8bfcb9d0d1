"""The child process that marks the problems in a person's own workbook.

Formats, widths, validation and formulas stay, which takes openpyxl; and that is not safe alone with
a foreign file. So it works here, under the limits under which such a file is read. No Django.
"""
