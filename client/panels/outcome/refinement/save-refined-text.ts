import { callText } from "../../../state/call-api.ts";
import { saveFile } from "../../../state/save-file.ts";

/** Offers the refined text of a conversation as a Markdown file. Rejects with an ApiProblem. */
export async function saveRefinedText(circleId: string, topic: string): Promise<void> {
  const text = await callText(`conversations/${encodeURIComponent(circleId)}/outcome/document`);
  saveFile(`${topic.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "text"}.md`, text, "text/markdown");
}
