"""Every component in every state, on one page; there is no such page outside DEBUG."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.assessment import wording
from indicators.dashboard import gallery_examples, navigation
from indicators.dashboard.navigation import Link

LEVELS = (
    (messages.SUCCESS, "武汉市 2018年第4季度 报表已提交。"),
    (messages.INFO, "本期填报将于 2019-01-15 截止，还有 6 天。"),
    (messages.WARNING, "有 2 项数据需要说明后才能提交。"),
    (messages.ERROR, "文件未导入：发现 3 处问题。"),
)


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    for level, text in LEVELS:
        messages.add_message(request, level, text)
    rights = dict.fromkeys(navigation.RIGHTS, True)
    return render(request, "gallery.html", rights | shown(request))


def shown(request: HttpRequest) -> dict[str, Any]:
    return {
        "demonstration": True,
        "time_share": Decimal("0.6"),
        "verdicts": list(wording.VERDICTS),
        "reasons": list(wording.BY_REASON),
        "counts": dict(zip(wording.VERDICTS, (9, 14, 5, 3, 3, 0, 0, 2, 0, 5), strict=True)),
        "statuses": list(wording.STATUSES),
        "filters": gallery_examples.Filters(request.GET),
        "form": gallery_examples.Entry({"name": "", "document": "鄂民政发〔2018〕12号"}),
        "tabs": [Link("表格", "#", True), Link("热力图", "#"), Link("功能区", "#")],
        "page_of_rows": Paginator(range(400), 50).page(3),
        "bars": gallery_examples.BARS,
        "courses": gallery_examples.COURSES,
        "rows": gallery_examples.ROWS,
        "cells": gallery_examples.HEAT,
        "problems": gallery_examples.PROBLEMS,
        "figure": gallery_examples.figure(),
    }
