// What the three pages share: the connection to the room, the state of the game, and small helpers for what is shown.

/** @typedef {import("../types").Game} Game */
/** @typedef {import("../types").Frame} Frame */
/** @typedef {import("../types").Player} Player */
/** @typedef {import("../types").Child} Child */
/** @typedef {import("../types").Question} Question */

/** @type {{[key: string]: string}} */
const words = JSON.parse(byId("words").textContent || "{}");

/**
 * The sentence for `key` in this page's language. `{name}` stands for a value; " | " parts the form for a `count` of 1.
 * @param {string} key
 * @param {{[name: string]: any}} [values]
 */
export function say(key, values = {}) {
  const forms = (words[key] ?? key).split(" | ");
  return (String(values.count) === "1" ? forms[0] : forms[forms.length - 1]).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {string} id of an element that the page has */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * A new element. Texts are set as text, whatever they contain; a field that begins with "on" hears an event.
 * @param {string} tag
 * @param {{[name: string]: any}} [fields]
 * @param {...Child} children
 */
export function make(tag, fields = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return element;
}

/**
 * Show `children` in the element with this id, which is hidden if there are none.
 * @param {string} id
 * @param {...Child} children
 */
export function fill(id, ...children) {
  const element = byId(id);
  const shown = /** @type {(Node | string)[]} */ (children.filter(Boolean));
  element.hidden = shown.length === 0;
  element.replaceChildren(...shown);
}

/** @param {string} text for a screen reader to say */
export function announce(text) {
  const place = byId("live");
  if (place.textContent !== text) place.textContent = text;
}

/** @param {number} points as people write them */
export function shownPoints(points) {
  return (Math.round(points * 100) / 100).toLocaleString(document.documentElement.lang);
}

/** Label what the page's source names by `data-say`. */
export function label() {
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = say(element.getAttribute("data-say") || "");
  }
}

/** A random secret of 128 bits, as text. */
export function newSecret() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What this browser keeps under `key`. A browser that keeps nothing forgets at the next load.
 * @param {string} key
 */
