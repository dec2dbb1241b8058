"""Tests of texts, passages and what they mention."""
