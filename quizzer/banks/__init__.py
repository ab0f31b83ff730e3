"""Banks that are played: what can be asked from them, which questions a game gets, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.banks.bank import Bank
    from quizzer.banks.checks.inspection import check_bank
    from quizzer.banks.loading import load_bank
    from quizzer.banks.shipped import shipped_banks

# Names load when first used: a game out of a cached bank reads no YAML.
_HOMES = {"bank": "Bank", "checks.inspection": "check_bank", "loading": "load_bank", "shipped": "shipped_banks"}

__all__ = ["Bank", "check_bank", "load_bank", "shipped_banks"]

__getattr__, __dir__ = lazily(__name__, _HOMES)
