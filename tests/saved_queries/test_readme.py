"""The description of the format is run, so that it cannot differ from what is read."""

from __future__ import annotations

import re
from pathlib import Path

from carec_kg.saved_queries.catalogue import read_saved_query
from carec_kg.saved_queries.header import VIEW_ROLES
from carec_kg.saved_queries.inspection import inspect_query
from carec_kg.saved_queries.model import COLUMN_TYPES, RESERVED_NAMES, VALUE_KINDS

README = (Path(__file__).parents[2] / "queries" / "README.md").read_text(encoding="utf-8")


def test_the_example_of_the_readme_is_a_sound_query() -> None:
    example = re.findall(r"```sparql\n(#\+.*?)```", README, re.DOTALL)[0]
    assert inspect_query(read_saved_query(example, "example", "README.md")) == []


def test_the_readme_names_every_type_view_and_reserved_name() -> None:
    words = {*COLUMN_TYPES, *VALUE_KINDS, *VIEW_ROLES, *RESERVED_NAMES}
    assert {word for word in words if f"`{word}`" not in README} == set()


def test_the_readme_names_every_role_of_a_view() -> None:
    rows = {
        kind: line for line in README.splitlines() for kind in VIEW_ROLES if re.match(rf"\| .*`{kind}`.*\|.*\|", line)
    }
    for kind, (needed, possible) in VIEW_ROLES.items():
        for role in (*needed, *possible):
            assert role in rows[kind]
