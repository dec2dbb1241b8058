"""Where somebody may have wanted to go who asked for a page that is not there. No Flask here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from carec_kg.web.pages.gallery import find_nearest, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.saved_queries.catalogue import Catalogue

_MOST = 5
_NEAR_ENOUGH = 70.0
#: Longer paths are no typing errors, and cost time to compare.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page of this server: its words and its path."""

    text: str
    path: str


def suggest_pages(
    path: str, pages: Sequence[Suggestion], catalogue: Catalogue, nearest: Iterable[str] = ()
) -> list[Suggestion]:
    """Return the pages nearest to a path, best first; ``nearest`` names questions that are known to be near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - wanted where nothing fits

    wanted = unquote(path)[:_LONGEST].strip("/")
    questions = [catalogue.questions[name] for name in nearest if name in catalogue.questions]
    paths = {page.path: page.path.strip("/") for page in pages}
    near = process.extract(fold(wanted), paths, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_NEAR_ENOUGH)
    by_path = {page.path: page for page in pages}
    found = [by_path[key] for _, _, key in near]
    if not found or wanted.startswith("queries/"):
        questions += find_nearest(list(catalogue), words_of_path(path))
    asked = [Suggestion(query.question, f"/queries/{query.slug}") for query in questions]
    # The order of the first is the one that counts.
    return list(dict.fromkeys([*asked, *found] if nearest else [*found, *asked]))[:_MOST]


def words_of_path(path: str) -> str:
    """Return the last part of a path as words to search for: ``/page/port/erenhot`` is "erenhot"."""
    last = unquote(path)[:_LONGEST].rstrip("/").rpartition("/")[2]
    return " ".join(re.split(r"[\W_]+", re.sub(r"\.\w{1,6}$", "", last))).strip()
