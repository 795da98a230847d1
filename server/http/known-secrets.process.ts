/** All keys and passwords of the server, including replacements while it runs (SPEC A5). */
import { readFileSync } from "node:fs";
import { SECRET_SETTINGS, type Configuration } from "../configuration/configuration.ts";
import type { SecretFiles } from "../configuration/read-configuration.process.ts";

const REREAD_MS = 5_000;
/** Shorter ones occur in too many words. */
const MIN_CHARACTERS = 6;

export type KnownSecrets = {
  /** Each in every encoding in which it could occur in a text. */
  forms(): readonly string[];
  close(): void;
};

/** @param files where secrets were read from, which may be replaced */
export function collectSecrets(
  configuration: Partial<Configuration>,
  files: SecretFiles,
  rereadMs = REREAD_MS,
): KnownSecrets {
  const forms = new Set<string>();
  for (const name of SECRET_SETTINGS)
    for (const form of formsOf(configuration[name]?.toString() ?? "")) forms.add(form);
  for (const form of formsOf(process.env["OTEL_EXPORTER_OTLP_HEADERS"] ?? "")) forms.add(form);
  const reread = () => {
    for (const file of Object.values(files)) for (const form of formsOf(readIfThere(file))) forms.add(form);
  };
  const timer = setInterval(reread, rereadMs).unref();
  return { forms: () => [...forms], close: () => clearInterval(timer) };
}

function formsOf(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : "";
  return [value, password, decodeURIComponent(password)]
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")])
    .filter((form) => form.length >= MIN_CHARACTERS);
}

/** A file may be missing while it is being replaced. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}
