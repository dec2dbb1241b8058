"""The real graph, examined and built once for all tests over it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.examination import Examination, examine
from carec_kg.config import Content, find_content
from carec_kg.session.knowledge_graph import KnowledgeGraph, open_graph

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def content() -> Content:
    return find_content()


@pytest.fixture(scope="session")
def examination(content: Content) -> Examination:
    steps: list[str] = []
    return examine(content, steps.append)


def shared_home(factory: pytest.TempPathFactory) -> Path:
    """Return the folder for snapshots that all processes of a test run share: who comes first builds, others wait."""
    base = factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "home"
    home.mkdir(exist_ok=True)
    return home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_home(tmp_path_factory)


@pytest.fixture(scope="session")
def graph(content: Content, home: Path) -> KnowledgeGraph:
    return open_graph(content=content, home=home)
