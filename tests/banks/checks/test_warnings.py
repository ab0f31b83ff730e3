"""What is only unwise is a warning at its place."""

from __future__ import annotations

import pytest

from .conftest import Told


def questions(*entries: str) -> str:
    return "questions:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


def films(*entries: str) -> str:
    """A film that has a question, and further ones."""
    further = "".join(f"  - {{{one}}}\n" for one in entries)
    return f"films:\n  - {{title: Tide, year: 1995, directors: Ann Bee}}\n{further}"


def film(line: str) -> str:
    return f"films:\n  - title: Tide\n    year: 1995\n    directors: Ann Bee\n    {line}\n"


TOLD = [
    (questions("ask: Who is Ann Bee?, answer: Ann Bee"),
     "2:18: warning: the answer 'Ann Bee' stands in its own question: ask otherwise, or offer 'choices:'"),
    (questions("ask: Of 12 steps how many?, answer: 12"),
     "2:14: warning: the answer '12' stands in its own question: ask otherwise, or offer 'choices:'"),
    (questions("ask: Which film is Her?, answer: Her, kind: title"),
     "2:25: warning: the answer 'Her' stands in its own question: ask otherwise, or offer 'choices:'"),
    (questions("ask: What did Bee do to it?, answer: Dried it up, accept: [made it dry, did Bee]"),
     "2:78: warning: 'did Bee' is accepted and stands in the question: whoever reads it has the answer"),
    (questions("ask: Which colour?, answer: red, hints: [like blood, it is Red]"),
     "2:59: warning: this hint tells the answer, 'red': hint at it, and leave it to be found"),
    (questions("ask: Which colour?, answer: red, hints: [It is warm, and bright]"),
     "2:59: warning: the comma before 'and bright' ends a hint: if both are one, put it in quotation marks"),
    (questions("ask: Who rings?, answer: Tom Gull, explain: Ann Bee taught him.",
               "ask: Who taught him?, answer: Ann Bee, explain: Tom Gull learnt."),
     "2:50: warning: this tells 'Ann Bee', the answer of the question in line 3: say less, or ask it later"),
    (questions("ask: Who rings?, answer: Tom Gull, explain: Ann Bee taught him.",
               "ask: Who taught him?, answer: Ann Bee", "ask: Who taught Eve?, answer: Ann Bee"),
     "2:50: warning: this tells 'Ann Bee', the answer of the question in line 3 and of 1 more: "
     "say less, or ask it later"),
]  # fmt: skip

TWICE = [
    (questions("ask: Who rings?, answer: Tom Gull", "ask: who rings, answer: Tom Gull"),
     "3:11: warning: the question in line 2 is the same: ask it once"),
    (questions("ask: Who rings?, answer: Tom Gull", "ask: who rings, answer: Ann Bee"),
     "3:11: warning: the question in line 2 is the same, with another answer: ask it once"),
    (questions("ask: Who rings the bell?, answer: Tom Gull", "ask: Who is it that rings a bell?, answer: Tom Gull"),
     "3:11: warning: the question in line 2 asks the same in other words"),
    (films() + questions("ask: Who is the director of “Tide”?, answer: Ann Bee"),
     "4:11: warning: the films' facts make this very question by themselves: take it out here"),
    (films("title: Tide, year: 1995, writers: Cy Dee"),
     "3:13: warning: 'Tide' stands in line 2 already: put what is known of it in one place"),
    (films("title: Tide, writers: Cy Dee"),
     "3:13: warning: 'Tide' stands in line 2 already: if it is another, give both their years"),
    ("films:\n  - {title: Tide, imdb: tt0000001, writers: Cy Dee}\n  - {title: Flut, imdb: tt0000001}\n",
     "3:13: warning: the film in line 2 has the same IMDb id: put both in one place"),
    (films("title: Flut, directors: Jonathan Gull, writers: Jonathon Gull"),
     "3:54: warning: 'Jonathon Gull' is one letter from 'Jonathan Gull' in line 3: "
     "if both are one person, spell them alike"),
    (questions("ask: Who rings?, answer: Katherine Gull, kind: person",
               "ask: Who sings?, answer: Catherine Gull, kind: person"),
     "3:31: warning: 'Catherine Gull' is one letter from 'Katherine Gull' in line 2: "
     "if both are one person, spell them alike"),
    (questions("ask: What rings?, answer: The belfry", "ask: What swings?, answer: The bellfry"),
     "2:32: warning: the referee takes 'The bellfry', the answer of the question in line 3, for this one: "
     "write it under 'reject', or spell them alike"),
]  # fmt: skip

