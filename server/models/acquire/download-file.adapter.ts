/** A large file over HTTP: resumed where it broke off, even after a restart, and verified before use. */
import { message } from "../../../schema/messages/message.ts";
import { DescribedError } from "../../messages/described-error.ts";
import { createWriteStream } from "node:fs";
import { rename, rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileChecksum } from "./file-checksum.adapter.ts";

export type Download = {
  url: string;
  /** Where the complete file goes. Until then a partial download is kept beside it as `.part`. */
  target: string;
  sizeBytes: number;
  sha256: string;
  signal: AbortSignal;
  onReceived(receivedBytes: number): void;
  onVerifying(): void;
};

const STALL_MS = 30_000;
const TRIES_WITHOUT_PROGRESS = 4;
const FIRST_PAUSE_MS = 500;
/** Left free on the disk for everything else. */
const DISK_RESERVE_BYTES = 200_000_000;

/** @throws an Error with a message for people; the partial file is kept for the next attempt unless it is wrong */
export async function downloadFile(download: Download): Promise<void> {
  const { target, sizeBytes, signal } = download;
  const part = `${target}.part`;
  await requireDisk(dirname(target), sizeBytes - (await sizeOf(part)));
  let tries = 0;
  for (let received = await sizeOf(part); received < sizeBytes;) {
    try {
      await receive(download, part, received);
    } catch (error) {
      signal.throwIfAborted();
      const now = await sizeOf(part);
      tries = now > received ? 1 : tries + 1;
      if (tries >= TRIES_WITHOUT_PROGRESS) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1), undefined, { signal });
    }
    received = await sizeOf(part);
  }
  download.onVerifying();
  if ((await fileChecksum(part)) !== download.sha256) {
    await rm(part, { force: true });
    throw new DescribedError(message("download-altered"));
  }
  await rename(part, target);
}

async function receive({ url, sizeBytes, signal, onReceived }: Download, part: string, offset: number): Promise<void> {
  const stalled = new AbortController();
  const watch = setTimeout(() => stalled.abort(), STALL_MS);
  try {
    const headers: Record<string, string> = offset > 0 ? { range: `bytes=${offset}-` } : {};
    const response = await fetch(url, { headers, signal: AbortSignal.any([signal, stalled.signal]) });
    if (!response.ok || !response.body)
      throw new DescribedError(message("download-refused", { status: response.status }));
    // A server without range support sends the whole file.
    const start = response.status === 206 ? offset : 0;
    let received = start;
    await pipeline(
      response.body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          watch.refresh();
          received += chunk.length;
          if (received > sizeBytes) throw new DescribedError(message("download-too-large"));
          onReceived(received);
          yield chunk;
        }
      },
      createWriteStream(part, { flags: start > 0 ? "a" : "w" }),
    );
  } finally {
    clearTimeout(watch);
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

export async function requireDisk(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free - DISK_RESERVE_BYTES >= neededBytes) return;
  const needed = megabytes(neededBytes + DISK_RESERVE_BYTES);
  throw new DescribedError(message("disk-full", { free: megabytes(free), needed }));
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
export const inMegabytes = (bytes: number): string => `${megabytes(bytes)} MB`;
