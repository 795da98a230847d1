/** A provider's current key: from the environment, or from a secret file that may be replaced while the server runs (SPEC A5). */
import { readFileSync, statSync, unwatchFile, watchFile } from "node:fs";
import { KEY_SHAPE } from "../../configuration/configuration.ts";
import { NO_KEY, type ProviderSettings } from "./provider-settings.ts";

/** Polling interval for screens; calls check for themselves. */
const LOOK_EVERY_MS = 2_000;

export type ProviderKey = {
  readonly source: "environment" | "file" | "none";
  /** Null while its file is missing, empty, unreadable or contains invalid characters. */
  read(): string | null;
  close(): void;
};

/** @param onChange called when the file holds another key, or none */
export function openProviderKey(
  { apiKey, keyFile }: Pick<ProviderSettings, "apiKey" | "keyFile">,
  onChange: () => void,
): ProviderKey {
  if (keyFile === null)
    return { source: apiKey === NO_KEY ? "none" : "environment", read: () => apiKey, close: () => undefined };

  let seen = look(keyFile);
  let key = readKey(keyFile);
  /** Called for each call, so an unchanged file is not read again. */
  const read = (): string | null => {
    const now = look(keyFile);
    if (now === seen) return key;
    seen = now;
    const before = key;
    key = readKey(keyFile);
    if (key !== before) onChange();
    return key;
  };
  const onFile = () => void read();
  watchFile(keyFile, { interval: LOOK_EVERY_MS, persistent: false }, onFile);
  return { source: "file", read, close: () => unwatchFile(keyFile, onFile) };
}

/** A fingerprint that changes with the file's content, without reading it. */
function look(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : "";
}

function readKey(path: string): string | null {
  try {
    const key = readFileSync(path, "utf8").trim();
    return KEY_SHAPE.test(key) ? key || null : null;
  } catch {
    // Missing or not readable yet: the provider is off until it is.
    return null;
  }
}
