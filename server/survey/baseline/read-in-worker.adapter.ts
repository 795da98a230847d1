import type { HumanBaselineDraft, NotUnderstood } from "../../../schema/messages/human-baseline.ts";
import type { Message } from "../../../schema/messages/message.ts";
import type { KnownMeanings } from "../../../schema/rules/survey/baseline/read-human-baseline.ts";
import { runInThread } from "../run-in-thread.adapter.ts";

export type BaselineInput = Pick<HumanBaselineDraft, "csv" | "codebook"> & KnownMeanings;
/** Answers and weights as JSON, as they are stored: the server's own thread has not to write millions of cells. */
export type WrittenBaseline = {
  faults: Message[];
  /** Ids of the probes and traits that it has columns of. */
  ids: string[];
  columnsJson: string;
  weightsJson: string | null;
  people: number;
  notUnderstood: NotUnderstood[];
};

/** A file may have millions of characters. @throws what the thread threw */
export const readInWorker = (input: BaselineInput, signal: AbortSignal): Promise<WrittenBaseline> =>
  runInThread(new URL("./read-baseline.worker.ts", import.meta.url), input, signal);
