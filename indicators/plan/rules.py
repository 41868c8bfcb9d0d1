"""Check rules from the plan's files, and what no rule may be, whoever writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.plan.models import CheckRule, Measure, Severity
from regions.loading import rows
from regions.refusals import Invalid

FILE = "rules.csv"
COPIED = ("measure", "operator", "tolerance", "severity", "sentence_zh", "sentence_en")


def load_rules() -> None:
    """Those of the file; one no longer there goes, those that the province made itself stay.

    Whether one is active is the province's choice after the first load.
    """
    measures = Measure.objects.in_bulk(field_name="code")
    codes = [load_rule(row, measures).code for row in rows(FILE)]
    CheckRule.objects.filter(is_stated=True).exclude(code__in=codes).delete()


def load_rule(row: Mapping[str, str], measures: Mapping[str, Measure]) -> CheckRule:
    """A row that makes no rule is refused by its code, with all that is wrong with it."""
    names = [row["measure"], *row["compared"].split("+")]
    unknown = [name for name in names if name not in measures]
    if unknown:
        refuse(row, [_("there is no measure “%(code)s”") % {"code": code} for code in unknown])
    measure, *compared = (measures[name] for name in names)
    rule = CheckRule.objects.filter(code=row["code"]).first() or CheckRule(code=row["code"])
    for name, value in {**{name: row[name] for name in COPIED}, "measure": measure}.items():
        setattr(rule, name, value)
    rule.is_stated = True
    try:
        rule.full_clean()
    except ValidationError as error:
        refuse(row, [f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()])
    refuse(row, faults(rule, compared))
    rule.save()
    rule.compared.set(compared)
    return rule


def refuse(row: Mapping[str, str], wrong: Sequence[str]) -> None:
    if wrong:
        raise Invalid(*(f"{FILE}, {row['code']}: {fault}" for fault in wrong))


def faults(rule: CheckRule, compared: Sequence[Measure]) -> list[str]:
    """What is wrong with a rule whose fields are sound by themselves.

    Hard ones stay within one report, for nobody is to be stopped by what others have entered.
    """
    said = []
    if not compared or rule.measure in compared or len(compared) > len(set(compared)):
        said.append(_("A rule compares a measure with others, each named once."))
    if any(each.scope != rule.measure.scope for each in compared):
        said.append(_("A rule compares numbers of one region, or of the province as one."))
    if rule.severity == Severity.HARD and any(
        each.supplied_by != rule.measure.supplied_by for each in compared
    ):
        said.append(_("A hard rule compares measures of one report; make it soft."))
    return said
