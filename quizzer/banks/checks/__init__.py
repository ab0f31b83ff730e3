"""What is wrong with a bank: errors, which loading it raises too, and warnings, which only `check_bank` gives.

Each module holds a family of checks, each check a small function. Those of errors are `hand_written` and `film_checks`
in `bank_files`; a new family of warnings is added to the list in `inspection`.
"""
