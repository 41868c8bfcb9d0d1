"""Keys cases: regions, periods and items that are not what they seem."""

from tests.bad_workbooks.made import WUHAN, bad, filled, line, long, row


def at(code, name, period="2018Q3"):
    return row(place=(code, name, period))


def of(code, name):
    return row(item=(code, name), unit="")


KEYS = {
    "unknown region": bad(long(at("", "黄刚市")), ("region_unknown", "B2")),
    "unknown code": bad(long(at("420199", "")), ("region_unknown_code", "B2")),
    "no region": bad(long(at("", "")), ("region_empty", "B2")),
    "zero-width space": bad(long(at("", "武汉\u200b市")), ("region_invisible", "B2")),
    "region's code and name disagree": bad(long(at("420100", "襄阳市")), ("region_disagree", "B2")),
    "another region's row": bad(long(row(), at("420600", "襄阳市")), ("foreign_region", "F3")),
    "the province's row": bad(long(at("420000", "湖北省")), ("foreign_region", "F2")),
    "a county": bad(long(at("420102", "江岸区")), ("foreign_region", "F2")),
    "unknown item": bad(long(of("", "各类养老床数")), ("measure_unknown", "E2")),
    "unknown item code": bad(long(of("ELD_BED", "")), ("measure_unknown", "E2")),
    "no item": bad(long(of("", "")), ("measure_empty", "E2")),
    "item's code and name disagree": bad(
        long(of("ELD_BEDS", "养老机构数")), ("measure_disagree", "E2")
    ),
    "item with a zero-width space": bad(
        filled(line(item=("", "各类养老\u200b床位数"))), ("invisible", "C5")
    ),
    "item not asked": bad(long(row(item=("NPO_4KINDS", ""), unit="个")), ("not_asked", "F2")),
    "no period": bad(long(at(*WUHAN[:2], "")), ("period_empty", "C2")),
    "no such period": bad(long(at(*WUHAN[:2], "三季度")), ("period_unknown", "C2")),
    "period in the future": bad(long(at(*WUHAN[:2], "2020Q4")), ("period_not_open", "C2")),
    "period locked": bad(long(at(*WUHAN[:2], "2017Q3")), ("not_open", "F2")),
    "period closed": bad(long(at(*WUHAN[:2], "2018Q2")), ("not_open", "F2")),
    "the same cell twice": bad(long(row(1), row(1)), ("duplicate", "F3")),
    "the same cell by code and by name": bad(
        long(row(1), row(2, place=("", "武汉", "2018年三季度"), item=("", "各类养老床位数"))),
        ("duplicate", "F3"),
    ),
    "supplied by the province": bad(
        long(row(1711000, item=("POP_60PLUS", ""), unit="人")), ("supplied", "F2")
    ),
    "several at once": bad(
        long(at("", "黄刚市", "三季度"), of("ELD_BED", ""), row("约12")),
        ("period_unknown", "C2"),
        ("region_unknown", "B2"),
        ("measure_unknown", "E3"),
        ("approximate", "F4"),
    ),
}
