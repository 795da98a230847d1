import pino, { type Logger } from "pino";
import type { Configuration } from "../configuration/configuration.ts";
import type { SecretFiles } from "../configuration/read-configuration.process.ts";
import { collectSecrets } from "./known-secrets.process.ts";
import { redactLogLine } from "./redact-log-line.ts";

export type ServerLog = {
  log: Logger;
  /** From now on none of these secrets appears in a log line. */
  hideSecrets(configuration: Partial<Configuration>, files: SecretFiles): void;
};

/** Logs one JSON object per line to standard error, without personal data; a closed standard error is ignored. */
export function openLog(): ServerLog {
  let secrets: () => readonly string[] = () => [];
  const output = pino.destination(2);
  output.on("error", () => undefined);
  const streamWrite = (line: string) => redactLogLine(line, secrets());
  return {
    log: pino({ level: process.stderr.isTTY ? "warn" : "info", hooks: { streamWrite } }, output),
    hideSecrets: (configuration, files) => (secrets = collectSecrets(configuration, files).forms),
  };
}
