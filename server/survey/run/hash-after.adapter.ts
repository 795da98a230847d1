import { createHash } from "node:crypto";
import type { PromptHash } from "../../../engine/survey/run/interview-respondent.ts";

export function hashAfter(beginning: string): PromptHash {
  const begun = createHash("sha256").update(beginning);
  return {
    of: (rest) => begun.copy().update(rest).digest("hex"),
    add: (more) => void begun.update(more),
  };
}
