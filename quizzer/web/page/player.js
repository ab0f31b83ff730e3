// The player's page: one hand, a question, an answer, a verdict.

import { about, announce, badge, byId, Connection, fill, keep, kept, label, make, me, nameOf, newSecret, runClock, say,
  shownPoints, textOf } from "./game.js";

/** @typedef {import("../types").Game} Game */
/** @typedef {import("../types").Frame} Frame */

const given = /** @type {HTMLInputElement} */ (byId("given"));
const nameField = /** @type {HTMLInputElement} */ (byId("name"));
const teamField = /** @type {HTMLInputElement} */ (byId("team"));

/** @type {number | null} The question whose typed text has gone out at the end of its time. */
let typedFor = null;
/** @type {string} The question that is on the page, so that a new one begins empty. */
let shown = "";

label();
// A cookie keeps the secret where a browser clears its storage, and the other way round.
const secret = kept("secret") || /(?:^|; )quizzer=(\w+)/.exec(document.cookie)?.[1] || newSecret();
keep("secret", secret);
document.cookie = `quizzer=${secret}; max-age=31536000; path=/; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`;
const connection = new Connection({ role: "player", secret }, show);

byId("join").addEventListener("submit", (event) => {
  event.preventDefault();
  keep("name", nameField.value);
  connection.send({ type: "join", name: nameField.value.trim(), team: teamField.value.trim() });
});

byId("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (given.value.trim()) act("answer", { given: given.value });
});

for (const name of ["buzz", "hint", "pass", "next", "protest"]) byId(name).addEventListener("click", () => act(name));

given.addEventListener("input", () => {
  if (connection.game?.rules.typed) act("typed", { text: given.value });
});

/**
 * Send what the player does, for the question that is on the page.
 * @param {string} type
 * @param {{[field: string]: string}} [fields]
 */
function act(type, fields = {}) {
  const question = connection.game?.view.question;
  const which = type === "protest" || !question ? {} : { question: question.number, part: question.part || 0 };
  connection.send({ type, ...fields, ...which });
}

/**
 * @param {Game} game
 * @param {Frame[]} frames
 */
function show(game, frames) {
  const { view } = game;
  const own = me(game);
  const isIn = Boolean(own && own.present !== false);
  byId("join").hidden = isIn || view.phase === "over";
  byId("who").replaceChildren(...(own && isIn ? [badge(own.name), own.name] : [game.title]));
  byId("points").textContent = own && game.rules.scored !== false ? say("points", { count: shownPoints(own.points) }) : "";
  if (!isIn) return showJoin(game);
  showQuestion(game);
  showAnswer(game);
  showVerdict(game);
  showReveal(game);
  showEnd(game);
  showWait(game);
  for (const frame of frames) speak(game, frame);
}

/** @param {Game} game */
function showJoin(game) {
  byId("game-title").textContent = game.title;
  if (game.view.players.some((one) => one.team)) byId("in-team").setAttribute("open", "");
  if (!nameField.value) nameField.value = kept("name") || "";
  fill("wait", game.notice && make("p", {}, noticeText(game.notice)));
}

/** @param {Game} game */
function showQuestion(game) {
  const { phase, question } = game.view;
  const isOpen = question && ["reading", "asking", "buzzed", "ruling"].includes(phase);
  if (!question || !isOpen) return fill("question");
  const key = `${question.number}.${question.part || 0}`;
  if (shown !== key) {
    shown = key;
    given.value = "";
    document.documentElement.scrollTop = 0;
  }
  fill("question", about(question), make("p", { class: "text" }, textOf(question)), ...hints(question.hints || []));
}

/** @param {string[]} told */
function hints(told) {
  return told.length ? [make("ul", { class: "hints" }, ...told.map((hint) => make("li", {}, hint)))] : [];
}

/** @param {Game} game */
function showAnswer(game) {
  const { question, phase } = game.view;
  const open = mayAnswer(game);
  const choices = open && question?.choices?.length ? question.choices : [];
  byId("answer").hidden = !open || choices.length > 0;
  fill("choices", ...choices.map((choice, at) => make(
    "button", { type: "button", onclick: () => act("answer", { given: choice }) },
    make("b", { "aria-hidden": true }, String.fromCharCode(65 + at)), choice,
  )));
  byId("buzz").hidden = !mayBuzz(game);
  byId("hint").hidden = !open || game.rules.hints === 0;
  byId("pass").hidden = !open && !mayBuzz(game);
  byId("next").hidden = phase !== "explaining" || Boolean(game.rules.host);
  byId("protest").hidden = !canProtest(game);
  byId("more").hidden = ["hint", "pass", "next", "protest"].every((name) => byId(name).hidden);
  byId("dock").hidden = ["answer", "choices", "buzz", "more"].every((name) => byId(name).hidden);
}

/** @param {Game} game */
function canProtest(game) {
  const own = game.view.revealed?.results?.find((/** @type {Frame} */ result) => result.player === game.view.player);
  const outcome = own ? own.outcome : game.verdict?.outcome;
  const isOpen = ["explaining", "over"].includes(game.view.phase);
  return isOpen && outcome === "incorrect" && game.notice?.type !== "protested";
}