LISTED = [
    (questions("ask: Who?, answer: Ann Bee, kind: person, accept: [ann bee, Queen of Tides]"),
     "2:57: warning: 'ann bee' is the answer itself: take it out"),
    (questions("ask: What?, answer: the sea, accept: [big water, Big Water]"),
     "2:55: warning: 'Big Water' stands here twice: take it out"),
    (questions("ask: Who?, answer: Ann Bee, kind: person, accept: [Bee]"),
     "2:57: warning: 'Bee' is accepted anyway (surname): take it out, unless others are called so too"),
    (questions("ask: Who?, answer: Ann Bee, kind: person, accept: [Tide Queen, the tide queen]"),
     "2:69: warning: 'the tide queen' is accepted anyway: take it out"),
    (questions("ask: How many?, answer: 5, accept: [five]"),
     "2:42: warning: 'five' is accepted anyway: take it out"),
    (questions("ask: Who?, answer: Angelo Badalamenti, kind: person, accept: [badalmenti]"),
     "2:68: warning: 'badalmenti' is accepted anyway (surname, one letter missing): take it out, "
     "unless it is a name of its own"),
    (questions("ask: What?, answer: the lamp, reject: {the Lamp: No.}"),
     "2:45: warning: 'the Lamp' is right by the answer or 'accept', so that this reject is never reached: "
     "take one of them out"),
    (questions("ask: What?, answer: the lamp, prompt: {the Lamp: Which?}"),
     "2:45: warning: 'the Lamp' is right by the answer or 'accept', so that this prompt is never reached: "
     "take one of them out"),
    (questions("ask: What?, answer: the lamp, prompt: {light: Which?}, reject: [light]"),
     "2:45: warning: 'light' stands under 'reject' too, so that this prompt is never reached: take one of them out"),
    (questions("ask: How many?, answer: 5, prompt: [many]"),
     "2:42: warning: this prompt is never reached: answers of kind 'number' are right or wrong, take it out"),
    (questions("ask: How many?, answer: 5, reject: {6: Nearly.}"),
     "2:42: warning: what is to be said to '6' never is: answers of kind 'number' have no words of their own"),
    (questions("ask: What burns?, answer: the lamp, accept: [lantern]",
               "ask: What glows?, answer: Lamp, reject: [The Lantern]"),
     "2:51: warning: 'lantern' is right here and wrong in line 3, for the same answer: let one decide"),
]  # fmt: skip

LONG = [
    (questions(f"ask: What?, answer: {'x' * 101}"),
     "2:26: warning: 101 characters are too many: at most 100 make an answer that somebody types; "
     "name a shorter one under 'accept'"),
    (questions(f"ask: {'x' * 601}, answer: a"),
     "2:11: warning: 601 characters are too many: at most 600 make a question that is read before the time is up"),
    (questions(f"ask: What?, answer: red, hints: [warm, {'x' * 201}]"),
     "2:45: warning: 201 characters are too many: at most 200 make a hint that fits a line or two"),
    (questions(f"ask: What?, answer: red, explain: {'x' * 801}"),
     "2:40: warning: 801 characters are too many: at most 800 make an explanation that is read before the next "
     "question"),
    (film(f"trivia: {'gull ' * 158}in Ostende."),
     "5:13: warning: 801 characters are too many: at most 800 make a sentence that makes questions"),
]  # fmt: skip

