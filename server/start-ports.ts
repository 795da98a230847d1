/** What the parts of a server are opened with. */
import type { Logger } from "pino";
import type { Configuration } from "./configuration/configuration.ts";
import type { SecretFiles } from "./configuration/read-configuration.process.ts";
import type { readTemplates } from "./persona/casts.process.ts";
import type { readPlaces } from "./place/places.store.ts";

export type StartPorts = {
  configuration: Configuration;
  secretFiles: SecretFiles;
  version: string;
  publicUrl: string;
  dataFolder: string;
  castsFolder: string;
  templates: Awaited<ReturnType<typeof readTemplates>>;
  places: Awaited<ReturnType<typeof readPlaces>>;
  log: Logger;
  /** On screen. */
  say(line: string): void;
  /** For whoever runs it: on screen and in the log. */
  tell(text: string): void;
  reportTo(area: string): (error: unknown) => void;
  /** Something that everything needs is lost. */
  giveUp(reason: string): void;
  /** When the server ends, newest first. */
  atEnd(step: () => Promise<unknown>): void;
  now(): Date;
};