export function kept(key) {
  try {
    return localStorage.getItem(`quizzer ${key}`);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keep(key, value) {
  try {
    localStorage.setItem(`quizzer ${key}`, value);
  } catch {
    // Without storage the page still plays.
  }
}

/** The code of this page's room. */
export const code = byId("page").dataset.code || "";

/** A connection that comes back by itself. What was sent and not taken is sent again, and counts once. */
export class Connection {
  /**
   * @param {{[field: string]: any}} hello who is here; sent at each connection
   * @param {(game: Game, frames: Frame[]) => void} changed called after each change, with what brought it
   */
  constructor(hello, changed) {
    this.hello = hello;
    this.changed = changed;
    /** @type {Game | null} */
    this.game = null;
    /** @type {Frame[]} */
    this.waiting = [];
    this.count = 0;
    this.tries = 0;
    this.over = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.name = newSecret();
    for (const happening of ["online", "pageshow", "focus"]) addEventListener(happening, () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    this.open();
  }

  open() {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/${code}/socket`);
    this.socket?.close();
    this.socket = socket;
    this.ready = false;
    socket.onopen = () => {
      const { lang: language } = document.documentElement;
      socket.send(JSON.stringify({ type: "hello", ...this.hello, connection: this.name, language }));
    };
    socket.onmessage = (message) => this.socket === socket && this.hear(String(message.data).split("\n").map((line) => JSON.parse(line)));
    socket.onclose = (closing) => {
      if (this.socket !== socket) return;
      this.ready = false;
      if (closing.code >= 4000) this.end(closing.reason);
      else this.later();
    };
  }

  /** Try again later: twice as late each time up to 8 seconds, and never all at once. */
  later() {
    if (this.over) return;
    if (this.tries > 0) trouble(say("connection lost"));
    const wait = Math.min(8000, 250 * 2 ** this.tries) * (0.5 + Math.random());
    this.tries += 1;
    this.timer = setTimeout(() => this.open(), wait);
  }

  /** A page that is seen again does not wait, and a socket that then says nothing is dead. */
  hurry() {
    if (this.over) return;
    clearTimeout(this.timer);
    if (this.ready && this.socket && this.socket.readyState === WebSocket.OPEN) {
      this.socket.send('{"type":"view"}');
      this.timer = setTimeout(() => this.open(), 3000);
    } else if (!this.socket || this.socket.readyState > WebSocket.OPEN) {
      this.tries = 0;
      this.open();
    }
  }

  /** @param {string} reason */
  end(reason) {
    this.over = true;
    trouble(say(reason || "room closed"));
  }

  /** @param {Frame} action */
  send(action) {
    this.count += 1;
    const counted = { ...action, count: this.count };
    this.waiting.push(counted);
    if (this.ready && this.socket) this.socket.send(JSON.stringify(counted));
  }

  /** @param {Frame[]} frames */
  hear(frames) {
    clearTimeout(this.timer);
    for (const frame of frames) {
      if (frame.type === "hello") this.welcome(frame);
      else if (frame.type === "not_kept") trouble(say("not kept"));
      else if (frame.type === "taken") this.waiting = this.waiting.filter((one) => one.count > frame.count);
      else if (this.game) follow(this.game, frame);
    }
    if (this.game) this.changed(this.game, frames);
  }

  /** @param {Frame} frame */
  welcome(frame) {
    this.game = {
      view: frame.view, rules: frame.rules, title: frame.title, verdict: (frame.events || []).pop() || null, notice: null,
      place: frame.place || null, here: frame.here, sent: frame.sent, of: frame.of, locked: frame.locked,
      protests: frame.protests || [], unknown: frame.unknown || [], ahead: 0,
    };
    this.game.ahead = frame.view.now - performance.now() / 1000;
    this.tries = 0;
    this.ready = true;
    trouble("");
    this.waiting = this.waiting.filter((one) => one.count > (frame.count || 0));
    for (const one of this.waiting) this.socket?.send(JSON.stringify(one));
  }
}

/** @param {string} text what goes wrong with the connection, on top of the page */
function trouble(text) {
  fill("trouble", text);
}

/** @param {Question} question whose number and film, or category, stand over it */
export function about(question) {
  const number = say("question of", { number: question.number, of: question.of });
  const category = words[`category.${question.category}`] || question.category.replaceAll("_", " ");
  return make("p", { class: "about" }, make("span", {}, number), make("span", {}, question.frame || category));
}

/** @param {Question} question which under its film's name may be shorter */
export function textOf(question) {
  return (question.frame && question.short) || question.text || "…";
}

/** @param {string} name whose first letter is shown, in a colour that only depends on it */
export function badge(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) || 0)) % 8;
  return make("span", { class: `badge c${sum}`, "aria-hidden": "true" }, [...name.trim()][0]?.toUpperCase() || "?");
}

/**
 * Draw the clock of the open question, again and again.
 * @param {Connection} connection
 * @param {(game: Game, left: number) => void} [passing] what else there is to do as time passes
 */
export function runClock(connection, passing = () => {}) {
  const clock = byId("clock");
  const { game } = connection;
  const left = game && secondsLeft(game);
  const total = Number(game?.view.question?.seconds ?? game?.rules.question_seconds ?? 0);
  const isRunning = game !== null && left !== null && total > 0 && ["asking", "buzzed"].includes(game.view.phase);
  clock.hidden = !isRunning;
  if (isRunning) {
    clock.style.setProperty("--left", String(Math.min(1, left / total)));
    clock.classList.toggle("late", left < 5);
    clock.dataset.seconds = String(Math.ceil(left));
    passing(game, left);
  }
  requestAnimationFrame(() => runClock(connection, passing));
}

/** @param {Game} game seconds until the clock does something by itself; null if it does not */
function secondsLeft(game) {
  const due = game.view.due;
  return due === null || due === undefined ? null : Math.max(0, due - (performance.now() / 1000 + game.ahead));
}

/**
 * @param {Game} game
 * @param {string | undefined} id
 */
export function playerOf(game, id) {
  return id ? game.view.players.find((one) => one.player === id) : undefined;
}

/**
 * The name that people read.
 * @param {Game} game
 * @param {string | undefined} id
 */
export function nameOf(game, id) {
  const player = playerOf(game, id);
  return player ? player.name : id || "";
}

/** @param {Game} game */
export function me(game) {
  return playerOf(game, game.view.player || undefined);
}

/**
 * Bring `game` up to date with one frame.
 * @param {Game} game
 * @param {Frame} frame
 */
function follow(game, frame) {
  const { view } = game;
  const question = view.question;
  if (frame.seq !== undefined) view.seq = Math.max(view.seq, frame.seq);
  const player = playerOf(game, frame.player);
  const isOwn = frame.player !== undefined && frame.player === view.player;
  switch (frame.type) {
    case "view":
      game.view = frame.view;
      break;
    case "now":
      trouble("");
      view.phase = frame.phase;
      view.due = frame.due ?? null;
      if (question) question.player = frame.floor;
      game.ahead = frame.now - performance.now() / 1000;
      break;
    case "presence":
      game.here = frame.here;
      game.sent = frame.sent;
      game.of = frame.of;
      game.locked = frame.locked;
      for (const row of frame.players || []) put(view.players, row, row.player === view.player);
      break;
    case "place":
      game.place = frame.of ? { rank: frame.rank, of: frame.of, points: frame.points } : null;
      if (player) player.points = frame.points;
      break;
    case "standings":
      view.standings = frame.rows;
      view.teams = frame.teams;
      break;
    case "text":
      if (question) Object.assign(question, { text: frame.text, finished: frame.finished });
      break;
    case "unknown":
      game.unknown = frame.questions;
      break;
    case "protests":
      game.protests = frame.groups;
      break;
    case "question_asked":
      view.question = /** @type {Question} */ (/** @type {any} */ ({ hints: [], finished: Boolean(frame.text), ...frame }));
      view.revealed = null;
      game.verdict = game.notice = null;
      game.sent = 0;
      for (const one of view.players) one.done = false;
      break;
    case "submitted":
    case "player_passed":
    case "contributed":
      if (player && game.rules.tries === 1) player.done = true;
      if (isOwn) game.verdict = frame;
      break;
    case "ruled":
      if (player) {
        player.points = frame.total ?? player.points;
        if (frame.outcome !== "prompt" && (game.rules.tries === 1 || frame.outcome === "correct")) player.done = true;
      }
      if (isOwn || view.player === null || game.rules.who !== "everyone") game.verdict = frame;
      break;
    case "hint_given":
      if (question) question.hints = [...(question.hints || []), frame.text];
      break;
    case "revealed":
      view.revealed = frame;
      break;
    case "player_out":
      if (player) player.out = true;
      break;
    case "ruling_changed":
      for (const change of frame.scores || []) {
        const one = playerOf(game, change.player);
        if (one) one.points = change.after;
      }
      if (isOwn) game.notice = frame;
      break;
    case "game_locked":
      game.locked = frame.locked;
      break;
    case "score_adjusted":
      if (player) player.points += frame.points;
      break;
    case "error":
    case "refused":
    case "protested":
      if (frame.type === "error" || isOwn) game.notice = frame;
      break;
    case "game_ended":
      view.standings = frame.standings || view.standings;
      view.teams = frame.teams || view.teams;
      view.question = null;
      break;
  }
}

/**
 * @param {Player[]} players
 * @param {Player} row of one's own it is what others may see, and less than the page knows
 * @param {boolean} isOwn
 */
function put(players, row, isOwn) {
  const at = players.findIndex((one) => one.player === row.player);
  if (at < 0) players.push(row);
  else players[at] = isOwn ? { ...row, done: players[at].done, points: players[at].points, out: players[at].out } : row;
}
