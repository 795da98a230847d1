import { type CallPolicies, PolicyName } from "../../schema/messages/call-policies.ts";
import { readPoliciesFile } from "../../server/models/read-policies-file.adapter.ts";

const UNREACHED = 1_000_000;

/** The shipped policies without limits per minute, because a benchmark calls far more often than a person. */
export function unlimitedPolicies(): CallPolicies {
  const policies = readPoliciesFile();
  for (const name of PolicyName.options) policies[name].callsPerMinute = { person: UNREACHED, workspace: UNREACHED };
  return policies;
}
