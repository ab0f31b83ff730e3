"""Compiled banks: films in a database file, opened without reading it, questions made when they are drawn."""

from quizzer.banks.compiled.store import CompiledBank, check_compiled_bank
from quizzer.banks.compiled.writer import write_compiled_bank

__all__ = ["CompiledBank", "check_compiled_bank", "write_compiled_bank"]
