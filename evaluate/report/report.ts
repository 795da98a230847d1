/** What is kept of an evaluation: enough to read its talks again and to compare it with a later one. */
import { z } from "zod";
import type { Evaluation } from "../evaluate-voice.ts";

const Turn = z.object({
  speakerName: z.string(),
  speakerKind: z.enum(["person", "persona"]),
  text: z.string(),
  firstWordMs: z.number().nullable(),
  raw: z.array(z.string()).readonly(),
});

export const Report = z.object({
  route: z.string(),
  commit: z.string(),
  seed: z.number(),
  /** ISO date-time. */
  at: z.string(),
  figures: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      method: z.string(),
      value: z.number().nullable(),
      unit: z.enum(["share", "count", "per talk", "per turn", "ms", "cosine"]),
      over: z.number(),
      examples: z.array(z.object({ talk: z.string(), text: z.string(), note: z.string() })).readonly(),
    }),
  ),
  talks: z.array(z.object({ topic: z.string(), turns: z.array(Turn) })),
});
export type Report = z.infer<typeof Report>;

export function toReport(
  { talks, figures }: Evaluation,
  origin: Pick<Report, "route" | "commit" | "seed" | "at">,
): Report {
  return Report.parse({ ...origin, figures, talks });
}

/** @throws an Error for people when it is not a report of `npm run evaluate` */
export function readReport(json: string): Report {
  try {
    return Report.parse(JSON.parse(json));
  } catch (error) {
    throw new Error("The file of --compare is not a report that npm run evaluate wrote.", { cause: error });
  }
}
