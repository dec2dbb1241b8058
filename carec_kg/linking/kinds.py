"""Kinds of things, roughly, so that a city is not taken for the country of that name."""

from __future__ import annotations

import re
from functools import lru_cache

from carec_kg.iris import ID

#: Words of types, in any table's or vocabulary's spelling, with the kind of ours that they mean. The first that fits.
_WORDS = {
    "port": "border crossing checkpoint",
    "country": "country countries sovereign nation pcl[a-z]* adm0 q6256 q3624078",
    "region": "adm1 admin1 provinces? region oblast state prefecture q35657 q1615742 q10864048",
    "place": """city cities towns? villages? municipality settlement populated ppl[a-z0-9]* capital urban places?
        q515 q486972 q3957 q5119 q1549591 q532 q1637706 q748149""",
    "organization": """organi[sz]ations? company agency institutions? institute university bank government nonprofit
        facility funder q43229 q484652 q4830453 q3918 q31855 q708676""",
}
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{'|'.join(words.split())})\b")) for kind, words in _WORDS.items())
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
KINDS = tuple(_WORDS)
#: Kinds that fill an area: how far their centres may lie apart, as a multiple of what two points of one town may.
SPREAD = {"country": 40.0, "region": 12.0}

#: Kinds that people live in.
POPULATED = frozenset({"country", "region", "place", "area", "zone", "port"})


@lru_cache(maxsize=4096)
def read_kind(text: str) -> str:
    """Return the kind that a type's name or IRI means, empty where none of ours fits.

    ``PPLC``, ``capital city`` and ``http://www.wikidata.org/entity/Q515`` are places.
    """
    name = re.split(r"[/#]", text.rstrip("/#"))[-1] if "://" in text else text
    words = re.sub(r"[\W_]+", " ", _CAMEL.sub(" ", name)).lower()
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), "")


def kind_of_thing(iri: str) -> str:
    """Return the kind of a thing of ours, which is a part of its IRI; empty for any other IRI."""
    return iri.removeprefix(ID).split("/")[0] if iri.startswith(ID) else ""
