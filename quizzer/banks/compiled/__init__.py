"""Compiled banks: films in a database file, opened without reading it, questions made when they are drawn."""

from quizzer.banks.compiled.compiled_store import CompiledStore, check_compiled_bank
from quizzer.banks.compiled.file_writer import write_compiled_bank

__all__ = ["CompiledStore", "check_compiled_bank", "write_compiled_bank"]
