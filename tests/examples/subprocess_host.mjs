// A host in another language: it runs the engine as a subprocess and speaks JSON lines with it.
// node subprocess_host.mjs COMMAND [ARGUMENT]…     such as: node subprocess_host.mjs quizzer play BANK --json -n 4

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const [command, ...parameters] = process.argv.slice(2);
const engine = spawn(command, parameters, { stdio: ["pipe", "pipe", "inherit"] });
const send = (action) => engine.stdin.write(JSON.stringify(action) + "\n");

let asked = 0;

// What this host does about each event; whatever is not here, it lets pass.
const reactions = {
  question_asked(event) {
    asked += 1;
    console.log(`${event.number}/${event.of} ${event.text}`);
    if (asked === 1) send({ type: "answer", player: "node", given: "   " });
    if (asked % 2) send({ type: "hint", player: "node" });
    send({ type: "answer", player: "node", given: `guess number ${event.number}` });
  },
  hint_given: (event) => console.log(`  hint: ${event.text}`),
  ruled(event) {
    console.log(`  ${event.outcome}`);
    if (event.outcome === "prompt") send({ type: "pass", player: "node" });
  },
  revealed(event) {
    console.log(`  it was ${event.answer ?? "nobody knows what"}`);
    send({ type: "next" });
  },
  error: (event) => console.log(`  error ${event.code}: ${event.message}`),
  game_ended(event) {
    const own = event.standings[0];
    console.log(`the end: ${own.right ?? 0} of ${own.answered ?? 0} right`);
    engine.stdin.end();
  },
};

createInterface({ input: engine.stdout }).on("line", (line) => {
  const event = JSON.parse(line);
  reactions[event.type]?.(event);
});
engine.on("close", (status) => process.exit(status));

send({ type: "join", player: "node" });
send({ type: "start" });