UNASKED = [
    (film("trivia: The Tide of tides."),
     "5:13: warning: no question comes of this sentence: mark with [[ ]] what a player is to fill in"),
    (film("trivia: The keeper of the tower did not like the [[tide]] at all that year."),
     "5:13: warning: no question comes of this sentence: it tells what it asks for"),
    (film("trivia: \"The [[keeper]] of the tower fed a gull, and the film's [[Tide]] fed him.\""),
     "5:69: warning: 'Tide' is not asked for: it stands elsewhere in the question, or in the title"),
    (film("trivia: Among all the goats of the [[keepers|keeper]] in Ostende the keeper fed one gull."),
     "5:40: warning: 'keepers' is not asked for: it stands elsewhere in the question, or in the title"),
    (film("trivia: The keeper fed [[gulls|sea birds|gull]] and goats all through the winter."),
     "5:28: warning: 'gull' is accepted anyway (in other words): take it out of the [[ ]]"),
    (film("trivia: The keeper ate [[jello|jelly]] with his goats all through the winter."),
     "5:28: warning: 'jelly' is accepted anyway (one letter wrong): take it out of the [[ ]], "
     "unless it is a name of its own"),
    (film("gaps: {asks: release title}"),
     "5:11: warning: a gap gives no question without its 'country' or its 'language'"),
    (films("title: Ebb, votes: 5"),
     "3:13: warning: no question comes of 'Ebb': tell who directed it, who plays in it, …"),
    ("films:\n  - {title: Tide, writers: Cy Dee}\n  - {title: Ebb, also_known_as: Tide, writers: Cy Dee}\n",
     "2:13: warning: another film here is called 'Tide' too, so that no question comes of this one: give its year"),
    (film("box_office: {budget: \"18,000,000\"}"),
     "5:26: warning: '18,000,000' gives no question without its currency: write it as $18,000,000 or 18,000 EUR"),
    (film("released: {country: US, date: 17 May 1995}"),
     "5:35: warning: '17 May 1995' gives no question while it is written so: write 1995-05-17"),
]  # fmt: skip

