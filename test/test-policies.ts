import { readPoliciesFile } from "../server/models/read-policies-file.adapter.ts";

/** The shipped policies. */
export const testPolicies = readPoliciesFile();
