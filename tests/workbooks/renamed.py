"""Files that are something else than an .xlsx workbook, whatever they are called."""

from tests.workbooks.cells import Sheet
from tests.workbooks.package import content_types, package, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [["地区", "填报期", "数据项", "数值"], ["武汉市", "2020Q4", "各类养老床位数", 1]]


def ole(*streams: str) -> bytes:
    """A compound file that names these streams."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0").ljust(128, b"\0") for name in streams
    )
    return (OLE + b"\0" * 504 + entries).ljust(4096, b"\0")


def old_excel() -> bytes:
    return ole("Root Entry", "Workbook")


def encrypted() -> bytes:
    return ole("Root Entry", "EncryptionInfo", "EncryptedPackage")


def encrypted_members() -> bytes:
    """Encrypted by zip instead of by Excel."""
    content = bytearray(workbook(ROWS))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(signature, start)) >= 0:
            content[start + offset] |= 1
            start += 4
    return bytes(content)


def with_macros() -> bytes:
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return workbook(
        ROWS,
        changed={"[Content_Types].xml": content_types(1, main), "xl/vbaProject.bin": ole("VBA")},
    )


def with_hidden_macros() -> bytes:
    """Declared as a plain workbook."""
    return workbook(ROWS, changed={"xl/vbaProject.bin": ole("VBA")})


def truncated(share: float = 0.6) -> bytes:
    content = workbook(ROWS)
    return content[: int(len(content) * share)]


def damaged_member() -> bytes:
    """The directory is in order, a part is not."""
    content = bytearray(workbook(ROWS * 50))
    start = content.find(b"sheet1.xml") + 40
    content[start : start + 60] = b"\0" * 60
    return bytes(content)


def opendocument() -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind.encode(), "content.xml": b"<office:document-content/>"})


def word() -> bytes:
    kinds = content_types(0, "application/vnd.openxmlformats-officedocument.wordprocessingml")
    return zipped({"[Content_Types].xml": kinds.encode(), "word/document.xml": b"<w:document/>"})


def binary_workbook() -> bytes:
    return workbook(ROWS, changed={"xl/workbook.bin": b"\x83\x01"})


def plain_zip() -> bytes:
    return zipped({"readme.txt": b"nothing"})


def other_package() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>"})


def html() -> bytes:
    return b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table></html>"


def xml_2003() -> bytes:
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def without_a_sheet_part() -> bytes:
    return workbook(ROWS, changed={"xl/worksheets/sheet1.xml": None})


def without_a_relation() -> bytes:
    return workbook(ROWS, changed={"xl/_rels/workbook.xml.rels": None})


def two_parts_of_one_name() -> bytes:
    parts = package({"数据": Sheet(ROWS)})
    return zipped(parts, {"xl/Workbook.xml": parts["xl/workbook.xml"]})
