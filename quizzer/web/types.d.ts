// What goes over the wire and what a page knows, for those who read the modules and for tsc; no page loads it.

/** A player as the room sees them. */
export interface Player {
  player: string;
  name: string;
  points: number;
  team?: string;
  present?: boolean;
  away?: boolean;
  out?: boolean;
  done?: boolean;
  lives?: number | null;
}

/** The open question; `text` grows while a tossup is read. */
export interface Question {
  number: number;
  of: number;
  part?: number;
  text: string;
  short?: string;
  frame?: string;
  category: string;
  kind: string;
  choices?: string[];
  scored?: boolean;
  player?: string;
  bonus?: string;
  hints?: string[];
  finished?: boolean;
  seconds?: number | null;
}

/** What one player said, or several who meant the same. */
export interface Said {
  given: string;
  count: number;
  outcome?: string | null;
}

export interface Standing {
  rank: number;
  name: string;
  points: number;
  right?: number;
  player?: string;
  members?: string[];
}

export interface View {
  phase: string;
  mode: string;
  at: number;
  now: number;
  seq: number;
  player: string | null;
  players: Player[];
  question?: Question | null;
  revealed?: Frame | null;
  due?: number | null;
  standings?: Standing[];
  teams?: Standing[];
}

/** One message of the room: an event of the protocol, or one of the page's own. Which fields it has, its type tells. */
export interface Frame {
  type: string;
  seq?: number;
  at?: number;
  [field: string]: any;
}

/** What a page knows of the game. `ahead` is how far the room's clock is before this device's, in seconds. */
export interface Game {
  view: View;
  rules: { [name: string]: any };
  title: string;
  verdict: Frame | null;
  notice: Frame | null;
  place: { rank: number; of: number; points: number } | null;
  here: number;
  sent: number;
  of: number;
  locked: boolean;
  protests: Frame[];
  unknown: Frame[];
  ahead: number;
}

/** What an element is given to show; what is not there is left out. */
export type Child = Node | string | 0 | false | null | undefined;
