"""Drawings of a report, as inline SVG without scripts: the unit's map and its bars."""
