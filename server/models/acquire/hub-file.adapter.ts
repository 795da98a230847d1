/** The model hub's metadata of a file: its size and the SHA-256 of its contents. */
import { message } from "../../../schema/messages/message.ts";
import { DescribedError } from "../../messages/described-error.ts";
import { z } from "zod";

const HUB_TIMEOUT_MS = 8_000;
export const HUB_URL = "https://huggingface.co";

const FileTree = z.array(
  z.object({
    path: z.string(),
    lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().positive() }).optional(),
  }),
);

export type HubFile = { url: string; sizeBytes: number; sha256: string };

/** @throws an Error with a message for people when the hub cannot be reached or does not have the file */
export async function findHubFile(hubUrl: string, repo: string, file: string, signal: AbortSignal): Promise<HubFile> {
  const answer = await fetch(`${hubUrl}/api/models/${repo}/tree/main`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(HUB_TIMEOUT_MS)]),
  }).catch(() => {
    throw new DescribedError(message("hub-unreachable"));
  });
  const tree = FileTree.safeParse(await answer.json().catch(() => null));
  const entry = tree.data?.find((candidate) => candidate.path === file);
  if (!answer.ok || !entry?.lfs)
    throw new DescribedError(message("hub-without-file", { file: `${repo}/${file}`, status: answer.status }));
  return {
    url: `${hubUrl}/${repo}/resolve/main/${encodeURIComponent(file)}`,
    sizeBytes: entry.lfs.size,
    sha256: entry.lfs.oid,
  };
}
