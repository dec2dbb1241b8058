"""Tests of links to other graphs."""
