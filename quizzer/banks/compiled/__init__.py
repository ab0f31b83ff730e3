"""Compiled banks: films in a database file, opened without reading it, questions made when they are drawn."""

from quizzer.banks.compiled.bank import CompiledBank
from quizzer.banks.compiled.checking import check_compiled_bank
from quizzer.banks.compiled.writing import write_compiled_bank

__all__ = ["CompiledBank", "check_compiled_bank", "write_compiled_bank"]
