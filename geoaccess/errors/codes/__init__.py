"""The notice codes, a module per part of the work."""
