/** `POST /api/usage/estimate`: what talk would cost before it begins (SPEC L8). */
import { z } from "zod";
import { Message } from "./message.ts";
import { SEAT_COUNT } from "../rules/seating.ts";

const id = z.string().min(1).max(100);
const MAX_TURNS = 10_000;

export const EstimateQuestion = z.object({
  /** Estimates from this circle's personas and its turns so far. */
  circleId: id.optional(),
  /** The speakers; given with `circleId`, they replace that circle's. */
  personaIds: z.array(id).max(SEAT_COUNT).optional(),
  turns: z.number().int().min(1).max(MAX_TURNS),
});
export type EstimateQuestion = z.infer<typeof EstimateQuestion>;

const nano = z.number().int().nonnegative();

export const EstimateAnswer = z.object({
  lowNano: nano,
  likelyNano: nano,
  highNano: nano,
  /** What the estimate is based on, in words. */
  basis: z.string(),
  basisMessage: Message,
});
export type EstimateAnswer = z.infer<typeof EstimateAnswer>;
