"""Compiled banks: films in a database file, opened without reading it, questions made when they are drawn."""

from quizzer.banks.compiled.compiled_store import CompiledStore, check_compiled_bank

__all__ = ["CompiledStore", "check_compiled_bank"]
