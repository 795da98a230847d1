/** Keeps the outcomes of circles up to date while people talk, by one call per few turns that nothing waits for (SPEC C2, M6). */
import { applyOutcomeUpdate, type OutcomeUpdate } from "../../engine/outcome/apply-outcome-update.ts";
import { groupByCompany, type CompanyTurns } from "../../engine/outcome/group-by-company.ts";
import { keeperOf, makeUpdate } from "../../engine/outcome/make-update.ts";
import type { OutcomeState } from "../../engine/outcome/outcome-state.ts";
import { mayBeUsed } from "../../engine/memory/witnesses.ts";
import { ModelError, type RoutedModel, type Route } from "../../engine/model/language-model.ts";
import { TURNS_AN_UPDATE } from "../../schema/messages/outcome.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { detach, type Scope } from "../../engine/scope/scope.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import type { HeardPoint, HeardText, OutcomeStore, OutcomeWork } from "./outcome.store.ts";

/** Circles that wait for an update; the longest idle one is dropped, and counted anew when it goes on. */
const MAX_CIRCLES = 10_000;
/** People correct an outcome at most this often while an update of it is stored. */
const ATTEMPTS = 10;

type Parts = {
  store: OutcomeStore;
  voices: { modelFor(task: "light"): RoutedModel; skillOf(route: Route): Skill };
  newId(): string;
  report(error: unknown): void;
};

/** `scope`: for whom, and at whose cost. */
type Talk = { circleId: string; kind: CircleKind; scope: Omit<Scope, "signal"> };

/** No model call is waited for: what returns a promise waits for the database alone. */
export type OutcomeKeeping = {
  /** A turn was stored. */
  turnShown(talk: Talk): void;
  /** Call it after the last turn of the old kind was stored, before the first of the new one. */
  changeKind(talk: Talk, to: CircleKind): Promise<void>;
  /** Call it before the circle is stored as ended: what it lacks is then made up for after a restart, too. */
  markEnd(talk: Talk): Promise<void>;
  /** Makes up for what was due when a conversation ended; resolves when that is done. */
  makeUp(talk: Pick<Talk, "circleId" | "scope">): Promise<void>;
  readSummary(circleId: string, kind: CircleKind): Promise<HeardPoint[]>;
  /** The text that a circle refines; null for none. */
  readText(circleId: string): Promise<HeardText | null>;
  /** Resolves when nothing is being counted or updated. */
  settled(): Promise<void>;
};

export function createOutcomeKeeping(parts: Parts): OutcomeKeeping {
  const { store, report } = parts;
  /** Turns since the last update by circle and kind, in order of their last turn. */
  const turns = new Map<string, number>();
  /** By circle: turns are counted, and updates made, one at a time. */
  const counting = new Map<string, Promise<void>>();
  const running = new Map<string, Promise<void>>();

  function after(waiting: Map<string, Promise<void>>, circleId: string, work: () => Promise<void>): void {
    const done = (waiting.get(circleId) ?? Promise.resolve()).then(work).catch(report);
    waiting.set(circleId, done);
    void done.then(() => waiting.get(circleId) === done && waiting.delete(circleId));
  }
  const update = (circleId: string, scope: Talk["scope"]): void =>
    after(running, circleId, () => updateDue(parts, circleId, detach(scope)));

  /** The stored turns decide: the number in memory only saves asking after each turn. */
  async function count({ circleId, kind, scope }: Talk): Promise<void> {
    const key = `${circleId} ${kind}`;
    const presumed = (turns.get(key) ?? TURNS_AN_UPDATE) + 1;
    const counted = presumed < TURNS_AN_UPDATE ? presumed : await store.countUncovered(circleId, kind);
    if (counted >= TURNS_AN_UPDATE) {
      await store.markDue(circleId, kind);
      update(circleId, scope);
    }
    turns.delete(key);
    turns.set(key, counted >= TURNS_AN_UPDATE ? 0 : counted);
    if (turns.size > MAX_CIRCLES) turns.delete(turns.keys().next().value!);
  }

  return {
    turnShown: (talk) => after(counting, talk.circleId, () => count(talk)),
    async changeKind({ circleId, kind, scope }, to) {
      await store.markDue(circleId, kind);
      await store.begin(circleId, to);
      turns.delete(`${circleId} ${kind}`);
      turns.set(`${circleId} ${to}`, 0);
      update(circleId, scope);
    },
    async markEnd({ circleId, kind, scope }) {
      await store.markDue(circleId, kind);
      turns.delete(`${circleId} ${kind}`);
      update(circleId, scope);
    },
    async makeUp({ circleId, scope }) {
      update(circleId, scope);
      await running.get(circleId);
    },
    readSummary: store.readSummary,
    readText: store.readText,
    async settled() {
      while (counting.size + running.size > 0) await Promise.all([...counting.values(), ...running.values()]);
    },
  };
}

async function updateDue(parts: Parts, circleId: string, scope: Scope): Promise<void> {
  const model = parts.voices.modelFor("light");
  const by = keeperOf(model.route, parts.voices.skillOf);
  if (by === "none") return;
  for (const work of await parts.store.readDue(circleId)) {
    try {
      const made = await Promise.all(
        groupByCompany(work.turns).map(async (heard) => {
          const view = { ...work, turns: heard.turns, items: itemsFor(work.state, heard) };
          return { heard, update: await makeUpdate(view, model, by, scope) };
        }),
      );
      await store(parts, work, made);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      await parts.store.recordProblem(work, error.reason);
    }
  }
}

/** What everybody who heard these turns may see. */
const itemsFor = ({ items }: OutcomeState, { company }: CompanyTurns) =>
  items.filter(({ isDeleted, witnesses }) => !isDeleted && mayBeUsed(witnesses, company ?? "anyone"));

/** What people changed meanwhile is kept: the same update is applied to it, unless another process has covered these turns. */
async function store(
  { store: outcomes, newId }: Parts,
  asked: OutcomeWork,
  made: readonly { heard: CompanyTurns; update: OutcomeUpdate }[],
): Promise<void> {
  let work: OutcomeWork | undefined = asked;
  for (let attempt = 0; work && work.coveredPosition === asked.coveredPosition && attempt < ATTEMPTS; attempt++) {
    const { kind, language }: OutcomeWork = work;
    const after = made.reduce<OutcomeState>((state, { heard: { turns, company }, update }) => {
      return applyOutcomeUpdate(state, update, { kind, language, turns, company, newId });
    }, work.state);
    if (await outcomes.commit({ ...work, duePosition: asked.duePosition }, after)) return;
    work = (await outcomes.readDue(asked.circleId)).find((due) => due.kind === kind);
  }
}
