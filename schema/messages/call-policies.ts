/** How the model calls of each kind of work are limited (SPEC L4): the shape of policies.yaml, and what operators see of it. */
import { z } from "zod";

/** `talk`: a person waits for the words; `decide`: for the next speaker; `run`, `batch` and `system`: nobody waits. */
export const PolicyName = z.enum(["talk", "decide", "run", "batch", "system"]);
export type PolicyName = z.infer<typeof PolicyName>;

const count = z.int().min(1).max(1_000_000);
const milliseconds = z.int().min(1).max(3_600_000);

export const CallPolicy = z.strictObject({
  /** To providers that are paid or elsewhere; null: no limit of its own. */
  callsPerMinute: z.strictObject({ person: count.nullable(), workspace: count }),
  /** Calls at once for each provider: of a model on a machine that people share, and of one that serves many. */
  places: z.strictObject({ machine: count, server: count }),
  /** "people": somebody waits, and goes first. "background": begins only while nobody waits. */
  priority: z.enum(["people", "background"]),
  /** After the first attempt, while nothing of the answer has been seen. Longer waits that a provider asks for are not waited. */
  retries: z.strictObject({
    attempts: z.int().min(0).max(10),
    firstDelayMs: milliseconds,
    longestWaitMs: milliseconds,
  }),
  timeouts: z.strictObject({
    /** A local model may first have to read a long prompt on a slow machine. */
    firstTokenMs: z.strictObject({ local: milliseconds, remote: milliseconds }),
    stallMs: milliseconds,
    /** A model that thinks is alive; without a word for so long it is given up all the same. */
    thinkingMs: milliseconds,
  }),
  /** Of personal data on its way to remote providers. */
  redaction: z.enum(["unless-consented", "always"]),
});
export type CallPolicy = z.infer<typeof CallPolicy>;

export const CallPolicies = z.record(PolicyName, CallPolicy);
export type CallPolicies = z.infer<typeof CallPolicies>;
