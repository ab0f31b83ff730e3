"""A text adventure whose door opens to who knows films. `python text_adventure.py BANK`"""

import sys

from quizzer import IllegalAction, Outcome, Rules, Session, load_bank
from quizzer.session import Answer, Hint, HintGiven, Join, Revealed, Ruled, Start

ROOMS = {
    "foyer": ("You stand in the foyer of an old cinema. A door leads north.", {"north": "hall"}),
    "hall": ("The hall is dark, and the film begins. You have made it.", {}),
}


def ask_at_the_door(bank, seed: int, say=print, hear=input) -> bool:
    """Whether the player gets past the voice at the door: one question, two tries, hints for the asking."""
    scored = [question for question in bank.questions if not question.is_open_gap]
    session = Session(scored, Rules.preset("classic", questions=1, tries=2), seed=seed, canon=bank.canon)
    session.apply(Join("you"), at=0)
    asked = session.apply(Start(), at=0)[-1]
    say(f"A voice behind the door: “{asked.text}” (You may ask for a hint.)")
    while session.phase == "asking":
        line = hear("? ")
        try:
            events = session.apply(Hint("you") if line == "hint" else Answer("you", line), at=0)
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
    return session.standings()[0].right == 1


def play(bank, say=print, hear=input) -> None:
    """Walk from the foyer to the film."""
    room, knocks = "foyer", 0
    while ROOMS[room][1]:
        say(ROOMS[room][0])
        way = hear("> ").removeprefix("go ")
        if way not in ROOMS[room][1]:
            say("There is no way.")
        elif ask_at_the_door(bank, knocks := knocks + 1, say, hear):
            room = ROOMS[room][1][way]
        else:
            say("The door stays shut.")
    say(ROOMS[room][0])


if __name__ == "__main__":
    play(load_bank(sys.argv[1]))
