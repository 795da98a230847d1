/**
 * Keeps Weaviate in step with the memories in Postgres (SPEC M5): what changed is taken over from a queue; after every
 * connection the ids of both are compared, so that what Weaviate lost comes back and what it has too much is deleted.
 */
import { CollectionReplaced, takeChanges } from "./index-changes.store.ts";
import { compareCollection, openCollection, passOn, type CollectionParts } from "./take-over.ts";

/** How often the queue is looked at when nobody has announced a change, and a lost Weaviate is tried. */
const LOOK_MS = 1_000;
/** After errors that stay, such as a full disk. */
const LONGEST_LOOK_MS = 60_000;
/** The client takes half a second for each, however many they are. */
const BATCH = 2_000;
/** While another process takes over changes, this one looks again, up to so many times. */
const TURN_MS = 20;
const TURNS = 50;

export type InStepParts = CollectionParts & {
  /** Called once when Weaviate is lost, with the reason, and with null when it is back. */
  onChange(problem: string | null): void;
};

export type InStep = ReturnType<typeof keepInStep>;

export function keepInStep(parts: InStepParts) {
  const { weaviate, onChange, report } = parts;
  /** Null while Weaviate is unavailable. */
  let collection: string | null = null;
  let problem: string | null = null;
  let isClosed = false;
  let isReplaced = false;
  let mustCompare = false;
  let chosenFor: string | null = null;
  /** Until all that was queued at the connection has been written. */
  let isDoubtful = false;
  /** In a row, although Weaviate is available. */
  let failures = 0;
  let current: Promise<void> = Promise.resolve();
  let queued: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const tried = Promise.withResolvers<void>();

  function lose(error: unknown): void {
    failures = 0;
    collection = null;
    if (problem !== null || isClosed) return;
    problem = (error as Error).message;
    onChange(problem);
  }

  async function step(): Promise<void> {
    clearTimeout(timer);
    if (isClosed || isReplaced) return;
    try {
      const model = parts.modelName();
      // The vectors of another model may need a collection of their own.
      if (collection === null || model !== chosenFor) collection = await connect();
      chosenFor = model;
      tried.resolve();
      if (mustCompare) {
        mustCompare = false;
        await compareCollection(parts, collection);
      }
      if (await takeOver(parts, { collection, isDoubtful, isEnding: () => isClosed })) isDoubtful = false;
      failures = 0;
    } catch (error) {
      if (error instanceof CollectionReplaced || collection === null) lose(error);
      else {
        // It may have restarted meanwhile, and broken off a write.
        mustCompare = isDoubtful = true;
        failures += 1;
        await check(error);
      }
      tried.resolve();
      isReplaced = error instanceof CollectionReplaced; // taking it back would take it from the other, forever
    }
    if (!isClosed) timer = setTimeout(run, Math.min(LOOK_MS * 2 ** failures, LONGEST_LOOK_MS)).unref();
  }

  async function connect(): Promise<string> {
    const { name, isNew } = await openCollection(parts);
    mustCompare = true;
    isDoubtful = !isNew;
    if (problem !== null) onChange(null);
    problem = null;
    return name;
  }

  /** Something failed: reports why, or finds that Weaviate is unavailable. */
  const check = (failed: unknown): Promise<void> => weaviate.findReady().then(() => report(failed), lose);

  /** Resolves when every change that is committed now has been taken over, or Weaviate is lost. */
  function run(): Promise<void> {
    queued ??= current.then(() => {
      queued = null;
      return (current = step());
    });
    return queued;
  }

  run();
  return {
    run,
    /** The collection to search; null while Weaviate is unavailable. */
    findCollection: (): Promise<string | null> => tried.promise.then(() => collection),
    problem: (): string | null => problem,
    check,
    /** Which workspaces may be held has changed. */
    compareAgain(): Promise<void> {
      mustCompare = true;
      return run();
    },
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(timer);
      await (queued ?? current);
    },
  };
}

type TakeOver = { collection: string; isDoubtful: boolean; isEnding(): boolean };

/** Until nothing is queued; false when another process is at it for too long, or this one ends. */
async function takeOver(parts: InStepParts, { collection, isDoubtful, isEnding }: TakeOver): Promise<boolean> {
  for (let turn = 0; turn < TURNS && !isEnding();) {
    const count = await takeChanges(parts.database, { collection, limit: BATCH }, (changes) =>
      passOn(parts, collection, changes, isDoubtful),
    );
    if (count !== null && count < BATCH) return true;
    if (count !== null) continue;
    turn += 1;
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  return false;
}
