"""How a name is taken out of a list in a file, and nothing else."""

from __future__ import annotations

import yaml

from quizzer.banks.faults import Fix

__all__ = ["removing"]


def removing(item: yaml.Node, owner: yaml.Node, key: str, text: str, done: str) -> Fix | None:
    """The fix that takes an item out of the list under a key of `owner`, the key too if nothing is left of it.

    None if it is not written simply, or if a comment would go with it.
    """
    if not isinstance(owner, yaml.MappingNode):
        return None
    pair = next(pair for pair in owner.value if pair[0].value == key)
    name, value = pair
    if isinstance(value, yaml.SequenceNode) and len(value.value) > 1 and item in value.value:
        span = _item_in_flow(item, value) if value.flow_style else _whole_lines(item, text, behind="-")
    else:
        last = value.value[-1] if isinstance(value, yaml.SequenceNode) and not value.flow_style else value
        span = _pair_in_flow(pair, owner) if owner.flow_style else _whole_lines(name, text, until=last)
    if span is None or "#" in text[span[0] : span[1]].replace(text[item.start_mark.index : item.end_mark.index], ""):
        return None
    return Fix(*span, "", done)


def _item_in_flow(item: yaml.Node, owner: yaml.SequenceNode) -> tuple[int, int]:
    """From an item to the next, or from the end of the one before it: a comma goes with it."""
    place = next(number for number, one in enumerate(owner.value) if one is item)
    if place + 1 < len(owner.value):
        return item.start_mark.index, owner.value[place + 1].start_mark.index
    return owner.value[place - 1].end_mark.index, item.end_mark.index


def _pair_in_flow(pair: tuple[yaml.Node, yaml.Node], owner: yaml.MappingNode) -> tuple[int, int] | None:
    place = next(number for number, one in enumerate(owner.value) if one is pair)
    if place == 0:
        return None
    return owner.value[place - 1][1].end_mark.index, pair[1].end_mark.index


def _whole_lines(
    first: yaml.Node, text: str, *, until: yaml.Node | None = None, behind: str = ""
) -> tuple[int, int] | None:
    """The lines from one node to another, if nothing else stands on them but the sign that the first stands behind."""
    start = text.rfind("\n", 0, first.start_mark.index) + 1
    end = (until or first).end_mark.index
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    if text[start : first.start_mark.index].strip() != behind or text[end:stop].strip():
        return None
    return start, stop
