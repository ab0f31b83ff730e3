// The first page: the code of a room.

import { byId, code, label, say } from "./game.js";

const field = /** @type {HTMLInputElement} */ (byId("code"));

label();
if (code) {
  byId("unknown").hidden = false;
  byId("unknown").textContent = say("unknown_room");
}
byId("door").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = field.value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (typed) location.href = `/${typed}`;
});
