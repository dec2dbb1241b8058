"""Drawings: charts, diagrams and maps as SVG, from values alone."""
