/** Search time in one persona's hundred thousand memories, through the worker that ranks them in production (SPEC M5). */
import { createRanker } from "../../server/memory/ranker.adapter.ts";
import type { IndexedMemory } from "../../engine/memory/persona-index.ts";
import { percentile } from "../world/percentile.ts";

const MEMORIES = 100_000;
const DIMENSION = 384;
const BATCH = 5_000;
const TIMED_QUERIES = 200;
const CHECKED_QUERIES = 20;
const NEIGHBOURS = 10;
const DAY_MS = 86_400_000;
/** Half of the memories are public, the rest from this many private talks; the person asking was in all of them, with one other. */
const TALKS = 1_000;
const AUDIENCE = ["asker"];

export async function measureMemory(): Promise<object> {
  const random = createRandom(7);
  const vectors = Array.from({ length: MEMORIES }, () => drawVector(random));
  const ranker = createRanker();
  const now = DAY_MS;
  for (let start = 0; start < MEMORIES; start += BATCH) {
    const memories = vectors.slice(start, start + BATCH).map((embedding, index): IndexedMemory => ({
      id: String(start + index),
      text: "",
      turnId: null,
      witnesses: companyOf(start + index),
      importance: 0.5,
      lastAccessedAt: now,
      embedding,
    }));
    await ranker.ask({ type: "set", personaId: "bench", memories });
  }
  const search = (embedding: Float32Array) =>
    // Importance and recency are the same for all, so the nearest vectors are found.
    ranker.ask({
      type: "rank",
      personaId: "bench",
      query: { audience: AUDIENCE, text: "", embedding, at: now, limit: NEIGHBOURS, exceptTurnIds: [] },
    });

  const times: number[] = [];
  for (let query = 0; query < TIMED_QUERIES; query++) {
    const embedding = drawVector(random);
    const startedAt = performance.now();
    await search(embedding);
    times.push(performance.now() - startedAt);
  }
  let found = 0;
  for (let query = 0; query < CHECKED_QUERIES; query++) {
    const embedding = drawVector(random);
    const nearest = findNearest(vectors, embedding);
    found += (await search(embedding)).filter((id) => nearest.has(Number(id))).length;
  }
  await ranker.close();
  return {
    embedded: {
      retrievalP95MsAt100k: percentile(times, 0.95),
      recallAt10: found / (CHECKED_QUERIES * NEIGHBOURS),
    },
  };
}

const companyOf = (memory: number): string[] | null =>
  memory % 2 === 0 ? null : [...AUDIENCE, `other ${memory % TALKS}`];

function findNearest(vectors: readonly Float32Array[], query: Float32Array): Set<number> {
  const scored = vectors.map((vector, index) => ({
    index,
    score: vector.reduce((sum, value, at) => sum + value * query[at]!, 0),
  }));
  return new Set(
    scored
      .sort((one, other) => other.score - one.score)
      .slice(0, NEIGHBOURS)
      .map(({ index }) => index),
  );
}

function drawVector(random: () => number): Float32Array {
  const vector = Float32Array.from({ length: DIMENSION }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Numbers 0–1 from a seed, the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
