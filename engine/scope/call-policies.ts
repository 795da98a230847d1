/** `talk`: a person waits for the words; `decide`: for the next speaker; `run`, `batch`, `system`: nobody waits. */
export type PolicyName = "talk" | "decide" | "run" | "batch" | "system";
