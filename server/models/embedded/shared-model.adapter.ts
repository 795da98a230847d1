/** Where the embedded models of a server listen, for the other processes of its data folder (SPEC L2). */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import type { WritingRole } from "./embedded-model.program.ts";

const WRITER = z.object({
  socketPath: z.string(),
  name: z.string(),
  /** Distinguishes files of one name. */
  weights: z.string(),
  /** Concurrent calls. */
  sequences: z.number(),
  talks: z.boolean(),
});
const SHAPES = {
  embedding: z.object({ socketPath: z.string(), name: z.string() }),
  voice: WRITER,
  base: WRITER,
};
type Role = keyof typeof SHAPES;
export type SharedModel<Of extends Role> = z.infer<(typeof SHAPES)[Of]>;

const fileIn = (folder: string, role: Role): string => join(folder, `shared-${role}.json`);

/** @param folder that of models in the data folder */
export function shareModel<Of extends Role>(folder: string, role: Of, shared: SharedModel<Of>): void {
  const file = fileIn(folder, role);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, JSON.stringify(shared), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // If the folder is not writable, other processes find no model.
  }
}

/** Null when no server has said so, or it has ended in order. */
export function readSharedModel<Of extends Role>(folder: string, role: Of): SharedModel<Of> | null {
  try {
    return SHAPES[role].parse(JSON.parse(readFileSync(fileIn(folder, role), "utf8"))) as SharedModel<Of>;
  } catch {
    // Missing, or damaged: the server writes it anew.
    return null;
  }
}

/** Null also when its server was killed. */
export async function findSharedWriter(folder: string, role: WritingRole): Promise<SharedModel<WritingRole> | null> {
  const shared = readSharedModel(folder, role);
  return shared && (await isListening(shared.socketPath)) ? shared : null;
}

const isListening = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });

/** Unless another server has written its own since. */
export function unshareModel(folder: string, role: Role, socketPath: string): void {
  if (readSharedModel(folder, role)?.socketPath === socketPath) rmSync(fileIn(folder, role), { force: true });
}
