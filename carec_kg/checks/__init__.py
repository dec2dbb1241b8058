"""Findings: syntax, shapes, rules, formatting, audit; and their reports."""
