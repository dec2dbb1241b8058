"""Which language labels come in."""

from __future__ import annotations

import pytest

from carec_kg.web.pages.languages import choose_language, is_fallback


@pytest.mark.parametrize(
    ("asked", "accept", "language"),
    [
        (None, None, "en"),
        ("ru", "zh", "ru"),
        ("de", "zh", "zh"),
        ("zh-Hant", None, "zh"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh"),
        (None, "de, ru;q=0.7, en;q=0.5", "ru"),
        (None, "ru;q=0, *;q=0.1", "en"),
        (None, "zh;q=0.5, en", "en"),
        (None, "de", "en"),
        (None, ",;=;q=x", "en"),
    ],
)
def test_the_address_decides_before_the_header(asked: str | None, accept: str | None, language: str) -> None:
    assert choose_language(asked, accept) == language


def test_a_label_in_another_language_is_a_fallback_and_one_in_none_is_not() -> None:
    assert is_fallback("en", "ru")
    assert not is_fallback("zh-Hans", "zh")
    assert not is_fallback("", "ru")
