"""OWL 2 RL: rules, closure, proofs."""
