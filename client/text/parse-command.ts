/** Parses what a person typed in the text view. Verbs are English and German; a leading slash is allowed. */
import { parseDollars } from "../words/parse-dollars.ts";

/** Steers the talk of the person's own circle (SPEC C5). */
export type SteerCommand =
  | { verb: "pause" | "resume" | "stop" | "next" | "skip" | "auto" | "manual" | "speak" }
  | { verb: "choose"; target: string }
  | { verb: "edit"; text: string }
  | { verb: "speed"; speed: number };

export type Command =
  | { verb: "steer"; steering: SteerCommand }
  | { verb: "look" | "who" | "circles" | "leave" | "read" | "draft" | "map" | "keys" | "world" | "help" | "create" }
  | {
      verb:
        "go" | "join" | "invite" | "dismiss" | "talk" | "card" | "follow" | "gesture" | "mute" | "unmute" | "report";
      target: string;
    }
  | { verb: "cost" | "budgets" | "usage" | "operator" }
  | { verb: "raise"; limitNano: number }
  | { verb: "say"; text: string }
  | { verb: "open"; topic: string; isPrivate: boolean }
  | { verb: "nothing" }
  /** A verb whose object (`who`, `what`, …) is missing, or an unknown one. */
  | { verb: "incomplete"; of: string }
  | { verb: "unknown"; word: string; nearest: string | null };

type Verb = Command["verb"];
type Plain = Extract<
  Verb,
  | "look"
  | "who"
  | "circles"
  | "leave"
  | "read"
  | "draft"
  | "map"
  | "keys"
  | "world"
  | "help"
  | "create"
  | "cost"
  | "budgets"
  | "usage"
  | "operator"
>;
type Steering = Exclude<SteerCommand["verb"], "choose" | "edit" | "speed">;
type Aimed = Extract<Command, { target: string }>["verb"];

const PLAIN: Record<Plain, string[]> = {
  look: ["look", "l", "where", "schau", "umsehen", "wo"],
  who: ["who", "w", "people", "wer", "leute"],
  circles: ["circles", "kreise"],
  leave: ["leave", "verlasse", "verlassen", "gehen"],
  read: ["read", "transcript", "lies", "lesen", "protokoll"],
  draft: ["draft", "entwurf"],
  map: ["map", "karte"],
  keys: ["keys", "tasten"],
  world: ["world", "3d", "welt"],
  help: ["help", "h", "?", "hilfe"],
  create: ["create", "erschaffe", "erschaffen"],
  cost: ["cost", "costs", "spent", "kosten"],
  budgets: ["budgets", "budget"],
  usage: ["usage", "verbrauch"],
  operator: ["operator", "betrieb"],
};

const STEERING: Record<Steering, string[]> = {
  pause: ["pause"],
  resume: ["resume", "continue", "weiter"],
  stop: ["stop", "stopp", "halt"],
  next: ["next", "nächster", "nächste"],
  skip: ["skip", "another", "anderer", "andere"],
  auto: ["auto"],
  manual: ["manual", "manuell"],
  speak: ["speak", "sprich"],
};

const AIMED: Record<Aimed, string[]> = {
  go: ["go", "walk", "geh", "gehe"],
  join: ["join", "sit", "betritt", "setz", "beitreten"],
  invite: ["invite", "lade", "einladen"],
  dismiss: ["dismiss", "entlasse", "verabschiede"],
  talk: ["talk", "rede", "sprechen"],
  card: ["card", "examine", "x", "steckbrief"],
  follow: ["follow", "watch", "folge", "folgen"],
  gesture: ["gesture", "geste"],
  mute: ["mute", "stumm"],
  unmute: ["unmute", "laut"],
  report: ["report", "melde", "melden"],
};

const SAY = ["say", "s", "sag", "sage", "sagen"];
const CHOOSE = ["choose", "wähle"];
const EDIT = ["edit", "ändere", "bearbeite"];
const OPEN = ["open", "öffne", "eröffne"];
const SPEED = ["speed", "tempo"];
const RAISE = ["raise", "erhöhe", "erhöhen"];
const PRIVATE = /^(?:private(?:ly)?|privat)\s+/i;
/** "go to", "talk with", "lade … ein": words without meaning of their own. */
const FILLERS = /^(?:to|with|at|in|into|the|zu|zum|zur|mit|in|den|die|das|dem|der|dich)\s+/i;

