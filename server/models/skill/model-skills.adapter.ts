/** What each model can be asked: probed once, when a model of this machine or network begins to speak, and remembered. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { routeName, type CallScope, type LanguageModel, type Route } from "../../../engine/model/language-model.ts";
import { probeSkill } from "../../../engine/model/skill/probe-skill.ts";
import { presumeSkill } from "../../../engine/model/skill/skill.ts";
import { Skill } from "../../../schema/messages/voice.ts";

/** Model → skill. */
const Skills = z.record(z.string(), Skill);

export type ModelSkills = {
  /** As probed; presumed while it has not been. */
  of(route: Route): Skill;
  /** Probes a model unless it is known; whether it was learned now. A failure leaves it unknown. */
  learn(model: LanguageModel, identity: string, scope: CallScope): Promise<boolean>;
};

/**
 * @param file a small JSON file; if it cannot be written, the next start probes again
 * @param log called with one line for the terminal
 */
export function createModelSkills(file: string, log: (line: string) => void): ModelSkills {
  const skills = new Map<string, Skill>();
  const learning = new Set<string>();

  async function learn(model: LanguageModel, identity: string, scope: CallScope): Promise<void> {
    const name = routeName(model.route);
    const key = `${name} ${identity}`;
    const known = (await readSkills(file))[key];
    if (known) return void skills.set(name, known);
    const skill = await probeSkill(model, scope);
    skills.set(name, skill);
    log(`${model.route.model} gets the ${skill === "middle" ? "medium" : skill === "tiny" ? "short" : "full"} prompt.`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ ...(await readSkills(file)), [key]: skill }, null, 1)}\n`);
  }

  return {
    of: (route) => skills.get(routeName(route)) ?? presumeSkill(route),
    async learn(model, identity, scope) {
      const name = routeName(model.route);
      if (skills.has(name) || learning.has(name)) return false;
      learning.add(name);
      try {
        await learn(model, identity, scope);
      } catch {
        // Unreachable: presumed until it speaks again. Or the file is not writable.
      } finally {
        learning.delete(name);
      }
      return skills.has(name);
    },
  };
}

async function readSkills(file: string): Promise<Record<string, Skill>> {
  try {
    return Skills.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // Missing or unreadable: probe again.
    return {};
  }
}