ADVICE = [
    (film("also_known_as: {title: Flut, country: de}"),
     "5:43: warning: countries are written in capitals: DE, not 'de'"),
    (film("also_known_as: {title: Flut, language: DE}"),
     "5:44: warning: languages are written in small letters: de, not 'DE'"),
    (film("also_known_as: {title: Flut, language: ger}"), "5:44: warning: German has a shorter code: de, not 'ger'"),
    (film("also_known_as: {title: Flut, language: pt-BR}"),
     "5:44: warning: 'pt-BR' is a variant that no question can name: write pt (Portuguese), "
     "and where it is spoken as the country"),
    (questions("ask: How long?, answer: 2 or 3, kind: number"),
     "2:30: warning: of the numbers in '2 or 3' only the first counts: write one"),
    (questions("ask: When?, answer: 3/4/1995, kind: date"),
     "2:26: warning: '3/4/1995' may be read in two ways, day or month first: write it as 1995-05-17"),
    (questions("ask: Which?, answer: [\"1. 2.\", Jaws]"),
     "2:28: warning: '1. 2.' cannot be named, as commas and \"and\" part the names of a list: "
     "add a name without, [name, other name]"),
    (questions("ask: Which?, answer: gray, choices: [gray, Grey, blue]"),
     "2:49: warning: the referee takes 'Grey' for a choice before it: change one of them"),
    (questions("ask: Which?, answer: red, choices: [Red, blue, green], accept: [crimson, Blue]"),
     "2:79: warning: 'accept' makes the choice 'Blue' right too: take it out of one of them"),
    (questions("ask: Which?, answer: red, choices: [red]"),
     "2:41: warning: a single choice is no choice: add wrong ones"),
    (questions("ask: Who?, answer: Ann Bee, tolerance: 5"),
     "2:45: warning: an answer of kind 'text' has no tolerance: take it out, or change 'kind'"),
    (questions("ask: Who?, answer: Ann Bee, unit: km"),
     "2:40: warning: an answer of kind 'text' has no unit: take it out, or change 'kind'"),
    (questions("ask: Who?, answer: Ann Bee, need: 1"),
     "2:40: warning: only a list has names to need: take it out, or add 'kind: list'"),
    (questions("ask: Which?, answer: [a lamp, a bell], accept: [lantern]"),
     "2:53: warning: a list does not hear 'accept': write other names of an item as a list, [name, other name]"),
    (questions("ask: \"Fill the [[gap]].\", answer: hole"),
     "2:21: warning: [[ ]] is for a film's facts: in a question write _____"),
    (questions("ask: Who?, answer: Ann, category: sountrack"),
     "2:40: warning: no category is called 'sountrack' elsewhere: did you mean 'soundtrack'?"),
    (films() + questions("ask: Who?, answer: Ann, film: Tides"),
     "4:36: warning: the bank has no film 'Tides': did you mean 'Tide'?"),
    (films("title: Flute, directors: Bo Cee") + questions("ask: Who?, answer: Ann, film: Fluet"),
     "5:36: warning: the bank has no film 'Fluet': did you mean 'Flute'?"),
    (film("gaps: {asks: releese title, country: IN}"),
     "5:18: warning: no gap is known that asks 'releese title': did you mean 'release title'?"),
    (film("cast: Bo Cee as the Cook"),
     "5:11: warning: 'Bo Cee as the Cook' is taken for the name of the actor: "
     "write {actor: Bo Cee, character: the Cook}"),
    (film("cast: Bo Cee (The Cook)"),
     "5:11: warning: 'Bo Cee (The Cook)' is taken for the name of the actor: "
     "write {actor: Bo Cee, character: The Cook}"),
    (questions("ask: Who?, answer: Bob or Rob"),
     "2:25: warning: 'Bob or Rob' is one answer, to be given whole: "
     "if either is right, write 'Bob' and put 'Rob' under 'accept'"),
    (questions("ask: Which two?, answer: Bo Cee and Ann Dee"),
     "2:31: warning: 'Bo Cee and Ann Dee' is one answer: if two are wanted, write [Bo Cee, Ann Dee]"),
    (questions("ask: When?, answer: 3/4/1995"),
     "2:26: warning: '3/4/1995' may be read in two ways, day or month first: write it as 1995-05-17"),
    ("license: cc by\n" + questions("ask: Who?, answer: Ann"),
     "1:10: warning: programs know no licence 'cc by': did you mean CC-BY-4.0?"),
    ("questions:\n  - ask: Who wears the red?\n    answer: Number #6\n",
     "3:20: warning: '#6' is a comment and is not read: put the text in quotation marks, or a space after the #"),
    (questions("ask: Who?, answer: Ann, media: www.example.org/x.jpg"),
     "2:37: warning: the address 'www.example.org/x.jpg' does not begin with https://: nobody can open it"),
    (film("aliases: {Ann Bea: Annie}"),
     "5:15: warning: no fact of this film has the name 'Ann Bea': did you mean 'ann bee'?"),
    ("aliases: {Tom Gull: Tommy}\n" + questions("ask: Who?, answer: Ann"),
     "1:11: warning: no fact and no answer here has the name 'Tom Gull': write it as it stands there"),
    (questions("ask: Who?, answer: Ann, source: www.example.org/x"),
     "2:38: warning: the address 'www.example.org/x' does not begin with https://: nobody can open it"),
    (questions("ask: Who?, answer: Ann, source: \"https://example.org/a b\""),
     "2:38: warning: the address 'https://example.org/a b' has a space in it: nobody can open it"),
    (questions(*(f"ask: What is {n} and {n}?, answer: {2 * n}" for n in range(50, 100))),
     "2:11: warning: all 50 questions are of difficulty 3: "
     "give those that everybody knows a 1, and those for fans a 5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), [*TOLD, *TWICE, *LISTED, *LONG, *UNASKED, *ADVICE])
def test_what_is_unwise_is_a_warning_at_its_place(told: Told, text: str, fault: str) -> None:
    assert told(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        questions("ask: Is it red or blue?, answer: red, choices: [red, blue]"),
        questions("ask: What does she call her?, answer: Her, kind: title"),
        questions("ask: Which came first?, answer: 1995, kind: year"),
        questions("ask: Is it red?, answer: yes, explain: Yes", "ask: Is it blue?, answer: yes"),
        questions("ask: Who rings?, answer: Ann Bee, explain: Ann Bee.", "ask: Who sings?, answer: Ann Bee"),
        questions("ask: Which is it?, answer: red, choices: [red, blue]",
                  "ask: Which is it?, answer: green, choices: [green, blue]"),
        questions("ask: Which is it?, answer: red, media: a.jpg", "ask: Which is it?, answer: blue, media: b.jpg"),
        questions("ask: What rings?, answer: The belfry, category: plot",
                  "ask: What swings?, answer: The bellfry, category: cast"),
        questions("ask: What rings?, answer: The belfry, reject: [bellfry]",
                  "ask: What swings?, answer: The bellfry, reject: [belfry]"),
        questions(f"ask: What?, answer: {'x' * 101}, accept: [xx]"),
        questions("ask: What?, answer: the lamp, prompt: {light: Which?}, reject: {candle: No.}"),
        questions("ask: Who?, answer: Ann, category: my_own", "ask: Who not?, answer: Bob, category: my_own"),
        questions("ask: Who?, answer: Ann, source: \"Bee, Tides, p. 12\""),
        questions("ask: Who?, answer: Ann, source: http://example.org/x"),
        questions("ask: Who is Ann?, answer: Ann, draft: yes", "ask: Who?, answer: Bob"),
        films("title: Tide, year: 2003, writers: Cy Dee"),
        films("title: Heat, directors: Bo Cee") + questions("ask: Who?, answer: Ann, film: Neat"),
        film("gaps: {asks: title of the novel, country: IN}"),
        film("cast: {actor: Bo Cee (Junior), character: The Cook}"),
        questions("ask: Which film?, answer: Now or Never, kind: title"),
        questions("ask: Red or blue?, answer: red or blue, choices: [red or blue, neither]"),
        "questions:\n  - ask: Who? # the red one\n    answer: 'Number #6' #well\n    accept: C#\n",
        films("title: Flut, directors: Al Gull, writers: Ali Gull"),
        film("also_known_as: {title: Flut, country: DE, language: wbp}"),
        film("crazy_credits: The gulls are credited as a choir."),
        film("aliases: {Ann Bee: Annie}"),
        "aliases: {ann: Annie}\n" + questions("ask: Who?, answer: Ann"),
        film("trivia: The keeper fed a [[gull|sea bird]] and two goats all through the winter."),
    ],
)  # fmt: skip
def test_what_is_well_is_not_told(told: Told, text: str) -> None:
    assert told(text) == []


def test_the_author_has_the_last_word_on_a_warning_and_none_on_an_error(told: Told) -> None:
    text = (
        "questions:\n  - ask: Who is Ann Bee? # check: ok, that is the joke\n    answer: Ann Bee\n"
        "  - ask: Who is Tom Gull?\n    answer: Tom Gull\n    kind: persn # check: ok\n"
    )
    assert [line.split(":")[0] for line in told(text)] == ["6"]
    assert len(told(text.replace(" # check: ok", ""))) == 2


def test_behind_a_text_of_several_lines_the_comment_stands_on_the_first(told: Told) -> None:
    text = "questions:\n  - ask: >- # check: ok\n      Who is\n      Ann Bee?\n    answer: Ann Bee\n"
    assert told(text) == []
    assert told(text.replace("# check: ok", "# check")) == [
        "4:7: warning: the answer 'Ann Bee' stands in its own question: ask otherwise, or offer 'choices:'"
    ]


def test_a_default_that_a_question_does_not_write_is_not_told_of_its_line(told: Told) -> None:
    assert told("defaults: {category: sountrack}\n" + questions("ask: Who?, answer: Ann")) == []


def test_who_is_only_quoted_has_other_names_and_a_level(told: Told) -> None:
    known = 'last_line: "Tom Gull: The lamp!"\n    quotes: ["Eve Eff: Oh, Bo!"]\n    '
    assert told(film(known + "aliases: {Tom Gull: the keeper}\n    difficulties: {Eve Eff: 4}")) == []


def test_a_film_that_follows_has_other_names_and_a_level_and_so_has_the_year(told: Told) -> None:
    known = "connections: Followed by Ebb (1999)\n    aliases: {Ebb: Low Water}\n    "
    assert told(film(known + 'difficulties: {Ebb: 2, "1995": 4}')) == []


@pytest.mark.parametrize(
    ("people", "fault"),
    [
        ("Bo Cee and Eve Eff", "'Bo Cee and Eve Eff' is one name here: write [Bo Cee, Eve Eff], "
         "unless they go by both together"),
        ("[\"Cee, Bo\"]", "'Cee, Bo' is one name here: write [Cee, Bo], unless they go by both together"),
        ("Bo Cee (novel)", "'Bo Cee (novel)' is asked for with its remark: write 'Bo Cee'"),
        ("unknown", "'unknown' is taken for a name: leave out what you don't know"),
    ],
)  # fmt: skip
def test_people_are_written_one_by_one_and_by_their_names_alone(told: Told, people: str, fault: str) -> None:
    place = "5:15" if people.startswith("[") else "5:14"
    assert told(film(f"writers: {people}")) == [f"{place}: warning: {fault}"]
    assert told(film('writers: ["Bo Cee, Jr.", Bo Cee and the Gulls]')) == []
