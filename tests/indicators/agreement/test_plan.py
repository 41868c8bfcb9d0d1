"""The plan of these tests leaves nothing out: each rule has its case, and each verdict."""

from tests.indicators.agreement import plan as data
from tests.indicators.agreement.judging import opinion, row
from tests.indicators.agreement.reckoning import asked
from tests.indicators.agreement.writing import VERDICTS


def rows():
    for at in range(1, len(data.PERIODS)):
        for code, promise in data.PROMISES.items():
            alone = promise.aggregation == "single"
            for place in [data.PROVINCE, *([] if alone else (*asked(at), *data.ZONES))]:
                yield row(code, place, at, "official")


def test_every_rule_verdict_source_and_opinion_comes_about():
    found = list(rows())
    assert {one.rule for one in found} == set(range(1, 12))
    assert {one.verdict for one in found} == set(VERDICTS)
    assert {one.baseline_source for one in found} == {"", "stated", "reported", "adopted", "zero"}
    assert {one.target_source for one in found} == {"", "own", "reference", "divided"}
    assert {opinion(one)[1] for one in found} == {
        "", "target_achieved", "on_track", "accelerate", "limited", "deterioration",
    }  # fmt: skip


def test_every_kind_of_promise_is_there():
    kinds = data.PROMISES.values()
    assert {one.aggregation for one in kinds} == {"pooled", "sum", "lowest", "single"}
    assert {one.comparator for one in kinds} == {
        "at_least", "at_most", "rising", "falling", "done",
    }  # fmt: skip
    assert {(one.aggregation, one.cumulative) for one in kinds} >= {("sum", True), ("pooled", True)}
