"""How near one word is to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions import spelling

words = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=6)

DISTANCES = [
    ("", "", 0),
    ("武汉", "", 2),
    ("黄刚市", "黄冈市", 1),
    ("武昌", "武昌区", 1),
    ("ab", "ba", 2),
]


@pytest.mark.parametrize(("one", "other", "steps"), DISTANCES)
def test_distance_counts_characters_to_change(one, other, steps):
    assert spelling.distance(one, other) == steps


@given(words, words, words)
def test_distance_is_one(one, other, third):
    ways = spelling.distance(one, other) + spelling.distance(other, third)
    assert spelling.distance(one, third) <= ways
    assert spelling.distance(one, other) == spelling.distance(other, one)
    assert (spelling.distance(one, other) == 0) == (one == other)


SOUNDS = [("刚", "冈", True), ("刚", "石", False), ("黄刚", "冈", False), ("㛃", "冈", False)]


@pytest.mark.parametrize(("one", "other", "alike"), SOUNDS)
def test_common_characters_are_compared_by_their_sound(one, other, alike):
    assert spelling.sounds_alike(one, other) is alike


HIDDEN = [
    ("武汉市", ""),
    ("武\u200b汉", "ZERO WIDTH SPACE (U+200B)"),
    ("武汉\u200d", "ZERO WIDTH JOINER (U+200D)"),
    ("\ufeff武汉", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
    ("\u202e武汉", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
    ("武\xa0汉\u3000", ""),
]


@pytest.mark.parametrize(("text", "name"), HIDDEN)
def test_what_hides_in_a_word_is_named(text, name):
    assert spelling.invisible(text) == name


def test_nothing_is_near_to_what_is_far_from_all():
    assert spelling.nearest("上海", ["武汉市", "黄冈市"], at_most=1) == []
