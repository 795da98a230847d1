/** Runs a command by the same intents as the panels, and returns lines of text. */
import i18next, { type TFunction } from "i18next";
import { GESTURES } from "../../schema/messages/room-messages.ts";
import { followCircle } from "../state/follow-circle.ts";
import { positionOf, requestIntent, sendIntent } from "../state/intents.ts";
import { setMuted } from "../state/mutes.ts";
import { usePlace } from "../state/place-store.ts";
import { openDialog, openPage, toggleTextView } from "../state/screen.ts";
import { untilSeated } from "../state/until-seated.ts";
import { problemText } from "../words/problem-text.ts";
import { describeCircles, describeSurroundings, describeWho } from "./describe.ts";
import { circleNamed, memberNamed, NotUnderstood, personaNamed, personNamed } from "./named.ts";
import type { Command } from "./parse-command.ts";
import { goTo } from "./go-to.ts";
import { describeDraft, describeTranscript } from "./describe-transcript.ts";
import { raiseBudget, showBudgets, showCost } from "./run-money-command.ts";
import { steer } from "./steer.ts";

export async function runCommand(command: Command, t: TFunction): Promise<string[]> {
  try {
    return await run(command, t);
  } catch (error) {
    return [error instanceof NotUnderstood ? error.message : problemText(error, t)];
  }
}

type Lines = string[] | Promise<string[]>;
type Doing = { [V in Command["verb"]]: (command: Command & { verb: V }, t: TFunction) => Lines };

const opens = (open: () => void) => () => {
  open();
  return [];
};

const DOING: Doing = {
  nothing: () => [],
  steer: ({ steering }, t) => steer(steering, t),
  draft: (_, t) => describeDraft(usePlace.getState(), t),
  read: (_, t) => describeTranscript(usePlace.getState(), t),
  look: (_, t) => describeSurroundings(usePlace.getState(), positionOf, t),
  who: (_, t) => describeWho(usePlace.getState(), positionOf, t),
  circles(_, t) {
    const view = usePlace.getState();
    return describeCircles(view, positionOf(view.myId) ?? { x: 0, z: 0 }, t);
  },
  go: ({ target }, t) => goTo(target, t),
  async join({ target }, t) {
    const circle = circleNamed(target, t);
    await requestIntent("join-circle", { circleId: circle.id });
    await untilSeated(circle.id);
    return [t("text.joined", { topic: circle.topic })];
  },
  async leave(_, t) {
    await requestIntent("leave-circle", {});
    await untilSeated("");
    return [t("text.left")];
  },
  follow({ target }, t) {
    followCircle(circleNamed(target, t).id);
    return [t("text.following")];
  },
  async say({ text }) {
    await requestIntent("say", { text });
    return [];
  },
  async open({ topic, isPrivate }, t) {
    const { language } = i18next;
    const { circleId } = await requestIntent("open-circle", { topic, kind: "chat", private: isPrivate, language });
    await untilSeated(circleId);
    return [t("text.opened", { topic })];
  },
  async talk({ target }, t) {
    const persona = personaNamed(target, t);
    const { circleId } = await requestIntent("talk-to", { personaId: persona.id, language: i18next.language });
    await untilSeated(circleId);
    return [t("text.talking", { name: persona.name })];
  },
  async invite({ target }, t) {
    const persona = personaNamed(target, t);
    await requestIntent("invite", { personaId: persona.id });
    return [t("text.invited", { name: persona.name })];
  },
  async dismiss({ target }, t) {
    const persona = memberNamed(target, t);
    await requestIntent("dismiss", { personaId: persona.id });
    return [t("text.dismissed", { name: persona.name })];
  },
  card({ target }, t) {
    openDialog({ kind: "persona", personaId: personaNamed(target, t).id });
    return [];
  },
  gesture({ target }, t) {
    const gesture = GESTURES.find((known) => known === target.toLowerCase());
    if (!gesture) return [t("text.gestures", { names: GESTURES.join(", ") })];
    sendIntent("gesture", { gesture });
    return [t("text.gestured")];
  },
  mute({ target }, t) {
    const { id, name } = personNamed(target, t);
    setMuted(id, true);
    return [t("mute.words", { name })];
  },
  unmute({ target }, t) {
    const { id, name } = personNamed(target, t);
    setMuted(id, false);
    return [t("mute.ended", { name })];
  },
  report({ target }, t) {
    const { id: userId, name } = personNamed(target, t);
    openDialog({ kind: "report", subject: { name, userId } });
    return [];
  },
  create: opens(() => openDialog({ kind: "editor", personaId: null, draft: null })),
  usage: opens(() => openPage({ page: "usage", path: [] })),
  operator: opens(() => openPage({ page: "operator", path: [] })),
  map: opens(() => openDialog({ kind: "map" })),
  keys: opens(() => openDialog({ kind: "keys" })),
  world: opens(toggleTextView),
  cost: (_, t) => showCost(t),
  budgets: (_, t) => showBudgets(t),
  raise: ({ limitNano }, t) => raiseBudget(limitNano, t),
  help: (_, t) => t("text.help").split("\n"),
  incomplete: ({ of }, t) => [t("text.incomplete", { verb: of })],
  unknown: ({ word, nearest }, t) => [nearest ? t("text.meant", { word, nearest }) : t("text.unknown", { word })],
};

// Each handler takes the command of its verb, which the types cannot express for a verb known only at run time.
const run = (command: Command, t: TFunction): Lines =>
  (DOING[command.verb] as (command: Command, t: TFunction) => Lines)(command, t);
