"""A text adventure whose door opens to who knows films. `python text_adventure.py BANK`

The game at the door is a room: friends could join it from elsewhere, and it would outlive this program in a file.
"""

import asyncio
import sys

from quizzer import IllegalAction, Outcome, Rules, Session, load_bank
from quizzer.rooms import Rooms, open_store
from quizzer.session import Answer, Hint, HintGiven, Join, Revealed, Ruled, Start

ROOMS = {
    "foyer": ("You stand in the foyer of an old cinema. A door leads north.", {"north": "hall"}),
    "hall": ("The hall is dark, and the film begins. You have made it.", {}),
}


async def ask_at_the_door(rooms, bank, seed: int, say=print, hear=input) -> bool:
    """Whether the player gets past the voice at the door: one question, two tries, hints for the asking."""
    scored = [question for question in bank.questions if not question.is_open_gap]
    session = Session(scored, Rules.preset("classic", questions=1, tries=2), seed=seed, canon=bank.canon)
    await rooms.create(f"door {seed}", session)
    async with rooms.watch(f"door {seed}") as room:
        await room.send(Join("you"))
        asked = (await room.send(Start()))[-1]
        say(f"A voice behind the door: “{asked.text}” (You may ask for a hint.)")
        while room.session.phase == "asking":
            line = await asyncio.to_thread(hear, "? ")
            try:
                events = await room.send(Hint("you") if line == "hint" else Answer("you", line))
            except IllegalAction as refusal:
                say(f"The voice coughs: {refusal}.")
                continue
            for event in events:
                if isinstance(event, HintGiven):
                    say(f"The voice whispers: {event.text}")
                elif isinstance(event, Ruled):
                    say(f"“{'Enter' if event.outcome is Outcome.CORRECT else 'No'}… {event.message}”")
                elif isinstance(event, Revealed):
                    say(f"“It is {event.answer}.”")
        return room.session.standings()[0].right == 1


async def play(bank, say=print, hear=input) -> None:
    """Walk from the foyer to the film."""
    place, knocks = "foyer", 0
    async with open_store("memory:") as store, Rooms(store) as rooms:
        while ROOMS[place][1]:
            say(ROOMS[place][0])
            way = hear("> ").removeprefix("go ")
            if way not in ROOMS[place][1]:
                say("There is no way.")
            elif await ask_at_the_door(rooms, bank, knocks := knocks + 1, say, hear):
                place = ROOMS[place][1][way]
            else:
                say("The door stays shut.")
    say(ROOMS[place][0])


if __name__ == "__main__":
    asyncio.run(play(load_bank(sys.argv[1])))
