"""For each rule the smallest graph on which it fires: every premise is needed, and what then follows or clashes."""

from __future__ import annotations

#: A denial, a list of different things and a qualified cardinality take several statements; each is a premise.
_AT_MOST_ONE = ':R owl:maxCardinality "1"^^xsd:nonNegativeInteger .'
_NONE = ':R owl:maxCardinality "0"^^xsd:nonNegativeInteger .'
_AT_MOST_ONE_FROM = ':R owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger .'
_NONE_FROM = ':R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger .'

#: Rule -> the premises, one statement each, and a triple that follows, as ``s p o``.
DERIVING: dict[str, tuple[tuple[str, ...], str]] = {
    "eq-sym": ((":a owl:sameAs :b .",), "b sameAs a"),
    "eq-trans": ((":a owl:sameAs :b .", ":b owl:sameAs :c ."), "a sameAs c"),
    "eq-rep-s": ((":a owl:sameAs :b .", ":a :p :o ."), "b p o"),
    "eq-rep-p": ((":p owl:sameAs :q .", ":a :p :b ."), "a q b"),
    "eq-rep-o": ((":b owl:sameAs :c .", ":a :p :b ."), "a p c"),
    "prp-dom": ((":p rdfs:domain :C .", ":a :p :b ."), "a type C"),
    "prp-rng": ((":p rdfs:range :C .", ":a :p :b ."), "b type C"),
    "prp-fp": ((":p a owl:FunctionalProperty .", ":a :p :b .", ":a :p :c ."), "b sameAs c"),
    "prp-ifp": ((":p a owl:InverseFunctionalProperty .", ":a :p :c .", ":b :p :c ."), "a sameAs b"),
    "prp-symp": ((":p a owl:SymmetricProperty .", ":a :p :b ."), "b p a"),
    "prp-trp": ((":p a owl:TransitiveProperty .", ":a :p :b .", ":b :p :c ."), "a p c"),
    "prp-spo1": ((":p rdfs:subPropertyOf :q .", ":a :p :b ."), "a q b"),
    "prp-spo2": ((":p owl:propertyChainAxiom ( :q :r :s ) .", ":a :q :b .", ":b :r :c .", ":c :s :d ."), "a p d"),
    "prp-eqp1": ((":p owl:equivalentProperty :q .", ":a :p :b ."), "a q b"),
    "prp-eqp2": ((":p owl:equivalentProperty :q .", ":a :q :b ."), "a p b"),
    "prp-inv1": ((":p owl:inverseOf :q .", ":a :p :b ."), "b q a"),
    "prp-inv2": ((":p owl:inverseOf :q .", ":a :q :b ."), "b p a"),
    "prp-key": (
        (":C owl:hasKey ( :p :q ) .", ":a a :C .", ":b a :C .", ":a :p 1 .", ":b :p 1 .", ":a :q 2 .", ":b :q 2 ."),
        "a sameAs b",
    ),
    "cls-int1": ((":C owl:intersectionOf ( :A :B :D ) .", ":a a :A .", ":a a :B .", ":a a :D ."), "a type C"),
    "cls-int2": ((":C owl:intersectionOf ( :A :B ) .", ":a a :C ."), "a type B"),
    "cls-uni": ((":C owl:unionOf ( :A :B ) .", ":a a :B ."), "a type C"),
    "cls-svf1": ((":R owl:someValuesFrom :C .", ":R owl:onProperty :p .", ":a :p :b .", ":b a :C ."), "a type R"),
    "cls-svf1-data": ((":R owl:someValuesFrom xsd:decimal .", ":R owl:onProperty :p .", ":a :p 7 ."), "a type R"),
    "cls-svf2": ((":R owl:someValuesFrom owl:Thing .", ":R owl:onProperty :p .", ":a :p :b ."), "a type R"),
    "cls-avf": ((":R owl:allValuesFrom :C .", ":R owl:onProperty :p .", ":a a :R .", ":a :p :b ."), "b type C"),
    "cls-hv1": ((":R owl:hasValue :v .", ":R owl:onProperty :p .", ":a a :R ."), "a p v"),
    "cls-hv2": ((":R owl:hasValue :v .", ":R owl:onProperty :p .", ":a :p :v ."), "a type R"),
    "cls-maxc2": ((_AT_MOST_ONE, ":R owl:onProperty :p .", ":a a :R .", ":a :p :b .", ":a :p :c ."), "b sameAs c"),
    "cls-maxqc3": (
        (
            *(_AT_MOST_ONE_FROM, ":R owl:onProperty :p .", ":R owl:onClass :C .", ":a a :R ."),
            *(":a :p :b .", ":b a :C .", ":a :p :c .", ":c a :C ."),
        ),
        "b sameAs c",
    ),
    "cls-maxqc4": (
        (
            *(_AT_MOST_ONE_FROM, ":R owl:onProperty :p .", ":R owl:onClass owl:Thing ."),
            *(":a a :R .", ":a :p :b .", ":a :p :c ."),
        ),
        "b sameAs c",
    ),
    "cls-oo": ((":C owl:oneOf ( :a :b ) .",), "b type C"),
    "cax-sco": ((":C rdfs:subClassOf :D .", ":a a :C ."), "a type D"),
    "cax-eqc1": ((":C owl:equivalentClass :D .", ":a a :C ."), "a type D"),
    "cax-eqc2": ((":C owl:equivalentClass :D .", ":a a :D ."), "a type C"),
    "scm-sco": ((":C rdfs:subClassOf :D .", ":D rdfs:subClassOf :E ."), "C subClassOf E"),
    "scm-eqc1": ((":C owl:equivalentClass :D .",), "D subClassOf C"),
    "scm-eqc2": ((":C rdfs:subClassOf :D .", ":D rdfs:subClassOf :C ."), "D equivalentClass C"),
    "scm-spo": ((":p rdfs:subPropertyOf :q .", ":q rdfs:subPropertyOf :r ."), "p subPropertyOf r"),
    "scm-eqp1": ((":p owl:equivalentProperty :q .",), "q subPropertyOf p"),
    "scm-eqp2": ((":p rdfs:subPropertyOf :q .", ":q rdfs:subPropertyOf :p ."), "q equivalentProperty p"),
    "scm-dom1": ((":p rdfs:domain :C .", ":C rdfs:subClassOf :D ."), "p domain D"),
    "scm-dom2": ((":q rdfs:domain :C .", ":p rdfs:subPropertyOf :q ."), "p domain C"),
    "scm-rng1": ((":p rdfs:range :C .", ":C rdfs:subClassOf :D ."), "p range D"),
    "scm-rng2": ((":q rdfs:range :C .", ":p rdfs:subPropertyOf :q ."), "p range C"),
    "scm-hv": (
        (
            *(":R owl:hasValue :v .", ":R owl:onProperty :p .", ":S owl:hasValue :v .", ":S owl:onProperty :q ."),
            ":p rdfs:subPropertyOf :q .",
        ),
        "R subClassOf S",
    ),
    "scm-svf1": (
        (
            *(":R owl:someValuesFrom :C .", ":R owl:onProperty :p .", ":S owl:someValuesFrom :D ."),
            *(":S owl:onProperty :p .", ":C rdfs:subClassOf :D ."),
        ),
        "R subClassOf S",
    ),
    "scm-svf1-thing": (
        (
            *(":C a owl:Class .", ":R owl:someValuesFrom :C .", ":R owl:onProperty :p ."),
            *(":S owl:someValuesFrom owl:Thing .", ":S owl:onProperty :p ."),
        ),
        "R subClassOf S",
    ),
    "scm-svf2": (
        (
            *(":R owl:someValuesFrom :C .", ":R owl:onProperty :p .", ":S owl:someValuesFrom :C ."),
            *(":S owl:onProperty :q .", ":p rdfs:subPropertyOf :q ."),
        ),
        "R subClassOf S",
    ),
    "scm-avf1": (
        (
            *(":R owl:allValuesFrom :C .", ":R owl:onProperty :p .", ":S owl:allValuesFrom :D ."),
            *(":S owl:onProperty :p .", ":C rdfs:subClassOf :D ."),
        ),
        "R subClassOf S",
    ),
    "scm-avf2": (
        (
            *(":R owl:allValuesFrom :C .", ":R owl:onProperty :p .", ":S owl:allValuesFrom :C ."),
            *(":S owl:onProperty :q .", ":p rdfs:subPropertyOf :q ."),
        ),
        "S subClassOf R",
    ),
    "scm-int": ((":C owl:intersectionOf ( :A :B ) .",), "C subClassOf B"),
    "scm-uni": ((":C owl:unionOf ( :A :B ) .",), "B subClassOf C"),
    "scm-cls-same": ((":C owl:sameAs :D .", ":C a owl:Class ."), "C equivalentClass D"),
    "scm-op-same": ((":p owl:sameAs :q .", ":p a owl:ObjectProperty ."), "p equivalentProperty q"),
    "scm-dp-same": ((":p owl:sameAs :q .", ":p a owl:DatatypeProperty ."), "p equivalentProperty q"),
}

