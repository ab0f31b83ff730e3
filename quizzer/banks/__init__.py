"""Banks: their files, what can be asked from them, and which questions a game gets."""

from quizzer.banks.bank import Bank, load_bank
from quizzer.banks.checks import check_bank
from quizzer.banks.faults import Fault
from quizzer.banks.writing import write_bank

__all__ = ["Bank", "Fault", "check_bank", "load_bank", "write_bank"]