export function parseCommand(line: string): Command {
  const trimmed = line.trim().replace(/^\//, "");
  if (trimmed === "") return { verb: "nothing" };
  const quoted = /^["'“„»]\s*(.*?)["'”“«]?$/su.exec(trimmed);
  if (quoted) return quoted[1] ? { verb: "say", text: quoted[1] } : { verb: "incomplete", of: "say" };

  const [first = ""] = trimmed.split(/\s+/);
  const word = first.toLowerCase();
  const rest = trimmed.slice(first.length).trim();
  const plain = verbOf(PLAIN, word);
  if (plain) return { verb: plain };
  const steering = verbOf(STEERING, word);
  if (steering) return { verb: "steer", steering: { verb: steering } };
  const aimed = verbOf(AIMED, word);
  if (aimed) return withTarget(aimed, rest, (target) => ({ verb: aimed, target }));
  const build = WITH_WORDS.find(([words]) => words.includes(word))?.[1];
  if (build) return build(rest);
  return { verb: "unknown", word: first, nearest: nearestVerb(word) };
}

const WITH_WORDS: [words: string[], build: (rest: string) => Command][] = [
  [CHOOSE, (rest) => withTarget("choose", rest, (target) => ({ verb: "steer", steering: { verb: "choose", target } }))],
  [SAY, (text) => (text === "" ? { verb: "incomplete", of: "say" } : { verb: "say", text })],
  [
    EDIT,
    (text) => (text === "" ? { verb: "incomplete", of: "edit" } : { verb: "steer", steering: { verb: "edit", text } }),
  ],
  [OPEN, openCircle],
  [SPEED, setSpeed],
  [RAISE, raise],
];

function withTarget(verb: string, rest: string, build: (target: string) => Command): Command {
  const target = stripFillers(rest).replace(/\s+ein$/i, "");
  return target === "" ? { verb: "incomplete", of: verb } : build(target);
}

function openCircle(rest: string): Command {
  const isPrivate = PRIVATE.test(rest);
  const topic = rest.replace(PRIVATE, "");
  return topic === "" ? { verb: "incomplete", of: "open" } : { verb: "open", topic, isPrivate };
}

function setSpeed(rest: string): Command {
  const speed = Number(rest);
  return Number.isInteger(speed) && speed >= 1 && speed <= 10
    ? { verb: "steer", steering: { verb: "speed", speed } }
    : { verb: "incomplete", of: "speed" };
}

function raise(rest: string): Command {
  const limitNano = parseDollars(stripFillers(rest).replace(/^(?:budget|auf)\s+(?:to\s+)?/i, ""));
  return limitNano === null ? { verb: "incomplete", of: "raise" } : { verb: "raise", limitNano };
}

function stripFillers(text: string): string {
  const stripped = text.replace(FILLERS, "");
  return stripped === text ? text : stripFillers(stripped);
}

function verbOf<Verb extends string>(verbs: Record<Verb, string[]>, word: string): Verb | null {
  const entries = Object.entries(verbs) as [Verb, string[]][];
  return entries.find(([, words]) => words.includes(word))?.[0] ?? null;
}

function nearestVerb(word: string): string | null {
  const known: string[] = [
    ...[PLAIN, STEERING, AIMED].flatMap((verbs) => Object.values<string[]>(verbs).flat()),
    ...WITH_WORDS.flatMap(([words]) => words),
  ];
  return known.find((verb) => verb.length > 2 && (verb.startsWith(word) || isOneEditApart(verb, word))) ?? null;
}

/** One letter inserted, deleted or replaced, or two swapped. */
function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  const isSwapped =
    restA.length > 1 && restA[1] === restB[0] && restA[0] === restB[1] && restA.slice(2) === restB.slice(2);
  return isSwapped || restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}
