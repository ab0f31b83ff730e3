// The screen that a whole room looks at: the code, the question, who has sent anything, the answers, the podium.

import { about, announce, badge, byId, Connection, fill, label, make, nameOf, runClock, say, shownPoints, textOf } from "./game.js";

/** @typedef {import("../types").Game} Game */
/** @typedef {import("../types").Frame} Frame */
/** @typedef {import("../types").Said} Said */
/** @typedef {import("../types").Standing} Standing */

const MOST_NAMES = 60;
const MOST_ROWS = 8;
const MARKS = { correct: "✓", prompt: "…", incorrect: "✗" };
const TONES = { correct: "right", prompt: "nearly", incorrect: "wrong" };

label();
const connection = new Connection({ role: "onlooker" }, show);

/**
 * @param {Game} game
 * @param {Frame[]} frames
 */
function show(game, frames) {
  const { phase, question, revealed } = game.view;
  const inLobby = phase === "lobby";
  byId("headline").textContent = byId("title").textContent = game.title;
  byId("count").textContent = say("players", { count: game.here });
  byId("lobby").hidden = !inLobby;
  byId("stage").hidden = inLobby || phase === "over";
  byId("stage").className = phase === "explaining" ? "stage told" : "stage";
  showQuestion(game);
  showReveal(game);
  showSide(game);
  fill("end", ...(phase === "over" ? podium(game) : []));
  showCrowd(game);
  for (const frame of frames) {
    if (frame.type === "question_asked" && question) announce(question.text);
    if (frame.type === "revealed") announce(say("answer was", { answer: revealed?.answer || say("nobody knows") }));
  }
}

/** @param {Game} game */
function showQuestion(game) {
  const { phase, question } = game.view;
  if (!question) return fill("question");
  const choices = (question.choices || []).map((choice, at) => make("li", {}, make("b", {}, String.fromCharCode(65 + at)), choice));
  fill(
    "question",
    about(question),
    make("p", { class: "text" }, textOf(question)),
    choices.length && make("ul", { class: "choices" }, ...choices),
    question.hints?.length && make("ul", { class: "hints" }, ...question.hints.map((hint) => make("li", {}, hint))),
    (phase === "buzzed" && question.player) && make("p", { class: "floor" }, badge(nameOf(game, question.player)), nameOf(game, question.player)),
    phase === "paused" && make("p", {}, say("paused")),
  );
}

/** @param {Game} game */
function showReveal(game) {
  const { phase, revealed } = game.view;
  if (phase !== "explaining" || !revealed) return fill("reveal");
  fill(
    "reveal",
    make("p", { class: "faint" }, say(revealed.answer === null ? "nobody knows" : "the answer is")),
    make("p", { class: "answer-told" }, revealed.answer || ""),
    revealed.explanation && make("p", {}, revealed.explanation),
    answers(said(revealed)),
  );
}

/**
 * What was answered, alike answers together, the most frequent first.
 * @param {Frame} revealed
 * @returns {Said[]}
 */
function said(revealed) {
  const right = (/** @type {Said} */ group) => (group.outcome === "correct" && revealed.answer ? { ...group, given: revealed.answer } : group);
  if (revealed.said?.length) return revealed.said.map(right);
  /** @type {Map<string, Said>} */
  const groups = new Map();
  for (const result of revealed.results || []) {
    if (!result.given) continue;
    const key = result.outcome === "correct" ? "correct" : result.given.trim().toLowerCase();
    const group = groups.get(key) || { given: result.given, count: 0, outcome: result.outcome };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()].map(right).sort((one, other) => other.count - one.count);
}

/** @param {Said[]} groups */
function answers(groups) {
  const most = Math.max(...groups.map((group) => group.count));
  return make("ul", { class: "answers" }, ...groups.slice(0, MOST_ROWS).map((group) => {
    const outcome = /** @type {keyof typeof TONES} */ (group.outcome);
    const row = make(
      "li", { class: TONES[outcome] }, make("span", { class: "mark" }, MARKS[outcome] || "·"),
      make("span", { class: "name" }, group.given), make("b", { class: "number" }, `${group.count}`),
    );
    row.style.setProperty("--share", String(group.count / most));
    return row;
  }));
}

/** @param {Game} game */
function showSide(game) {
  const { phase } = game.view;
  const isAsking = ["asking", "ruling"].includes(phase) && game.of > 0;
  fill("sent", ...(isAsking ? [make("b", { class: "number" }, `${game.sent}`), ` ${say("have answered", { sent: "", of: game.of }).trim()}`] : []));
  const tables = phase === "explaining" ? [game.view.teams || [], game.view.standings || []] : [];
  fill("tables", ...tables.filter((rows) => rows.length).map(table));
}

/** @param {Standing[]} rows */
function table(rows) {
  return make("ol", { class: "rows" }, ...rows.slice(0, MOST_ROWS).map((row) => make(
    "li", {}, make("span", { class: "number faint" }, `${row.rank}`), badge(row.name), make("span", { class: "name" }, row.name),
    make("b", { class: "number" }, shownPoints(row.points)),
  )));
}

/** @param {Game} game */
function podium(game) {
  const rows = game.view.teams?.length ? game.view.teams : game.view.standings || [];
  const steps = rows.slice(0, 3).map((row, at) => make(
    "li", { class: `step${at}` }, badge(row.name), make("span", { class: "name" }, row.name),
    make("span", { class: "step" }, make("b", { class: "number" }, `${row.rank}`), make("span", { class: "number" }, say("points", { count: shownPoints(row.points) }))),
  ));
  const nobody = game.unknown.map((one) => make("li", {}, make("span", { class: "name" }, one.text), make("b", {}, one.answer || "?")));
  return [
    make("ol", { class: "podium" }, ...steps),
    make("div", { class: "after" },
      rows.length > 3 && table(rows.slice(3)),
      nobody.length && make("section", { class: "card" }, make("h2", {}, say("what nobody knew")), make("ul", { class: "facts" }, ...nobody))),
  ];
}

/** @param {Game} game */
function showCrowd(game) {
  const { phase, players } = game.view;
  if (!["lobby", "asking", "ruling", "reading", "buzzed"].includes(phase)) return fill("crowd");
  const present = players.filter((one) => one.present !== false);
  const chips = present.slice(0, MOST_NAMES).map((one) => {
    const isDone = one.done && phase !== "lobby";
    const classes = [isDone ? "done" : "", one.away || one.out ? "gone" : ""].join(" ").trim();
    return make("li", { class: classes || undefined }, badge(one.name), one.name, isDone && make("span", { class: "away-from-eyes" }, say("has answered")));
  });
  fill("crowd", ...chips, game.here > MOST_NAMES && make("li", {}, say("and more", { count: game.here - MOST_NAMES })));
}

runClock(connection);
