import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import type { Skill } from "../../schema/messages/voice.ts";
import { en } from "../words/en.ts";
import { isSmallVoice, nameVoice, nameVoiceShortly } from "./name-voice.ts";

const t = ((key: string, values?: { model?: string }) => {
  const { voice } = en;
  const words = {
    "voice.rehearsal": voice.rehearsal,
    "voice.smallHere": voice.smallHere,
    "voice.here": voice.here,
    "voice.smallShort": voice.smallShort,
  };
  return words[key as keyof typeof words].replace("{{model}}", values?.model ?? "");
}) as unknown as TFunction;

const embedded = (model: string, skill: Skill) => ({
  kind: "embedded" as const,
  route: `embedded/${model}`,
  provider: "",
  skill,
});

test("L2 the screen names the voice in words", () => {
  expect(nameVoice({ kind: "rehearsal", route: "rehearsal/script", provider: "", skill: "tiny" }, t)).toBe("Rehearsal");
  expect(nameVoice(embedded("SmolLM2-135M-Instruct", "tiny"), t)).toBe("Small model on this machine");
  expect(nameVoiceShortly(embedded("SmolLM2-135M-Instruct", "tiny"), t)).toBe("Small model");
  expect(nameVoice(embedded("Mistral-24B", "large"), t)).toBe("Mistral-24B on this machine");
  const provider = { kind: "provider" as const, skill: "large" as const };
  expect(nameVoice({ ...provider, route: "openai/gpt-6.1-terra", provider: "OpenAI" }, t)).toBe("OpenAI gpt-6.1-terra");
  expect(nameVoice({ ...provider, route: "groq/openai/gpt-oss-120b", provider: "Groq" }, t)).toBe(
    "Groq openai/gpt-oss-120b",
  );
  expect(nameVoice({ kind: "endpoint", route: "openai/llama-3", provider: "", skill: "tiny" }, t)).toBe("llama-3");
});

test("L2 a model is small by what it was found to be able to do, whatever its name", () => {
  expect(isSmallVoice(embedded("Llama-3.3-70B-Instruct", "middle"))).toBe(true);
  expect(isSmallVoice(embedded("Qwen2.5-0.5B-Instruct", "large"))).toBe(false);
  const endpoint = { kind: "endpoint" as const, provider: "Ollama", route: "ollama/llama3.2" };
  expect(isSmallVoice({ ...endpoint, skill: "tiny" })).toBe(true);
  expect(isSmallVoice({ kind: "rehearsal", route: "rehearsal/script", provider: "", skill: "tiny" })).toBe(false);
});
