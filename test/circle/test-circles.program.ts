/** For the kill tests: circles that talk as fast as they can, in a separate process that prints on stdout what they announce. */
import { freeAllCircles } from "./free-all-circles.ts";
import { randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import type { Minds, SpeechEvent } from "../../engine/mind/minds.ts";
import { witnessTurn } from "../../engine/memory/witness-turn.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { createConversationStore } from "../../server/conversation/conversation.store.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createCircleHost } from "../../server/circle/circle-host.ts";
import { systemClock } from "../../server/circle/system-clock.adapter.ts";
import { actor, BareStage, NO_OUTCOMES, NO_SESSIONS, PersonaShelf } from "./test-circle-house.ts";
import { ScriptedMinds } from "./test-scripted-minds.ts";

const stage = new BareStage();
const personas = new PersonaShelf();
for (const name of ["Ada", "Ben"]) stage.addAvatar("person", name.toLowerCase(), name);
for (const id of ["bruno", "clio", "dora", "emil"]) {
  stage.addAvatar("persona", id, id);
  personas.add(id, id);
}
stage.onSent = (sent) => void writeSync(1, `${JSON.stringify(sent)}\n`);

/** Words with short delays, different in each turn. */
async function* chatter(_: unknown, __: unknown, { signal }: { signal: AbortSignal }): AsyncIterable<SpeechEvent> {
  let text = "";
  for (let word = randomInt(1, 12); word > 0; word--) {
    await sleep(randomInt(0, 15));
    if (signal.aborted) return;
    const delta = `${randomInt(1e9).toString(36)} `;
    text += delta;
    yield { type: "delta", text: delta };
  }
  yield {
    type: "end",
    status: "finished",
    text,
    usage: NO_USAGE,
    costNano: 3,
    voice: "scripted/chatter",
    problem: null,
  };
}
const scripted = new ScriptedMinds();
const minds: Minds = {
  decideTurn: (view, present) => scripted.decideTurn(view, present),
  speak: chatter,
  witness: (company, turn, personaIds) => witnessTurn(company, turn, personaIds, newId),
  reflect: async () => {},
  hear: async () => {},
  listen: async () => {},
};

const database = await openDatabase(process.argv[2]!);
const conversations = createConversationStore(database);
const host = createCircleHost({
  stage,
  minds,
  conversations,
  ...NO_OUTCOMES,
  sessions: NO_SESSIONS,
  personas,
  onCall: () => () => undefined,
  clock: systemClock,
  newId,
  readTraits: async () => undefined,
  hear: async () => undefined,
  onVoiceWanted: () => () => undefined,
  isCasualTalkFunded: () => false,
  logger: pino({ level: "silent" }),
});
await freeAllCircles(database);
await host.restore();

for (const [person, guests] of [
  [actor("ada", "Ada"), ["bruno", "clio"]],
  [actor("ben", "Ben"), ["dora", "emil"]],
] as const) {
  const [open] = [...stage.state.circles].filter(([, circle]) => circle.topic === person.name);
  const { circleId } = open
    ? await host.joinCircle(person, { circleId: open[0] })
    : await host.openCircle(person, { topic: person.name, kind: "chat", private: false });
  await host.steer(person, { circleId, action: "set-speed", speed: 10 });
  if (!open) for (const personaId of guests) await host.invite(person, { personaId });
  void interrupt(person);
}

async function interrupt(person: ReturnType<typeof actor>): Promise<never> {
  for (;;) {
    await sleep(randomInt(20, 200));
    await host.say(person, { text: `I say once more ${randomInt(1e9).toString(36)}` });
  }
}
