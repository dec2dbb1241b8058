from __future__ import annotations

from pathlib import Path

import pytest

from carec_kg.errors import DataProblem, SyntaxProblem, UnknownName
from carec_kg.saved_queries.catalogue import Catalogue, inspect_catalogue, read_catalogue, read_saved_query

LIBRARY = Path(__file__).parent / "library"
TOP = "#+ title: T\n#+ question: Why?\n#+ description: D.\n#+ tags: a\n"
ASK = TOP + "#+ expect: yes\n\nASK {}\n"


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_queries_are_known_by_the_names_of_their_files(library: Catalogue) -> None:
    assert [query.slug for query in library] == [
        "figures-of-a-thing",
        "is-a-member",
        "names-of-members",
        "things-by-name",
    ]
    assert len(library) == 4
    assert list(library.choices) == ["measures"]
    assert library.find("measures").kind == "select"


def test_text_is_the_query_and_source_the_file(library: Catalogue) -> None:
    query = library.find("is-a-member")
    assert query.text.startswith("PREFIX carec:")
    assert query.source.startswith("#+ title: Is a country")
    assert query.iri == "https://w3id.org/carec-kg/query/is-a-member"
    assert query.path == "library/questions/is-a-member.rq"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("figures-of-a-think", "figures-of-a-thing"), ("Names of Members", "names-of-members"), ("member", "is-a-member")],
)
def test_an_unknown_name_suggests_the_nearest(library: Catalogue, name: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as caught:
        library.find(name)
    assert nearest in caught.value.nearest


def test_a_name_like_none_gets_no_suggestion(library: Catalogue) -> None:
    with pytest.raises(UnknownName) as caught:
        library.find("zzzzzz")
    assert caught.value.nearest == []


def test_a_choice_takes_the_kind_of_the_first_column_of_its_query(tmp_path: Path) -> None:
    column = "#+ column: n (integer) N.\n#+ expect: rows 1\n\nSELECT ?n WHERE { VALUES ?n { 7 } } ORDER BY ?n\n"
    write(tmp_path, "choices/numbers.rq", TOP + column)
    place = "\nASK { VALUES ?n { 7 }  # parameters\n FILTER(?n > 1) }\n"
    place = "\nASK {\n VALUES ?n { 7 }  # parameters\n FILTER(?n > 1) }\n"
    write(
        tmp_path, "questions/q.rq", TOP + "#+ parameter: n (one from numbers, default 7) N.\n#+ expect: yes\n" + place
    )
    assert read_catalogue(tmp_path).find("q").parameters[0].type.kind == "integer"


@pytest.mark.parametrize(
    ("clause", "message"),
    [
        ("one from measurez", "measurez, which is no saved query; did you mean measures"),
        ("one from other", "put it into questions/ or choices/"),
        ("one from measures", "that query needs a first column of type iri"),
    ],
)
def test_choices_come_from_a_query_that_can_give_them(tmp_path: Path, clause: str, message: str) -> None:
    write(tmp_path, "choices/measures.rq", ASK)
    write(tmp_path, "questions/q.rq", TOP + f"#+ parameter: n ({clause}, default x) N.\n#+ expect: yes\n\nASK {{}}\n")
    catalogue, problems = inspect_catalogue(tmp_path)
    assert [str(problem) for problem in problems if message in str(problem)]
    assert "q" not in catalogue.questions


def test_every_problem_is_named_and_the_sound_queries_stay(tmp_path: Path) -> None:
    write(tmp_path, "questions/good.rq", ASK)
    write(tmp_path, "questions/Bad_Name.rq", ASK)
    write(tmp_path, "questions/no-header.rq", "ASK {}\n")
    write(tmp_path, "questions/broken.rq", TOP + "#+ expect: yes\n\nASK {\n  ?a ?b 'x }\n")
    write(tmp_path, "choices/good.rq", ASK)
    (tmp_path / "questions/binary.rq").write_bytes(b"\xff\xfe")
    catalogue, problems = inspect_catalogue(tmp_path)
    assert list(catalogue.questions) == ["good"]
    places = [str(problem).split(": ", 1)[0] for problem in problems]
    root = tmp_path.name
    assert sorted(places) == [
        f"{root}/choices/good.rq:1:1",
        f"{root}/questions/Bad_Name.rq:1:1",
        f"{root}/questions/binary.rq:1:1",
        f"{root}/questions/broken.rq:8:13",
        f"{root}/questions/no-header.rq:1:1",
    ]
    with pytest.raises(DataProblem) as caught:
        read_catalogue(tmp_path)
    assert len(str(caught.value).splitlines()) == len(problems)


def test_files_of_a_snapshot_are_read_the_same_without_inspection(library: Catalogue, tmp_path: Path) -> None:
    assert read_catalogue(LIBRARY, trusted=True) == library
    write(tmp_path, "questions/unsound.rq", TOP + "#+ expect: rows 1\n\nASK {}\n")
    assert "unsound" in read_catalogue(tmp_path, trusted=True).questions
    with pytest.raises(DataProblem, match="an ASK query gives no rows"):
        read_catalogue(tmp_path)


def test_a_folder_without_queries_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert len(read_catalogue(tmp_path)) == 0


@pytest.mark.parametrize(
    ("text", "found"), [("DESCRIBE <http://x>", "a DESCRIBE query"), ("INSERT DATA {}", "no query"), ("", "no query")]
)
def test_only_select_ask_and_construct_are_saved(text: str, found: str) -> None:
    with pytest.raises(SyntaxProblem, match=f"x.rq:5:1: {found} stands below the header"):
        read_saved_query(TOP + text, "x", "x.rq")


def test_a_file_with_carriage_returns_reads_the_same(library: Catalogue) -> None:
    query = library.find("things-by-name")
    read = read_saved_query(query.source.replace("\n", "\r\n"), query.slug, query.path)
    assert (read.title, read.parameters, read.columns, read.expectations) == (
        query.title,
        query.parameters,
        query.columns,
        query.expectations,
    )
