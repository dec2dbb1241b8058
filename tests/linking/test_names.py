from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.linking.names import normalise, spell_variants, strip_generic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ürümqi", "urumqi"),
        ("Zamyn-Üüd", "Zamyn Uud"),
        ("Алматы", "Almaty"),
        ("Бишкек", "Bishkek"),
        ("Сайншанд", "Saynshand"),
        ("Ta\u2019if", "Taif"),
        ("The Netherlands", "Netherlands"),
        ("Trade & Commerce", "Trade and Commerce"),
        ("\uff21\uff24\uff22", "adb"),
        ("Bəhrə", "Bahra"),
    ],
)
def test_spellings_of_one_name_come_out_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_chinese_names_stay_as_they_are() -> None:
    assert normalise("二连浩特") == "二连浩特"


@given(st.text())
def test_normalising_twice_changes_nothing_but_a_leading_article(name: str) -> None:
    once = normalise(name)
    assert once == once.strip()
    assert normalise(once) in {once, once.removeprefix("the ")} or not once.isascii()


def test_words_of_kind_are_dropped_only_where_a_name_is_left() -> None:
    assert strip_generic("inner mongolia autonomous region") == "inner mongolia"
    assert strip_generic("kyrgyz republic") == "kyrgyz"
    assert strip_generic("osh city") == ""
    assert strip_generic("almaty") == ""


@pytest.mark.parametrize(
    ("label", "name", "sure"),
    [
        ("Erenhot (Erlian)", "Erenhot", True),
        ("Erenhot (Erlian)", "Erlian", False),
        ("Kashi / Kashgar", "Kashgar", True),
        ("Iran, Islamic Republic of", "Islamic Republic of Iran", True),
        ("Congo, The Democratic Republic of the", "The Democratic Republic of the Congo", True),
    ],
)
def test_a_label_may_hold_several_names(label: str, name: str, sure: bool) -> None:
    assert (name, sure) in set(spell_variants(label))
