/** Limits of model calls by kind of work (SPEC L4): the schema of policies.yaml, and what operators see of it. */
import { z } from "zod";

/** `talk`: a person waits for the reply; `decide`: for the next speaker; `run`, `batch` and `system`: nobody waits. */
export const PolicyName = z.enum(["talk", "decide", "run", "batch", "system"]);
export type PolicyName = z.infer<typeof PolicyName>;

const count = z.int().min(1).max(1_000_000);
const milliseconds = z.int().min(1).max(3_600_000);

export const CallPolicy = z.strictObject({
  /** For paid or remote providers; null: no limit per person. */
  callsPerMinute: z.strictObject({ person: count.nullable(), workspace: count }),
  /** Concurrent calls per provider: for a model on a machine that people share, and for a server for many. */
  places: z.strictObject({ machine: count, server: count }),
  /** "people": somebody waits, so it has priority. "background": begins only while nobody waits. */
  priority: z.enum(["people", "background"]),
  /** After the first attempt, while no part of the answer was received. Longer waits requested by a provider are not made. */
  retries: z.strictObject({
    attempts: z.int().min(0).max(10),
    firstDelayMs: milliseconds,
    longestWaitMs: milliseconds,
  }),
  timeouts: z.strictObject({
    /** A local model may first have to read a long prompt on a slow machine. */
    firstTokenMs: z.strictObject({ local: milliseconds, remote: milliseconds }),
    stallMs: milliseconds,
    /** A model that reasons is alive, but is given up after this long without text. */
    thinkingMs: milliseconds,
  }),
  /** Redaction of personal data before it is sent to remote providers. */
  redaction: z.enum(["unless-consented", "always"]),
});
export type CallPolicy = z.infer<typeof CallPolicy>;

export const CallPolicies = z.record(PolicyName, CallPolicy);
export type CallPolicies = z.infer<typeof CallPolicies>;
