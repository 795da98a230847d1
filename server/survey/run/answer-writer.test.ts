import { expect, test } from "vitest";
import { JobStopped } from "../../jobs/define-job.ts";
import { createAnswerWriter } from "./answer-writer.adapter.ts";
import type { RunJob } from "./run-ports.ts";
import type { RunAtWork, StoredAnswer } from "./run-work.store.ts";

const answer = (position: number) => ({ position }) as StoredAnswer;

/** @param failures what committing throws, in turn; then it succeeds */
function openWriter(failures: unknown[]) {
  const stored: number[] = [];
  const save: RunJob["save"] = async (step) => {
    const { progress } = await step(null as never);
    const failure = failures.shift();
    if (failure) throw failure as Error;
    stored.push(progress.done);
  };
  const keepAnswersIn = async (_em: unknown, _run: unknown, answers: readonly StoredAnswer[]) => answers.length;
  return {
    stored,
    failures,
    ...createAnswerWriter({ answered: 0, total: 9 } as RunAtWork, { save } as RunJob, { keepAnswersIn }),
  };
}

test("S6 answers whose commit failed are stored with the next one", async () => {
  const writer = openWriter([new Error("no connection"), new Error("no connection")]);
  writer.add(answer(0));
  writer.add(answer(1));
  await writer.flush();
  expect(writer.stored).toEqual([2]);
  writer.add(answer(2));
  await writer.flush();
  expect(writer.stored).toEqual([2, 1]);
});

test("S6 a job that another process has stores nothing more, and says so", async () => {
  const writer = openWriter([new JobStopped("taken-over")]);
  writer.add(answer(0));
  await expect(writer.flush()).rejects.toMatchObject({ reason: "taken-over" });
  expect(writer.stored).toEqual([]);
});
