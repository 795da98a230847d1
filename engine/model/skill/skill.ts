/** What a model can be asked: probed (`probe-skill.ts`), and presumed until then. Every decision by skill goes by this. */
import type { Skill } from "../../../schema/messages/voice.ts";
import type { Route } from "../language-model.ts";

/**
 * What is safest while a model has not been probed: of this machine or network, one plain question, because it may lose
 * track of a talk and say instructions back. Models elsewhere are not probed, as that costs money, and count as large.
 */
export const presumeSkill = (route: Route): Skill => (route.local ? "tiny" : "large");

/** Whether it judges what others say: importance, traits, conclusions, people for a brief. Others are not asked. */
export const canJudge = (skill: Skill): boolean => skill === "large";
