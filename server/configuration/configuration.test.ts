import fc from "fast-check";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfiguration } from "./configuration.ts";
import { readConfiguration, SETTINGS_FILE } from "./read-configuration.process.ts";

const problemsOf = (environment: Record<string, string>) => {
  const result = parseConfiguration(environment);
  return "problems" in result ? result.problems : [];
};

test("O2 an empty environment is complete", () => {
  expect(parseConfiguration({})).toMatchObject({
    configuration: {
      PORT: 2567,
      HOST: "127.0.0.1",
      DATA_DIR: "./data",
      VOICE: "auto",
      ALLOWED_ORIGINS: [],
      TRUST_PROXY: false,
    },
  });
});

test("O2 every wrong value is named at once, with a valid alternative", () => {
  const problems = problemsOf({
    PORT: "http",
    VOICE: "loud",
    MODEL: "gpt",
    PUBLIC_URL: "example.org",
    ALLOWED_ORIGINS: "https://a.org/path",
    TRUST_PROXY: "maybe",
    MODEL_FILE: "model.bin",
  });
  expect(problems).toHaveLength(7);
  for (const name of ["PORT", "VOICE", "MODEL", "PUBLIC_URL", "ALLOWED_ORIGINS", "TRUST_PROXY", "MODEL_FILE"]) {
    expect(
      problems.filter((problem) => problem.startsWith(`${name} must be `)),
      name,
    ).toHaveLength(1);
  }
});

test.each([
  ["a zero-width space", "sk-\u200bsecret", "character 4 is U+200B"],
  ["a bullet", "sk-••••••", "character 4 is U+2022"],
  ["a line break", "sk-se\ncret", "character 6 is U+000A"],
  ["an umlaut", "sk-schlüssel", "character 8 is U+00FC"],
])("O2 A5 a key with %s in it is refused at the start, naming the variable and never the key", (_, text, place) => {
  const keys = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GROQ_API_KEY", "HF_TOKEN", "VLLM_API_KEY"];
  const all = [...keys, "OPENAI_ADMIN_KEY", "ANTHROPIC_ADMIN_KEY"];
  const { problems } = parseConfiguration(Object.fromEntries(all.map((name) => [name, text]))) as {
    problems: string[];
  };
  expect(problems.map((problem) => problem.split(" must be ")[0])).toEqual(expect.arrayContaining(all));
  expect(problems.every((problem) => problem.includes(place))).toBe(true);
  expect(problems.join()).not.toContain(text.slice(3));
});

test("O2 an empty value means the default", () => {
  expect(parseConfiguration({ PORT: "", OPENAI_API_KEY: "  " })).toMatchObject({ configuration: { PORT: 2567 } });
});

test("O2 a value of any shape gives a configuration or problems, never an exception", () => {
  const names = fc.constantFrom(
    "PORT",
    "HOST",
    "PUBLIC_URL",
    "ALLOWED_ORIGINS",
    "TRUST_PROXY",
    "DATABASE_URL",
    "MODEL",
    "VOICE",
  );
  fc.assert(fc.property(fc.dictionary(names, fc.string()), (environment) => void parseConfiguration(environment)));
});

test("O2 the environment wins over the settings file, and an unknown name in the file is a problem", () => {
  expect(parseConfiguration({ PORT: "1" }, { PORT: "2", HOST: "0.0.0.0" })).toMatchObject({
    configuration: { PORT: 1, HOST: "0.0.0.0" },
  });
  expect(parseConfiguration({}, { PROT: "2" })).toEqual({
    problems: ["PROT in the settings file is not a setting. Correct the name or remove the line."],
  });
});

test("O2 a file that an editor began with a byte-order mark reads like any other", () => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis settings "));
  writeFileSync(join(folder, "key"), "\uFEFFsk-secret\n");
  writeFileSync(join(folder, SETTINGS_FILE), `\uFEFFPORT=2600\nOPENAI_API_KEY_FILE="${join(folder, "key")}"\n`);
  expect(readConfiguration({}, folder).configuration).toMatchObject({ PORT: 2600, OPENAI_API_KEY: "sk-secret" });
});

test("A5 a secret is read from the file its NAME_FILE names, and a missing file is named without the secret", () => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis settings "));
  writeFileSync(join(folder, "key"), "sk-secret\n");
  writeFileSync(join(folder, SETTINGS_FILE), `OPENAI_API_KEY_FILE="${join(folder, "key")}"\n`);
  expect(readConfiguration({}, folder).configuration.OPENAI_API_KEY).toBe("sk-secret");
  expect(() => readConfiguration({ ANTHROPIC_API_KEY_FILE: join(folder, "nothing"), PORT: "x" }, folder)).toThrow(
    /ANTHROPIC_API_KEY_FILE names .*ENOENT[^]*PORT must be/,
  );
});
