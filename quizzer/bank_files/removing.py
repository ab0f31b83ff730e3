"""How a name is taken out of a list in a file, and nothing else."""

from __future__ import annotations

import yaml

from quizzer.bank_files.faults import Fix
from quizzer.bank_files.placing import Stuck, taking_out

__all__ = ["removing"]


def removing(item: yaml.Node | None, owner: yaml.Node, key: str, text: str, done: str) -> Fix | None:
    """The fix that takes an item out of the list under a key of `owner`, the key too if nothing is left of it, or with
    None as the item the key and the whole list.

    None if it is not written simply, or if a comment would go with it: nobody knows what else the comment says.
    """
    if not isinstance(owner, yaml.MappingNode):
        return None
    value = next(value for name, value in owner.value if name.value == key)
    if item is not None and isinstance(value, yaml.SequenceNode) and len(value.value) > 1:
        place = next((number for number, one in enumerate(value.value) if one is item), None)
        edits = Stuck("it is no item of the list") if place is None else taking_out(value, place, text)
    else:
        edits = taking_out(owner, key, text)
    if isinstance(edits, Stuck) or len(edits) != 1:
        return None
    start, end = edits[0].start, edits[0].end
    gone = item or value
    names = text[gone.start_mark.index : gone.end_mark.index]
    commented = "#" in (names if item is None else "") or "#" in text[start:end].replace(names, "")
    return None if commented else Fix(start, end, "", done)
