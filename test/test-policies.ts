import { readPoliciesFile } from "../server/models/read-policies-file.adapter.ts";

/** Those that ship. */
export const testPolicies = readPoliciesFile();
