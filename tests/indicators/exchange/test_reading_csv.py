"""csv files in the encodings, with the delimiters and the faults of the world."""

import pytest

from tests.indicators.exchange.opened import codes, opened, problems, shown
from tests.workbooks import table

ROWS = [["地区", "填报期", "数据项", "数值"], ["武汉市", "2020Q4", "养老床位", "1200"]]
EXPECTED = {
    "A1": "地区", "B1": "填报期", "C1": "数据项", "D1": "数值",
    "A2": "武汉市", "B2": "2020Q4", "C2": "养老床位", "D2": "1200",
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_encodings_and_delimiters_are_found_out(encoding, told, delimiter):
    content = table(ROWS, encoding=encoding, delimiter=delimiter)
    assert shown(content, "季报.csv") == {"季报": EXPECTED}
    with opened(content, "季报.csv") as book:
        assert (book.kind, book.encoding, book.delimiter) == ("csv", told, delimiter)


def csv(text: str) -> bytes:
    return text.encode()


def test_excels_own_line_about_the_delimiter():
    assert shown(csv("SEP=|\r\na|b\r\n1,5|2\r\n"), "a.csv")["a"] == {
        "A2": "a", "B2": "b", "A3": "1,5", "B3": "2",
    }  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quotes_hold_delimiters_quotes_and_line_breaks(end):
    content = csv(end.join(["a,b", '"x,y","say ""no"""', f'"1{end}2",3', "last,4"]))
    assert shown(content, "a.csv")["a"] == {
        "A1": "a", "B1": "b", "A2": "x,y", "B2": 'say "no"', "A3": f"1{end}2", "B3": "3",
        "A4": "last", "B4": "4",
    }  # fmt: skip


def test_blank_lines_and_empty_fields_are_no_content():
    content = csv("标题\n\na,b,c,,\n,,\n1,,3\n , \u3000,\n4,5,6,,,\n")
    with opened(content, "a.csv") as book:
        rows = [(row.number, row.columns()) for row in book.sheets[0].rows()]
    assert rows == [(1, [1]), (3, [1, 2, 3]), (5, [1, 3]), (7, [1, 2, 3])]


def test_title_rows_may_be_shorter_than_the_header():
    content = csv(
        "湖北省，民政，报表\n单位：人,制表：甲\n地区,填报期,数据项,数值\n武汉市,2020Q4,床位,1\n"
    )
    assert shown(content, "a.csv")["a"]["D4"] == "1"


def test_ragged_rows_are_all_named():
    content = csv(
        "地区,填报期,数据项,数值\n武汉市,2020Q4,床位,1,234\n黄石市,2020Q4,床位,5\n宜昌市,2020Q4\n"
    )
    found = [(p.code, p.sheet, p.row, p.message) for p in problems(content, "a.csv")]
    assert found == [
        ("ragged", "a", 2, "这一行有 5 个字段，表头有 4 个"),
        ("ragged", "a", 4, "这一行有 2 个字段，表头有 4 个"),
    ]
    assert problems(content, "a.csv")[0].sentence() == (
        "工作表「a」第2行：这一行有 5 个字段，表头有 4 个。当前内容：「武汉市,2020Q4,床位,1,234」。"
        "改法：含有分隔符的字段加上引号，缺少的字段补齐。"
    )


def test_a_thousand_ragged_rows_are_enough():
    assert len(codes(csv("a,b\n" + "1,2,3\n" * 5000), "a.csv")) == 1000


@pytest.mark.parametrize(
    ("content", "code", "row", "message"),
    [
        (csv('a,b\n1,2\n"3,4\n5,6\n'), "unclosed_quote", 3, "第 3 行开始的引号没有结束"),
        (
            csv('a,b\n"x\ny",2\n"3,4\n'),
            "unclosed_quote",
            3,
            "第 4 行开始的引号没有结束",
        ),
        (
            csv('a,b\n"3"x,4\n'),
            "misplaced_quote",
            2,
            "第 2 行带引号的字段之后没有分隔符",
        ),
        (csv("a,b\n1,\0\n"), "nul", 2, "第 2 行含有 NUL 字符"),
        ("a,b\n1,2\n".encode("utf-16-le"), "nul", 1, "第 1 行含有 NUL 字符"),
        ("a,b\n1,2\n".encode("utf-32"), "nul", 1, "第 1 行含有 NUL 字符"),
        (
            csv(f"a,b\n1,2\n{'x' * 200_000},4\n"),
            "long_field",
            3,
            "字段有 200000 个字符，超过 32767 个",
        ),
    ],
)
def test_a_broken_file_names_the_row(content, code, row, message):
    [problem] = problems(content, "a.csv")
    assert (problem.code, problem.row, problem.message) == (code, row, message)


MIXED = "地区,数值\n武汉市,1\n"


@pytest.mark.parametrize(
    ("content", "line", "byte", "encoding"),
    [
        (MIXED.encode() + "黄石市,2\n".encode("gbk"), 3, 1, "UTF-8"),
        (MIXED.encode() + b"3,\xff\n", 3, 3, "UTF-8"),
        (MIXED.encode() + "宜昌,4\n十堰市,".encode("gbk"), 3, 1, "UTF-8"),
        (MIXED.encode("gbk") + "黄石市,2\n".encode(), 3, 1, "GB18030"),
        (MIXED.encode("gbk") + b"3," + "黄石".encode() + b"\n", 3, 3, "GB18030"),
        (MIXED.encode("gbk") + b"3,\xff\n", 3, 3, "GB18030"),
        (b"\xef\xbb\xbf" + MIXED.encode() + "黄石市\n".encode("gbk"), 3, 1, "UTF-8"),
        (b"\xff\xfe" + MIXED.encode("utf-16-le") + b"1\x00\x00\xd8\n\x00", 3, 3, "UTF-16-LE"),
        (b"\xfe\xff" + MIXED.encode("utf-16-be") + b"\x00", 3, 1, "UTF-16-BE"),
        (b"\xff", 1, 1, "GB18030"),
    ],
)
def test_a_mixture_of_encodings_names_line_and_byte(content, line, byte, encoding):
    [problem] = problems(content, "a.csv")
    assert (problem.code, problem.row, problem.message) == (
        "broken_encoding",
        line,
        f"第 {line} 行从第 {byte} 个字节起不是 {encoding} 编码，与其余部分不同",
    )


def test_a_csv_under_another_name_is_refused():
    assert codes(table(ROWS), "a.txt") == ["unknown_extension"]
    assert codes(b"", "a.csv") == ["empty_file"]
    assert codes(b"\r\n,,\r\n", "a.csv") == ["no_content"]


def test_a_header_alone_is_content():
    assert shown(table(ROWS[:1]), "a.csv")["a"]["D1"] == "数值"


def test_no_name_of_the_plan_looks_like_a_mixture():
    """The names of the regions and measures, in GB18030, are not taken for UTF-8."""
    from indicators.exchange.parser.encoding import decoded
    from tests.sources import ROOT

    for path in sorted((ROOT / "fixtures" / "plan").glob("*.csv")):
        text = path.read_text(encoding="utf-8-sig")
        assert decoded(text.encode("gb18030")) == (text, "gb18030")