#: Rule -> the premises, one statement each, and the sentence of the clash.
CLASHING: dict[str, tuple[tuple[str, ...], str]] = {
    "eq-diff1": (
        (":a owl:sameAs :b .", ":a owl:differentFrom :b ."),
        "<a> is the same as <b> and is stated to be different from it.",
    ),
    "eq-diff2": (
        (":D a owl:AllDifferent .", ":D owl:members ( :a :b :c ) .", ":b owl:sameAs :c ."),
        "<b> is the same as <c>, and both stand in one list of things that are all different.",
    ),
    "eq-diff3": (
        (":D a owl:AllDifferent .", ":D owl:distinctMembers ( :a :b :c ) .", ":a owl:sameAs :c ."),
        "<a> is the same as <c>, and both stand in one list of things that are all different.",
    ),
    "prp-irp": (
        (":p a owl:IrreflexiveProperty .", ":a :p :a ."),
        "<a> is related to itself by <p>, which is irreflexive.",
    ),
    "prp-asyp": (
        (":p a owl:AsymmetricProperty .", ":a :p :b .", ":b :p :a ."),
        "<a> and <b> are related by <p> in both directions, but it is asymmetric.",
    ),
    "prp-pdw": (
        (":p owl:propertyDisjointWith :q .", ":a :p :b .", ":a :q :b ."),
        "<a> has <b> as value of <p> and of <q>, which are disjoint.",
    ),
    "prp-adp": (
        (":D a owl:AllDisjointProperties .", ":D owl:members ( :p :q :r ) .", ":a :p :b .", ":a :r :b ."),
        "<a> has <b> as value of <p> and of <r>, which stand in one list of disjoint properties.",
    ),
    "prp-npa1": (
        (
            *(":D owl:sourceIndividual :a .", ":D owl:assertionProperty :p ."),
            *(":D owl:targetIndividual :b .", ":a :p :b ."),
        ),
        "<a> is related by <p> to <b>, which is denied.",
    ),
    "prp-npa2": (
        (
            *(":D owl:sourceIndividual :a .", ":D owl:assertionProperty :p ."),
            *(':D owl:targetValue "b" .', ':a :p "b" .'),
        ),
        '<a> has the value "b" of <p>, which is denied.',
    ),
    "cls-nothing2": ((":a a owl:Nothing .",), "<a> belongs to owl:Nothing, which has no members."),
    "cls-com": (
        (":C owl:complementOf :D .", ":a a :C .", ":a a :D ."),
        "<a> belongs to <D> and to its complement.",
    ),
    "cls-maxc1": (
        (_NONE, ":R owl:onProperty :p .", ":a a :R .", ":a :p :b ."),
        "<a> has the value <b> of <p>, of which it may have none.",
    ),
    "cls-maxqc1": (
        (
            *(_NONE_FROM, ":R owl:onProperty :p .", ":R owl:onClass :C ."),
            *(":a a :R .", ":a :p :b .", ":b a :C ."),
        ),
        "<a> has the value <b> of <p>, which belongs to <C>, but it may have none from that class.",
    ),
    "cls-maxqc2": (
        (_NONE_FROM, ":R owl:onProperty :p .", ":R owl:onClass owl:Thing .", ":a a :R .", ":a :p :b ."),
        "<a> has the value <b> of <p>, of which it may have none.",
    ),
    "cax-dw": (
        (":C owl:disjointWith :D .", ":a a :C .", ":a a :D ."),
        "<a> belongs to <C> and to <D>, which are disjoint.",
    ),
    "cax-adc": (
        (":E a owl:AllDisjointClasses .", ":E owl:members ( :A :B :C ) .", ":a a :A .", ":a a :C ."),
        "<a> belongs to <A> and to <C>, which stand in one list of disjoint classes.",
    ),
    "dt-not-type": (
        (':a :p "seven"^^xsd:integer .',),
        '<a> has "seven"^^xsd:integer as value of <p>, which is no literal of its datatype.',
    ),
    "dt-not-type-rng": (
        (":p rdfs:range xsd:decimal .", ':a :p "seven" .'),
        '<a> has "seven" as value of <p>, which does not lie in xsd:decimal, the range of the property.',
    ),
    "dt-not-type-avf": (
        (":R owl:allValuesFrom xsd:byte .", ":R owl:onProperty :p .", ":a a :R .", ":a :p 300 ."),
        "<a> has 300 as value of <p>, all of whose values there must lie in xsd:byte.",
    ),
    "dt-diff-fp": (
        (":p a owl:FunctionalProperty .", ':a :p "x" .', ':a :p "y" .'),
        '<a> has "x" and "y" as values of <p>, which is functional.',
    ),
    "dt-diff-maxc2": (
        (_AT_MOST_ONE, ":R owl:onProperty :p .", ":a a :R .", ":a :p 1 .", ":a :p 2 ."),
        "<a> has 1 and 2 as values of <p>, of which it may have at most one.",
    ),
}
