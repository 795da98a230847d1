import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readModelsFile } from "../server/models/read-models-file.adapter.ts";
import { inProject } from "../setup/project.mjs";

const read = (path: string) => readFileSync(inProject(...path.split("/")), "utf8");

test("O2 the README's table names every setting the server reads, and no other", () => {
  const table = read("README.md").match(/^\| setting [\s\S]*?\n\n/m)![0];
  const listed = table.split("\n").flatMap((row) => row.split("|")[1]?.match(/`[A-Z_]+`/g) ?? []);
  const settings = read("server/configuration/configuration.ts").match(/\nconst settings = \{\n[\s\S]*?\n\};/)![0];
  const names = [...settings.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => `\`${match[1]}\``);
  expect(names).not.toHaveLength(0);
  expect(listed.toSorted()).toEqual(names.toSorted());
});

test("the README's commands exist", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const commands = [...read("README.md").matchAll(/npm run (?:--silent )?([a-z]+)/g)].map((match) => match[1]!);
  expect(commands.filter((command) => !scripts[command])).toEqual([]);
});

test("L2 the README's table of models to download is that of models.yaml", () => {
  const table = read("README.md").match(/^\| machine, at least [\s\S]*?\n\n/m)![0];
  const rows = table
    .trimEnd()
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const gigabytes = (bytes: number) => `${Number((bytes / 1e9).toFixed(1))} GB`;
  const listed = readModelsFile().embedded.toReversed();
  expect(rows.map(([, ...listed]) => listed)).toEqual(
    listed.map(({ name, sizeBytes, needsMemoryBytes }) => [name, gigabytes(sizeBytes), gigabytes(needsMemoryBytes)]),
  );
  for (const [index, { machine }] of listed.entries())
    if (index > 0) expect(rows[index]![0]).toContain(`${machine.cores} cores`);
});
