import { hostname } from "node:os";
import type { Configuration } from "../configuration/configuration.ts";

/** Where other server processes reach this one: by the name of its machine or container, unless it listens on one address. */
export function findPeerUrl({ PEER_URL, HOST, PORT }: Pick<Configuration, "PEER_URL" | "HOST" | "PORT">): string {
  if (PEER_URL) return PEER_URL;
  const isEverywhere = HOST === "0.0.0.0" || HOST === "::";
  return `http://${isEverywhere ? hostname() : HOST}:${PORT}`;
}
