"""A host, a screen and players in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from several_workers import RedisServer, need_redis

from .conftest import RIGHT, Balancer, Person, Server

pytest.importorskip("playwright", reason="Playwright is not installed")
from axe_playwright_python.sync_playwright import Axe

Serve = Callable[..., Server]
People = Callable[..., Person]


def begin(serve: Serve, people: People, *names: str) -> tuple[Server, Person, list[Person]]:
    """A room in which these have joined, and the host has started the game."""
    server = serve()
    host = people(server.host_page, width=768, height=1024)
    players = [people(server.room).join(name) for name in names]
    host.sees(f"{len(names)} player")
    host.press("#main")
    return server, host, players


def next_question(host: Person) -> None:
    host.sees("Next question")
    host.press("#main")


def test_a_whole_game(serve: Serve, people: People) -> None:
    server, host, (ada, ben, cem) = begin(serve, people, "Ada", "Ben", "Cem")
    screen = people(f"{server.room}/screen", width=1920, height=1080)
    for player, given in ((ada, ""), (ben, ""), (cem, "Mombasa")):
        player.answer(given)
    for player, told in ((ada, "Right!"), (ben, "Right!"), (cem, "Wrong")):
        player.sees(told)
        player.sees("The answer")
    screen.sees("Mombasa")
    next_question(host)

    ada.page.reload()  # in the middle of a question
    ada.answer()
    ada.sees("Right!")
    cem.page.close()  # the phone goes to sleep, and comes back on another socket
    cem.page = cem.context.new_page()
    cem.page.goto(server.room)
    cem.answer()
    ben.press("#pass")
    next_question(host)

    for player in (ada, ben, cem):
        player.answer()
    next_question(host)
    ada.sees("Place 1 of 3 · 3 points")
    ben.sees("Place 2 of 3 · 2 points")
    cem.sees("Place 2 of 3 · 2 points")
    screen.sees("3 points")


def test_who_is_alone_may_close_the_page_and_come_back(serve: Serve, people: People) -> None:
    server, host, (ada,) = begin(serve, people, "Ada")
    ada.page.close()
    ada.page = ada.context.new_page()
    ada.page.goto(server.room)
    ada.answer()
    ada.sees("Right!")
    next_question(host)
    assert not host.page.is_visible("#notice")  # nothing was refused


@pytest.mark.slow
def test_a_killed_server_loses_nothing(serve: Serve, people: People) -> None:
    server, host, (ada, ben) = begin(serve, people, "Ada", "Ben")
    ada.answer()
    ada.sees("Right!")
    server.kill()
    ada.sees("This page tries again by itself.")
    again = serve("--room", server.code, port=server.port)
    assert again.code == server.code
    ben.answer()
    ben.sees("The answer")
    next_question(host)
    for player in (ada, ben):
        player.sees("Question 2 of 3")
        assert player.page.inner_text("#points") == "1 point"


@pytest.mark.slow
def test_one_yes_counts_for_all_who_said_the_same(serve: Serve, people: People) -> None:
    _, host, (ada, ben, cem) = begin(serve, people, "Ada", "Ben", "Cem")
    for player, given in ((ada, "Unguja"), (ben, "unguja!"), (cem, "Mombasa")):
        player.answer(given)
    ada.press("#protest")
    host.sees("“Unguja”")
    host.press("#protests button.main")
    for player in (ada, ben):
        player.sees("you were right")
        player.page.wait_for_selector("#points:text-is('1 point')")
    assert cem.page.inner_text("#points") == "0 points"


def test_no_answer_goes_over_the_wire_while_its_question_is_open(serve: Serve, people: People) -> None:
    server, host, (ada, ben) = begin(serve, people, "Ada", "Ben")
    screen = people(f"{server.room}/screen")
    right = ada.answer()
    ada.sees("Right!")
    screen.sees("of 2 have answered")
    for person in (screen, host, ben):
        assert len(person.heard) > 5
        assert [text for text in person.heard if any(answer[1:] in text for answer in RIGHT.values())] == []
    assert not any('"correct"' in text for text in (*screen.heard, *ben.heard))
    ben.answer("Mombasa")
    screen.sees(right)


@pytest.mark.slow
def test_two_tabs_are_one_player(serve: Serve, people: People) -> None:
    server, host, (ada,) = begin(serve, people, "Ada")
    other = ada.context.new_page()
    other.goto(server.room)
    other.wait_for_selector("#answer:not([hidden])")
    ada.answer()
    other.wait_for_selector("text=The answer")
    host.sees("1 player")


@pytest.mark.parametrize("view", ["", "/screen", "/host"])
def test_a_page_is_small_and_has_few_requests(serve: Serve, people: People, view: str) -> None:
    server = serve()
    person = people(f"{server.room}{view}")
    person.page.wait_for_load_state("networkidle")
    loaded = [url for url in person.requests if not url.endswith((".svg", "/socket"))]
    assert len(loaded) <= 4
    assert all(url.startswith(server.address) for url in person.requests)


def test_all_pages_together_are_small() -> None:
    from quizzer.web.page_templates import FOLDER

    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 60_000


@pytest.mark.slow
def test_one_of_two_workers_dies(serve: Serve, people: People, tmp_path: Path) -> None:
    need_redis()
    with ExitStack() as ends:
        redis = RedisServer(tmp_path)
        ends.callback(redis.stop)
        first = serve("harbours.yaml", "-n", 3, "--store", redis.url)
        second = serve("--room", first.code, "--store", redis.url)
        both = Balancer(first.port, second.port)
        ends.callback(both.close)
        address = f"http://127.0.0.1:{both.port}/{first.code}"
        host = people(f"{address}/host#{first.host_page.partition('#')[2]}")
        ada, ben = people(address).join("Ada"), people(address).join("Ben")
        host.press("#main")
        ada.answer()
        ada.sees("Right!")
        first.kill()
        ben.answer("Mombasa")
        ben.sees("The answer")
        next_question(host)
        for player, points in ((ada, "2 points"), (ben, "1 point")):
            player.sees("Question 2 of 3")
            player.answer()
            player.page.wait_for_selector(f"#points:text-is('{points}')")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_view(serve: Serve, people: People, scheme: str) -> None:
    still = {"color_scheme": scheme, "reduced_motion": "reduce"}
    server = serve("harbours.yaml", "-n", 2, "--seconds", 600)
    host, ada = people(server.host_page, **still), people(server.room, **still)
    ben, screen = people(server.room, **still), people(f"{server.room}/screen", width=1280, height=720, **still)
    views = {"host": host, "player": ada, "screen": screen, "door": people(server.address, **still)}

    def look(moment: str) -> None:
        for view, person in views.items():
            found = Axe().run(person.page)
            assert found.violations_count == 0, f"{moment}, {view}: {found.generate_report()}"

    look("before joining")
    ada.join("Ada")
    ben.join("Ben")
    host.sees("2 players")
    host.page.click("#people button")
    look("lobby")
    host.press("#main")
    for _ in range(2):
        ada.answer("Mombasa")
        ada.sees("Wrong")
        screen.sees("of 2 have answered")
        look("question")
        ben.answer()
        screen.page.wait_for_selector("#reveal:not([hidden])")
        ada.press("#protest")
        host.sees("“Mombasa”")
        look("reveal")
        next_question(host)
    screen.page.wait_for_selector("#end:not([hidden])")
    look("end")


def test_a_player_needs_no_mouse_and_hears_what_happens(serve: Serve, people: People) -> None:
    server = serve()
    host, ada = people(server.host_page), people(server.room)
    ada.page.focus("#name")
    ada.page.keyboard.type("Ada")
    ada.page.keyboard.press("Enter")
    ada.page.wait_for_selector("#join", state="hidden")
    host.sees("1 player")
    host.page.focus("#main")
    host.page.keyboard.press("Enter")
    ada.page.wait_for_selector("#answer:not([hidden])")
    question = ada.page.inner_text("#question .text")
    assert ada.page.inner_text("#live") == question
    ada.page.focus("#given")
    ada.page.keyboard.type(RIGHT[question])
    ada.page.keyboard.press("Enter")
    ada.page.wait_for_selector(f"#live:has-text('{RIGHT[question]}')", state="attached")


def test_what_a_stranger_writes_is_text(serve: Serve, people: People, tmp_path: Path) -> None:
    hostile = "<script>document.title='gone'</script>\u202e<img src=x onerror=alert(1)>" + "w" * 3900
    bank = {"title": "<b>Bold</b>", "questions": [{"id": "x", "ask": hostile, "answer": "One"}]}
    (tmp_path / "hostile.yaml").write_text(json.dumps(bank), encoding="utf-8")
    server = serve("hostile.yaml", "-n", 1)
    host = people(server.host_page)
    ada = people(server.room).join("<i>Ada</i>")
    host.press("#main")
    ada.page.wait_for_selector("#question .text")
    assert "<script>" in ada.page.inner_text("#question .text")
    host.page.wait_for_selector("#people li")
    assert "<i>Ada</i>" in host.page.inner_text("#people")
    for person in (host, ada):
        assert person.page.locator("#question img, #question script, #people i").count() == 0
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "gone" not in ada.page.title()


def test_german_browsers_read_german(serve: Serve, browser: Any) -> None:
    server = serve()
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(server.room)
    page.wait_for_selector("text=Dein Name")
    assert page.get_attribute("html", "lang") == "de"
    context.close()
