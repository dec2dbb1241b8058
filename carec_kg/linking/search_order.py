"""Which results of a search come first: by how a query fits, then by what people look for, then by likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.linking.search_model import FITS, KIND_ORDER

if TYPE_CHECKING:
    from carec_kg.linking.search_model import Hit

#: Fits from which on the better score counts more than the kind, and those that are as good as each other but for
#: the kind: a thing that has all words in its name comes before a figure or a reading whose name begins with them.
_LOOSE = FITS.index("near")
_WITHIN = {FITS.index("beginning"), FITS.index("words")}
#: Kinds from this one on, and those without a place in the order, are told of things rather than things themselves.
_TOLD = KIND_ORDER.index("milestone")
#: Score from which a query is nearly the whole name.
_NEARLY_WHOLE = 0.85


def order_of(hit: Hit) -> tuple[int, bool, int, bool, float, int, str]:
    """Return what sorts hits, the best first."""
    kind = KIND_ORDER.index(hit.entry.kind) if hit.entry.kind in KIND_ORDER else len(KIND_ORDER)
    fit = FITS.index(hit.fit)
    if fit >= _LOOSE:
        return (fit, False, 0, False, -hit.score, kind, hit.entry.iri)
    tier = min(_WITHIN) if fit in _WITHIN else fit
    told = fit in _WITHIN and kind >= _TOLD
    return (tier, told, fit, hit.score < _NEARLY_WHOLE, kind, int(-1000 * hit.score), hit.entry.iri)
