"""The order of facts on the page of a thing: which group a property stands in, and where. The one place to change it.

Whatever is not named here still shows, under the group ``other``, by its own label.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from carec_kg.iris import expand

#: Groups in the order of the page, each with its properties in order; ``words/en/things.toml`` has their headings.
# fmt: off
_GROUPS: tuple[tuple[str, str], ...] = (
    ("identity", """
        carec:officialName dcterms:title carec:routeName carec:formerRouteName carec:formerName carec:theme
        skos:definition dcterms:description carec:strategyOf carec:corridorOf carec:seriesOf carec:status
        carec:characterizedAs carec:operatingHours skos:notation
        carec:alpha3Code carec:alpha2Code carec:numericCode carec:subdivisionCode carec:unLocode carec:worldBankCode
        carec:naturalEarthId carec:naturalEarthAdm1Code carec:lei carec:isni carec:grid carec:funderId
        carec:iatiIdentifier carec:adbProjectNumber carec:adbFacilityNumber carec:isbn carec:doi
        carec:website carec:webAddress foaf:isPrimaryTopicOf"""),
    ("membership", """
        carec:memberOf carec:participatesIn carec:takesPartIn org:hasMembership carec:hasParticipation
        org:member org:organization org:role carec:participant carec:participationIn
        carec:holder carec:standingKind carec:standingWith carec:secretariat carec:unitOf carec:actsFor"""),
    ("place", """
        carec:locatedIn carec:m49Subregion carec:capital carec:seat carec:headquarters carec:portTown carec:adjoins
        carec:pairedWith carec:implementedIn carec:concernsLocation carec:tookPlaceIn carec:figureLocation
        carec:mostlyIn geo:asWKT carec:positionBasis"""),
    ("routes", """
        carec:definedIn carec:hasSubcorridor carec:subcorridorOf carec:accessRouteOf carec:connects carec:endsAt
        carec:extendedTo carec:passesThrough carec:mapShows carec:prospect
        carec:stopOf carec:stopPosition carec:stopAt carec:stopMode carec:stopCountry"""),
    ("people", """
        carec:pursuedBy carec:ledBy carec:coLedBy carec:someLedBy carec:hostedBy carec:sponsoredBy carec:supportedBy
        carec:fundedBy carec:createdBy carec:issuedBy carec:decidedBy carec:signedBy carec:collaboratesWith
        carec:guestCountry carec:namesActor carec:bringsTogether carec:acrossGroup carec:audience carec:beneficiary"""),
    ("work", """
        carec:mission carec:vision carec:aim carec:effect carec:operationalCluster carec:crossCuttingTheme
        carec:activity carec:means carec:usesInitiative carec:investmentFocus carec:financingModality
        carec:partOfInitiative carec:hasPartInitiative carec:produces carec:feature carec:topic carec:subjectOfStudy
        carec:showcased carec:accompaniedBy carec:expectedFrom
        carec:trendOf carec:indicator carec:direction carec:fromActor carec:toLocation carec:viaLocation
        carec:borderSide"""),
    ("members", """
        carec:groupOf carec:groupMember carec:leavesOut carec:completelyListed carec:subgroupOf carec:relatedTo
        carec:originatesIn carec:sector"""),
    ("figure", """
        carec:measures carec:figureOf carec:value carec:unit carec:qualifier carec:ofWhom carec:amongGroup
        carec:partOfFigure carec:shareNumerator carec:shareDenominator carec:paidBy carec:sectorOfWork carec:outlook
        carec:mode carec:trafficDirection carec:referenceYear carec:reportedIn qb:dataSet"""),
    ("events", """
        carec:earliestDay carec:latestDay carec:asOf carec:precision carec:milestoneOf carec:milestoneKind
        carec:eventKind carec:editionOf carec:during carec:sideEventOf carec:alongside carec:followed
        carec:cameAboutAt carec:publishedAfter"""),
    ("documents", """
        carec:publishedOn carec:listedOn carec:madeFor carec:sharesViewsOf dcterms:language dcterms:license
        dcterms:rights dcterms:creator dcterms:publisher dcterms:created dcterms:modified"""),
    ("reading", """
        carec:readingOf carec:readSubject carec:readProperty carec:readValue carec:likelySameAs carec:disagreesWith
        carec:doubt skos:note"""),
    ("other", ""),
    ("mirrors", """
        schema:location schema:containedInPlace schema:organizer schema:creator schema:funder schema:audience
        geo:sfWithin geo:hasGeometry geo:hasDefaultGeometry org:memberOf org:subOrganizationOf dcterms:subject
        qudt:hasUnit qudt:numericValue"""),
)
# fmt: on
#: Said elsewhere on the page: names, kinds, figures, links to other graphs.
_ELSEWHERE = (
    "rdfs:label",
    "skos:prefLabel",
    "skos:altLabel",
    "rdf:type",
    "carec:hasFigure",
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)  # fmt: skip
#: Properties that say the same from the other end: what is stated there is shown with its passages, not as inferred.
_TURNED = (
    ("carec:hasSubcorridor", "carec:subcorridorOf"), ("carec:hasPartInitiative", "carec:partOfInitiative"),
    ("carec:hasParticipation", "carec:participant"), ("org:hasMembership", "org:member"),
    *((name, name) for name in ("carec:pairedWith", "carec:adjoins", "carec:collaboratesWith", "carec:disagreesWith",
                                "carec:likelySameAs")),
)  # fmt: skip

GROUPS = tuple(name for name, _ in _GROUPS)
ELSEWHERE = frozenset(expand(name) for name in _ELSEWHERE)
#: By a property, the one whose statements in the other direction say the same.
TURNED = MappingProxyType({expand(one): expand(other) for one, other in _TURNED})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a property stands: its group by number, and its rank there."""

    group: int
    rank: int

    @property
    def name(self) -> str:
        """Return the name of the group."""
        return GROUPS[self.group]


_PLACES = {
    expand(name): Place(group, rank)
    for group, (_, names) in enumerate(_GROUPS)
    for rank, name in enumerate(names.split())
}
_OTHER = Place(GROUPS.index("other"), 0)


def place_of(predicate: str) -> Place:
    """Return where a property stands; one that is not named stands under ``other``."""
    return _PLACES.get(predicate, _OTHER)
