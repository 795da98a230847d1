import { type CallPolicies, PolicyName } from "../../schema/messages/call-policies.ts";
import { readPoliciesFile } from "../../server/models/read-policies-file.adapter.ts";

const UNREACHED = 1_000_000;

/** Those that ship, without their limits per minute: a bench is one person in a hurry. */
export function unlimitedPolicies(): CallPolicies {
  const policies = readPoliciesFile();
  for (const name of PolicyName.options) policies[name].callsPerMinute = { person: UNREACHED, workspace: UNREACHED };
  return policies;
}
