import { isTest } from "./path-of.ts";

const effectSuffix = /\.(room|route|table|store|adapter|job|worker|process|program|middleware)\.tsx?$/;
const compositionRoot = /^server\/(main|worker|doctor)\.ts$/;
const configuration = /^server\/configuration/;

/** Whether a file promises to have no effects except through its arguments: the filename rule of ARCHITECTURE.md. */
export function isBare(path: string): boolean {
  if (!/^(engine|schema|server)\/.*\.ts$/.test(path)) return false;
  if (isTest(path) || path.includes("/migrations/")) return false;
  return ![effectSuffix, compositionRoot, configuration].some((pattern) => pattern.test(path));
}
