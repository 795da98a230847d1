import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inProject, projectFolder } from "../setup/project.mjs";

const read = (path: string) => readFileSync(inProject(path), "utf8");

/** The tracked files; null where the project was unpacked without its history. */
const tracked = ((): string[] | null => {
  try {
    return execFileSync("git", ["ls-files"], { cwd: projectFolder, encoding: "utf8" }).trim().split("\n");
  } catch {
    return null;
  }
})();

const isTracked = (path: string) => {
  const name = posix.normalize(path).replace(/\/$/, "");
  return name === "." || tracked!.some((file) => file === name || file.startsWith(`${name}/`));
};

type Service = { build?: string; volumes?: string[]; command?: string[] };

/** Host files of volumes like `./here:/there`, and of what `command` reads there; variables take their defaults. */
function filesOfService({ build, volumes = [], command = [] }: Service): string[] {
  const mounts = volumes.map((volume) => volume.split(":")).filter(([here]) => here!.startsWith("./"));
  const read = command.flatMap((argument) => {
    const path = argument.replace(/\$\{\w+:-([^}]*)\}/g, "$1");
    return mounts
      .filter(([, there]) => path.startsWith(`${there}/`))
      .map(([here, there]) => path.replace(there!, here!));
  });
  return [...(build ? [build] : []), ...mounts.map(([here]) => here!), ...read];
}

/**
 * Paths in code spans, code blocks and links. A path in code counts when it begins in a folder of the project; of a
 * pattern, the part before its first wildcard counts.
 */
function filesOfPage(page: string): string[] {
  const text = read(page);
  const fromPage = (path: string) => posix.join(posix.dirname(page), path);
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path]) => fromPage(path!));
  const code = [...text.matchAll(/`([^`\n]+)`|^ {4}(.*)$/gm)].map(([, span, line]) => span ?? line!);
  const paths = code
    .flatMap((words) => words.match(/(?<![\w./:@<-])\.?[\w-]+\/[^\s,;:|()]*/g) ?? [])
    .map((path) => path.replace(/[^/]*[*{<].*/, ""));
  const named = paths.flatMap((path) => {
    const [folder] = path.split("/");
    return isTracked(`${folder}/`) ? [path] : isTracked(`${fromPage(folder!)}/`) ? [fromPage(path)] : [];
  });
  return [...links, ...named];
}

describe.skipIf(tracked === null)("what a clone holds", () => {
  test("O1 every file that docker compose names is there", () => {
    const { services } = parse(read("docker-compose.yml")) as { services: Record<string, Service> };
    const files = Object.values(services).flatMap(filesOfService);
    expect(files).toContain("./gpu/models/qwen2.5-7b-instruct.yaml");
    expect(files.filter((file) => !isTracked(file))).toEqual([]);
  });

  test("O1 every file that the image copies or runs is there", () => {
    const lines = read("Dockerfile").split("\n");
    const copied = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    const run = lines.flatMap((line) => (line.startsWith("CMD") ? (line.match(/[\w./-]+\.ts/g) ?? []) : []));
    expect(run).toContain("server/main.ts");
    expect([...copied, ...run].filter((file) => !isTracked(file))).toEqual([]);
  });

  test("every file that a page names is there", () => {
    const pages = tracked!.filter((file) => file.endsWith(".md") && file !== "SPEC.md");
    const named = pages.flatMap((page) => filesOfPage(page).map((file) => [page, file] as const));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter(([, file]) => !isTracked(file))).toEqual([]);
  });

  test("only what lies at the top is kept out of the history, so that no folder below is swallowed", () => {
    const rules = read(".gitignore")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"));
    expect(rules.filter((rule) => !rule.startsWith("/"))).toEqual([]);
  });
});
