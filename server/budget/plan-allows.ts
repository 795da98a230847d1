/** What each plan offers; plans restrict features only while billing is on (SPEC L7). */
import type { Plan, PlanFeature } from "../../schema/messages/billing.ts";

export const ALL_FEATURES: readonly PlanFeature[] = ["demographic-forcing", "alterity", "custom-labels"];

const PLAN_FEATURES: Record<Plan, readonly PlanFeature[]> = {
  free: ["demographic-forcing"],
  pro: ["demographic-forcing", "alterity"],
  enterprise: ALL_FEATURES,
};

export type Billing = { on: boolean; plan: Plan };

export const planAllows = ({ on, plan }: Billing, feature: PlanFeature): boolean =>
  !on || PLAN_FEATURES[plan].includes(feature);
