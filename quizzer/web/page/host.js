// The host's page: one large button for what comes next, and everything else at hand.

import { about, announce, badge, byId, code, Connection, fill, keep, kept, label, make, nameOf, runClock, say, shownPoints, textOf } from "./game.js";

/** @typedef {import("../types").Game} Game */
/** @typedef {import("../types").Frame} Frame */
/** @typedef {import("../types").Player} Player */

const MOST_PEOPLE = 200;

/** Whose tools are open. */
let opened = "";

// The key stands behind the address's #, which no server and no log sees; from then on this browser keeps it.
if (location.hash.length > 1) {
  keep(`host ${code}`, location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

label();
const connection = new Connection({ role: "host", secret: kept(`host ${code}`) || "" }, show);

byId("main").addEventListener("click", () => {
  const phase = connection.game?.view.phase;
  if (phase === "lobby") connection.send({ type: "start" });
  else if (phase === "paused") connection.send({ type: "resume" });
  else if (phase === "explaining") act("next");
});
byId("hint").addEventListener("click", () => act("hint"));
byId("skip").addEventListener("click", () => act("skip"));
byId("pause").addEventListener("click", () => connection.send({ type: "pause" }));
byId("undo").addEventListener("click", () => connection.send({ type: "undo" }));
byId("lock").addEventListener("click", () => connection.send({ type: "lock", locked: !connection.game?.locked }));
byId("stop").addEventListener("click", () => confirm(say("end game?")) && connection.send({ type: "stop" }));

/** @param {string} type */
function act(type) {
  const question = connection.game?.view.question;
  connection.send({ type, ...(question ? { question: question.number, part: question.part || 0 } : {}) });
}

/**
 * @param {Game} game
 * @param {Frame[]} frames
 */
function show(game, frames) {
  const { phase, question } = game.view;
  byId("who").textContent = game.title;
  byId("count").textContent = say("players", { count: game.here });
  const links = [make("a", { href: `/${code}`, target: "_blank" }, say("open player")), make("a", { href: `/${code}/screen`, target: "_blank" }, say("open screen"))];
  if (!byId("links").childElementCount) byId("links").append(...links);
  const nextIs = { lobby: "start", paused: "resume", explaining: "next", over: "the end" }[phase];
  const main = /** @type {HTMLButtonElement} */ (byId("main"));
  main.textContent = nextIs ? say(nextIs) : say("have answered", { sent: game.sent, of: game.of });
  main.disabled = !nextIs || phase === "over";
  const isOpen = ["reading", "asking", "buzzed", "ruling"].includes(phase);
  byId("hint").hidden = byId("skip").hidden = byId("pause").hidden = !isOpen;
  byId("hint").hidden = phase !== "asking" || game.rules.hints === 0;
  byId("undo").hidden = phase === "lobby";
  byId("pause").textContent = say("pause");
  byId("lock").textContent = say(game.locked ? "unlock" : "lock");
  byId("stop").hidden = phase === "over";
  fill("notice", game.notice?.type === "error" && (game.notice.message || say("not possible")));
  fill("question", ...(question && phase !== "over" ? [about(question), make("p", { class: "text" }, textOf(question))] : []));
  showProtests(game);
  showReveal(game);
  showPeople(game);
  if (frames.some((frame) => frame.type === "protests") && game.protests.length) announce(say("to rule"));
}

/** @param {Game} game */
function showProtests(game) {
  const rule = (/** @type {string} */ outcome, /** @type {number[]} */ rulings) => () => {
    for (const ruling of rulings) connection.send({ type: "rule", ruling, outcome });
  };
  fill("protests", ...(game.protests.length ? [make("h2", {}, say("to rule")), ...game.protests.map((group) => make(
    "div", { class: "protest" }, make("p", {}, make("b", {}, `“${group.given}”`), ` × ${group.count}`),
    make("p", { class: "faint" }, group.answer ? say("answer was", { answer: group.answer }) : ""),
    make("div", { class: "row" },
      make("button", { class: "main", onclick: rule("correct", group.rulings) }, say("rule right")),
      make("button", { onclick: rule("incorrect", group.rulings) }, say("rule wrong"))),
  ))] : []));
}

/** @param {Game} game */
function showReveal(game) {
  const { phase, revealed } = game.view;
  if (phase !== "explaining" || !revealed) return fill("reveal");
  fill("reveal", make("p", { class: "faint" }, say(revealed.answer === null ? "nobody knows" : "the answer is")),
    make("p", { class: "answer-told" }, revealed.answer || ""), make("p", {}, revealed.explanation || ""),
    make("p", { class: "faint" }, revealed.source || ""));
}

/** @param {Game} game */
function showPeople(game) {
  const present = game.view.players.filter((one) => one.present !== false);
  byId("people-title").textContent = say("players", { count: present.length });
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("#people button"));
  const which = focused?.getAttribute("aria-label");
  byId("people").replaceChildren(...present.slice(0, MOST_PEOPLE).map((one) => person(game, one)));
  if (which) /** @type {HTMLElement | null} */ (document.querySelector(`#people button[aria-label="${CSS.escape(which)}"]`))?.focus();
}

/**
 * @param {Game} game
 * @param {Player} one
 */
function person(game, one) {
  const adjust = (/** @type {number} */ points) => () => connection.send({ type: "adjust", player: one.player, points });
  const rename = () => {
    const name = prompt(say("new name"), one.name);
    if (name) connection.send({ type: "rename", player: one.player, name });
  };
  const kick = () => confirm(say("kick?", { name: one.name })) && connection.send({ type: "kick", player: one.player });
  const isOpen = opened === one.player;
  const open = () => {
    opened = isOpen ? "" : one.player;
    showPeople(game);
  };
  const labelled = (/** @type {string} */ key) => say(key, { name: nameOf(game, one.player) });
  return make(
    "li", { "data-player": one.player, class: one.away ? "gone" : undefined },
    badge(one.name), make("span", { class: "name" }, one.name, one.team && make("span", { class: "faint" }, ` · ${one.team}`), one.away && make("span", { class: "faint" }, ` · ${say("away")}`)),
    make("b", { class: "number" }, shownPoints(one.points)),
    make("button", { onclick: open, "aria-expanded": isOpen ? "true" : "false", "aria-label": labelled("more") }, "⋯"),
    ...(isOpen ? [make("span", { class: "tools" },
      make("button", { onclick: adjust(-1), "aria-label": labelled("take a point") }, "−1"),
      make("button", { onclick: adjust(1), "aria-label": labelled("give a point") }, "+1"),
      make("button", { onclick: rename, "aria-label": labelled("rename") }, "✎"),
      make("button", { class: "danger", onclick: kick, "aria-label": labelled("kick") }, "×"))] : []),
  );
}

runClock(connection);