/** @param {Game} game */
function showVerdict(game) {
  const { verdict, notice, view } = game;
  const lines = [];
  let tone = "";
  if (notice && view.phase !== "over") lines.push(make("p", { class: "faint" }, noticeText(notice)));
  if (verdict && view.phase !== "explaining" && view.phase !== "over") {
    tone = { correct: "right", prompt: "nearly", incorrect: "wrong" }[String(verdict.outcome)] || "";
    lines.unshift(make("p", { class: "word" }, verdictText(game, verdict)));
    if (verdict.message) lines.push(make("p", {}, verdict.message));
  }
  byId("verdict").className = `card verdict ${tone}`;
  fill("verdict", ...lines);
}

/**
 * @param {Game} game
 * @param {Frame} verdict
 */
function verdictText(game, verdict) {
  const who = verdict.player === game.view.player ? "" : `${nameOf(game, verdict.player)}: `;
  if (verdict.type === "ruled") return who + say(`verdict ${verdict.outcome}`);
  return who + say(verdict.type);
}

/** @param {Frame} notice */
function noticeText(notice) {
  if (notice.type === "protested") return say("protest sent");
  if (notice.type === "ruling_changed") return say(`ruling now ${notice.after}`, { points: shownPoints(notice.points || 0) });
  return notice.message || say("not possible");
}

/** @param {Game} game */
function showReveal(game) {
  const { revealed, phase } = game.view;
  if (!revealed || phase !== "explaining") return fill("reveal");
  const own = revealed.results?.find((/** @type {Frame} */ result) => result.player === game.view.player);
  const tone = { correct: "right", prompt: "wrong", incorrect: "wrong" }[String(own?.outcome)] || "";
  byId("reveal").className = `card verdict ${tone}`;
  const place = game.place;
  fill(
    "reveal",
    make("p", { class: "word" }, say(own?.outcome ? `verdict ${own.outcome === "prompt" ? "incorrect" : own.outcome}` : own?.passed ? "passed" : "no answer")),
    make("p", { class: "faint" }, say(revealed.answer === null ? "nobody knows" : "the answer is")),
    make("p", { class: "answer-told" }, revealed.answer || ""),
    own?.given && make("p", { class: "faint" }, say("you said", { given: own.given })),
    revealed.explanation && make("p", {}, revealed.explanation),
    place && make("p", { class: "place number" }, say("your place", { ...place, count: shownPoints(place.points) })),
  );
}

/** @param {Game} game */
function showEnd(game) {
  if (game.view.phase !== "over") return fill("end");
  const { place } = game;
  const lines = place ? [make("p", { class: "rank number" }, `${place.rank}`), make("p", {}, say("your place", { ...place, count: shownPoints(place.points) }))] : [];
  fill("end", make("h2", {}, say("the end")), ...lines);
}

/** @param {Game} game */
function showWait(game) {
  const { phase, question, player } = game.view;
  const turn = question?.player && question.player !== player ? nameOf(game, question.player) : "";
  const own = me(game);
  let text = "";
  if (phase === "lobby") text = say("wait for start", { count: game.here });
  else if (phase === "paused") text = say("paused");
  else if (phase === "buzzed" && turn) text = say("has the floor", { name: turn });
  else if (phase === "asking" && turn) text = say("turn of", { name: turn });
  else if (phase === "asking" && own?.out) text = say("you are out");
  else if (phase === "asking" && !mayAnswer(game) && game.of) text = say("have answered", { sent: game.sent, of: game.of });
  else if (phase === "explaining" && game.rules.host) text = say("wait for next");
  const head = phase === "lobby" && own ? [badge(own.name), make("p", { class: "name" }, own.name)] : [];
  fill("wait", ...head, text && make("p", {}, text));
}

/**
 * What a screen reader tells of one frame.
 * @param {Game} game
 * @param {Frame} frame
 */
function speak(game, frame) {
  if (frame.type === "question_asked" && frame.text) announce(frame.text);
  else if (frame.type === "ruled" && frame.player === game.view.player) announce(`${say(`verdict ${frame.outcome}`)} ${frame.message || ""}`);
  else if (frame.type === "revealed") announce(say("answer was", { answer: frame.answer || say("nobody knows") }));
  else if (frame.type === "buzzed") announce(say("has the floor", { name: nameOf(game, frame.player) }));
  else if (frame.type === "time_up") announce(say("time is up"));
}

/**
 * Whether this player may answer now. The room decides; the page asks for nothing that it would refuse.
 * @param {Game} game
 */
function mayAnswer(game) {
  const { phase, question } = game.view;
  const own = me(game);
  if (!own || !question || own.done || own.out) return false;
  if (phase === "buzzed") return question.player === own.player;
  if (phase !== "asking") return false;
  if (question.bonus) return question.bonus === own.player || question.bonus === own.team;
  if (game.rules.who === "turns") return question.player === own.player;
  return game.rules.who !== "buzz";
}

/**
 * Whether this player may buzz now.
 * @param {Game} game
 */
function mayBuzz(game) {
  const { phase, question } = game.view;
  const own = me(game);
  const open = phase === "reading" || phase === "asking";
  return Boolean(own && question && game.rules.who === "buzz" && open && !question.bonus && !own.done && !own.out);
}

// What stands typed when the time is over is handed in.
runClock(connection, (game, left) => {
  const number = game.view.question?.number ?? null;
  if (left < 0.05 && mayAnswer(game) && given.value.trim() && typedFor !== number) {
    typedFor = number;
    act("typed", { text: given.value });
  }
});
