"""Readers of other sources about films, one module each: they make `Film`s."""
