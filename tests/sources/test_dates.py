from __future__ import annotations

from datetime import date

import pytest

from carec_kg.sources.dates import find_dates
from carec_kg.sources.model import Days


def _read(text: str) -> list[tuple[str, Days]]:
    found = []
    for mention in find_dates(text, 0, len(text)):
        assert isinstance(mention.value, Days)
        found.append((mention.words, mention.value))
    return found


def _days(earliest: str = "", latest: str = "", as_of: str = "") -> Days:
    return Days(*(date.fromisoformat(day) if day else None for day in (earliest, latest, as_of)))


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("in 2031, when", "2031", _days("2031-01-01", "2031-12-31")),
        ("a member since 1994", "since 1994", _days("1994-01-01")),
        ("From 2003 to 2019, it", "From 2003 to 2019", _days("2003-01-01", "2019-12-31")),
        ("2003\u20132019", "2003\u20132019", _days("2003-01-01", "2019-12-31")),
        ("in 2003-09", "2003-09", _days("2003-01-01", "2009-12-31")),
        ("2022/23", "2022/23", _days("2022-01-01", "2023-12-31")),
        ("the 1990s", "the 1990s", _days("1990-01-01", "1999-12-31")),
        ("In February 2020, a", "February 2020", _days("2020-02-01", "2020-02-29")),
        ("a Sept. 2021 talk", "Sept. 2021", _days("2021-09-01", "2021-09-30")),
        ("On 4 May 2018", "4 May 2018", _days("2018-05-04", "2018-05-04")),
        ("on May 4th, 2018", "May 4th, 2018", _days("2018-05-04", "2018-05-04")),
        ("on 2018-05-04", "2018-05-04", _days("2018-05-04", "2018-05-04")),
        ("on 4 May-2 June 2018", "4 May-2 June 2018", _days("2018-05-04", "2018-06-02")),
        ("4-6 May 2018", "4-6 May 2018", _days("2018-05-04", "2018-05-06")),
        ("May 4-6, 2018", "May 4-6, 2018", _days("2018-05-04", "2018-05-06")),
        ("May to July 2018", "May to July 2018", _days("2018-05-01", "2018-07-31")),
        (
            "between May 2018 and July 2019",
            "between May 2018 and July 2019",
            _days("2018-05-01", "2019-07-31"),
        ),
        ("the end of 2019", "the end of 2019", _days(as_of="2019-12-31")),
        ("As of the end of 2019, it", "As of the end of 2019", _days(as_of="2019-12-31")),
        ("as of 3 March 2019", "as of 3 March 2019", _days(as_of="2019-03-03")),
        ("the start of June 2019", "the start of June 2019", _days(as_of="2019-06-01")),
        ("by the end of 2019", "by the end of 2019", _days(latest="2019-12-31")),
        ("until June 2019", "until June 2019", _days(latest="2019-06-30")),
        ("up to 2019", "up to 2019", _days(latest="2019-12-31")),
        ("since the early 1990s", "since the early 1990s", _days("1990-01-01")),
        ("mid-2019", "mid-2019", _days("2019-01-01", "2019-12-31")),
        ("before 2019", "before 2019", _days(latest="2018-12-31")),
        ("after 2019", "after 2019", _days("2020-01-01")),
        ("on 5 January", "5 January", Days()),
        ("in May", "May", Days()),
        ("on 30 February 2019", "30 February 2019", Days()),
        ("on 2019-13-40", "2019-13-40", Days()),
    ],
)
def test_a_time_is_read_as_the_days_that_it_can_mean(text: str, words: str, days: Days) -> None:
    assert _read(text) == [(words, days)]


def test_two_months_joined_by_and_are_two_times() -> None:
    assert [words for words, _ in _read("a December 2022 talk and a July 2023 walk")] == ["December 2022", "July 2023"]


@pytest.mark.parametrize(
    "text",
    ["We may go on the march.", "about 2000 people", "1,994 ships", "$2019", "20190", "2019.5", "may", "Marching", ""],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert _read(text) == []
