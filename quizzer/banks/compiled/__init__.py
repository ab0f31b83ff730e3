"""Compiled banks: films in a database file, opened without reading it, questions made when they are drawn."""

from quizzer.banks.compiled.bank import CompiledBank
from quizzer.banks.compiled.file import is_compiled
from quizzer.banks.compiled.writing import write_compiled_bank

__all__ = ["CompiledBank", "is_compiled", "write_compiled_bank"]
