import type { TFunction } from "i18next";
import { expect, test } from "vitest";
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

const embedded = (model: string) => ({ kind: "embedded" as const, route: `embedded/${model}`, provider: "" });

test("L2 the screen names the voice in words", () => {
  expect(nameVoice({ kind: "rehearsal", route: "rehearsal/script", provider: "" }, t)).toBe("Rehearsal");
  expect(nameVoice(embedded("SmolLM2-135M-Instruct"), t)).toBe("Small model on this machine");
  expect(nameVoiceShortly(embedded("SmolLM2-135M-Instruct"), t)).toBe("Small model");
  expect(nameVoice(embedded("Mistral-24B"), t)).toBe("Mistral-24B on this machine");
  expect(nameVoice({ kind: "provider", route: "openai/gpt-6.1-terra", provider: "OpenAI" }, t)).toBe(
    "OpenAI gpt-6.1-terra",
  );
  expect(nameVoice({ kind: "provider", route: "groq/openai/gpt-oss-120b", provider: "Groq" }, t)).toBe(
    "Groq openai/gpt-oss-120b",
  );
  expect(nameVoice({ kind: "endpoint", route: "openai/llama-3", provider: "" }, t)).toBe("llama-3");
});

test("L2 a model is small by the size in its name, and beside the server unless that says otherwise", () => {
  for (const model of ["SmolLM2-135M-Instruct", "Qwen2.5-0.5B-Instruct", "Qwen3-4B-Instruct-2507", "my-model"])
    expect(isSmallVoice(embedded(model)), model).toBe(true);
  expect(isSmallVoice(embedded("Llama-3.3-70B-Instruct"))).toBe(false);
  const ollama = { kind: "endpoint" as const, provider: "Ollama" };
  expect(isSmallVoice({ ...ollama, route: "ollama/llama3.2:1b" })).toBe(true);
  expect(isSmallVoice({ ...ollama, route: "ollama/llama3.2" })).toBe(false);
  expect(isSmallVoice({ kind: "provider", route: "groq/openai/gpt-oss-120b", provider: "Groq" })).toBe(false);
  expect(isSmallVoice({ kind: "rehearsal", route: "rehearsal/script", provider: "" })).toBe(false);
});
