import { message } from "../../../schema/messages/message.ts";
import { DescribedError } from "../../messages/described-error.ts";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const GGUF_MAGIC = "GGUF";

/** The GGUF to use: the one that a setting names, otherwise the newest in the folder; null when there is none. */
export async function findModelFile(
  folder: string,
  setting: "MODEL_FILE" | "BASE_FILE" | "EMBEDDING_FILE",
  named: string | undefined,
): Promise<string | null> {
  if (named !== undefined) {
    if (await isGguf(named)) return named;
    throw new DescribedError(message("model-file-unreadable", { setting, file: named }));
  }
  const names = await readdir(folder).catch(() => []);
  // A model in several files is opened by its first one.
  const candidates = names
    .filter((name) => name.endsWith(".gguf") && !/-0*([2-9]|\d{2,})-of-\d+\.gguf$/.test(name))
    .map((name) => join(folder, name));
  const dated = await Promise.all(
    candidates.map(async (path) => ({ path, at: (await stat(path)).mtimeMs, whole: await isGguf(path) })),
  );
  return dated.filter((file) => file.whole).sort((a, b) => b.at - a.at)[0]?.path ?? null;
}

async function isGguf(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(GGUF_MAGIC.length), 0, GGUF_MAGIC.length, 0);
    return buffer.toString("latin1") === GGUF_MAGIC;
  } catch {
    return false;
  }
}
