"""From an answer back to what it rests on: triples, passages, proofs."""
