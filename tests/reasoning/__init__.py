"""Tests of rules, closure, clashes, Skolem names and the profile check."""
