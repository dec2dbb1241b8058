from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import ParameterProblem
from carec_kg.graph.answers import Rows
from carec_kg.rdf.terms import Literal
from carec_kg.saved_queries.paging import Paging, add_paging, paginate, read_paging


def rows(count: int, start: int = 0) -> Rows:
    return Rows(("n",), [(Literal(str(number)),) for number in range(start, start + count)])


def test_limit_and_offset_are_read_and_may_be_left_out() -> None:
    assert read_paging({}) == read_paging({"limit": "", "offset": " "}) == Paging(None, 0)
    assert read_paging({"limit": " 50 ", "offset": "100", "year": "2024"}) == Paging(50, 100)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "ten", "1000001", "٣", "1 } #", "9" * 5000])
def test_a_limit_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(
        ParameterProblem, match="Parameter limit takes a whole number from 1 to 1000000, for example '50'"
    ):
        read_paging({"limit": text})


def test_an_offset_below_nothing_is_refused() -> None:
    with pytest.raises(ParameterProblem, match="Parameter offset takes a whole number from 0"):
        read_paging({"offset": "-1"})


def test_paging_stands_on_lines_of_its_own_below_a_comment() -> None:
    assert add_paging("ASK {} # end", Paging(2, 4), ahead=1) == "ASK {} # end\nLIMIT 3\nOFFSET 4\n"
    assert add_paging("ASK {}\n\n", Paging()) == "ASK {}\n"


def test_the_first_page_has_a_next_where_one_row_more_was_found() -> None:
    page = paginate(rows(3), Paging(2))
    assert len(page.rows.rows) == 2
    assert page.relations() == {"next": Paging(2, 2)}


def test_the_last_page_has_no_next() -> None:
    assert paginate(rows(2), Paging(2)).relations() == {}
    assert paginate(rows(1, 4), Paging(2, 4)).relations() == {"first": Paging(2), "prev": Paging(2, 2)}


def test_the_page_before_does_not_repeat_rows() -> None:
    assert paginate(rows(2, 1), Paging(2, 1)).previous == Paging(1, 0)


def test_without_a_limit_everything_is_one_page() -> None:
    page = paginate(rows(7), Paging())
    assert (len(page.rows.rows), page.relations()) == (7, {})
    assert paginate(rows(7, 3), Paging(None, 3)).previous == Paging(3, 0)


@given(st.integers(0, 40), st.integers(1, 12), st.integers(0, 12))
def test_following_the_links_shows_every_row_once(total: int, limit: int, start: int) -> None:
    everything = rows(total)
    paging: Paging | None = Paging(limit, start)
    seen = []
    while paging is not None:
        end = None if paging.limit is None else paging.offset + paging.limit + 1
        page = paginate(Rows(("n",), everything.rows[paging.offset : end]), paging)
        seen += page.rows.rows
        paging = page.next
    assert seen == everything.rows[start:]
