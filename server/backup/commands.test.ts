import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@colyseus/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { liveIn, query, readAllRows } from "../../test/backup/lived-in-database.ts";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase } from "../database/open-database.store.ts";

/** Servers and large backups on a machine that may be busy. */
vi.setConfig({ testTimeout: 900_000, hookTimeout: 240_000 });

const ROWS = 300_000;
const WAIT = { timeout: 240_000, interval: 100 };

type Program = { child: ChildProcess; output: () => string; exit: Promise<number | null> };

let folder: string;
let large: FreshDatabase;
const programs: Program[] = [];

/** A database of 300,000 memories whose words compress badly: about 170 MB of text. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis commands "));
  await chmod(folder, 0o711);
  large = await emptyDatabase();
  await liveIn(large.url);
  await query(
    large.url,
    `insert into memories (id, workspace_id, persona_id, kind, text, importance)
     select 'many' || n, 'default', 'clio', 'witnessed', (select string_agg(md5(n::text || m), ' ') from generate_series(1, 16) m), 0
     from generate_series(1, ${ROWS}) n`,
  );
});
afterAll(async () => {
  for (const { child, exit } of programs) {
    child.kill("SIGTERM");
    await exit;
  }
  await large.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Prints peak memory in kB as its last line. */
const reportMemory =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('memory '+process.resourceUsage().maxRSS+'\\n'))";

function run(program: string, environment: Record<string, string>, ...args: string[]): Program {
  const child = spawn(process.execPath, ["--import", reportMemory, join(import.meta.dirname, "..", program), ...args], {
    env: { PATH: process.env.PATH, VOICE: "rehearsal", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const started = { child, output: () => output, exit: once(child, "exit").then(([code]) => code as number | null) };
  programs.push(started);
  return started;
}

const backup = (environment: Record<string, string>, ...args: string[]) =>
  run("backup/backup.program.ts", environment, ...args);
const restore = (environment: Record<string, string>, ...args: string[]) =>
  run("backup/restore.program.ts", environment, ...args);

async function succeed(program: Program): Promise<string> {
  expect(await program.exit, program.output()).toBe(0);
  return program.output();
}

async function listFiles(path: string): Promise<string[]> {
  return (await readdir(path).catch(() => [])).toSorted();
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

async function startServer(DATA_DIR: string): Promise<Program & { url: string }> {
  const PORT = await freePort();
  const program = run("main.ts", { DATA_DIR, PORT });
  await expect.poll(() => /Dramatis is open/.test(program.output()) || program.child.exitCode, WAIT).toBe(true);
  return { ...program, url: `http://localhost:${PORT}` };
}

async function call(url: string, token: string, body?: object): Promise<ReturnType<typeof JSON.parse>> {
  const answer = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return answer.json();
}

async function enterPlaza(url: string, token: string) {
  const client = new Client(url, { headers: { authorization: `Bearer ${token}` } });
  const room = await client.joinOrCreate<PlaceState>("place", { placeId: "plaza", role: "visitor" });
  room.reconnection.enabled = false;
  room.onMessage("*", () => undefined);
  return room;
}

test("O5 a running world is backed up, restored elsewhere and continues there: people, talk and circles", async () => {
  const [here, there] = [join(folder, "here"), join(folder, "there")];
  const nothing = backup({ DATA_DIR: here });
  expect(await nothing.exit).toBe(1);
  expect(nothing.output()).toContain(`There is nothing to back up: ${here} holds no data yet.`);

  const first = await startServer(here);
  const { token, user } = await call(`${first.url}/api/auth/guest`, "", { name: "Ada" });
  const room = await enterPlaza(first.url, token);
  await room.request("open-circle", { topic: "Lanterns", kind: "chat" });
  await expect.poll(() => [...room.state.circles.values()].length).toBe(1);
  const [circleId] = [...room.state.circles.keys()];
  const [personaId] = [...room.state.avatars.values()].flatMap((avatar) => avatar.personaId || []);
  await room.request("invite", { personaId });
  await room.request("say", { text: "Are the lanterns lit tonight?" });
  const read = (url: string) => call(`${url}/api/conversations/${circleId}`, token);
  await expect.poll(async () => (await read(first.url)).turns?.length, WAIT).toBeGreaterThan(1);

  const file = join(folder, "world.zip");
  expect(await succeed(backup({ DATA_DIR: here }, file))).toContain(`Backed up to ${file}`);
  const refused = restore({ DATA_DIR: here }, file);
  expect(await refused.exit).toBe(1);
  expect(refused.output()).toContain(`Dramatis already runs on this data, at ${first.url}`);
  first.child.kill("SIGKILL");
  await first.exit;

  expect(await succeed(restore({ DATA_DIR: there }, file))).toMatch(/Restored \d+ rows in \d+ tables/);
  const second = await startServer(there);
  expect(await call(`${second.url}/api/me`, token)).toMatchObject({ id: user.id, name: "Ada" });
  const conversation = await read(second.url);
  expect(conversation).toMatchObject({ circleId, topic: "Lanterns" });
  expect(conversation.turns[0]).toMatchObject({ speakerName: "Ada", text: "Are the lanterns lit tonight?" });
  const again = await enterPlaza(second.url, token);
  await expect.poll(() => again.state.circles?.get(circleId!)?.topic, WAIT).toBe("Lanterns");
  second.child.kill("SIGTERM");
  expect(await second.exit).toBe(0);

  // Without a server the command starts Postgres itself, and stops it again.
  await succeed(backup({ DATA_DIR: there }));
  expect(await listFiles(join(there, "backups"))).toEqual([expect.stringMatching(/^dramatis-.*\.zip$/)]);
  expect(await listFiles(join(there, "postgres/cluster"))).not.toContain("postmaster.pid");
  await succeed(restore({ DATA_DIR: there }, file));
  expect(await listFiles(join(there, "backups"))).toContainEqual(expect.stringMatching(/^before-restore-.*\.zip$/));
});

test("O5 300,000 rows take no more memory than a few, and kill -9 leaves no partial file or data", async () => {
  const few = await emptyDatabase();
  await liveIn(few.url);
  const data = { DATA_DIR: join(folder, "of large") };
  await mkdir(data.DATA_DIR);
  const memoryOf = (output: string) => Number(/memory (\d+)/.exec(output)![1]) / 1024;
  const [fewFile, largeFile] = [join(data.DATA_DIR, "few.zip"), join(data.DATA_DIR, "large.zip")];
  const ofFew = memoryOf(await succeed(backup({ ...data, DATABASE_URL: few.url }, fewFile)));

  const killed = backup({ ...data, DATABASE_URL: large.url }, largeFile);
  const part = `${largeFile}.${killed.child.pid}.part`;
  await expect.poll(async () => (await stat(part).catch(() => null))?.size ?? 0, WAIT).toBeGreaterThan(1024 ** 2);
  killed.child.kill("SIGKILL");
  await killed.exit;
  expect((await listFiles(data.DATA_DIR)).filter((name) => name.startsWith("large"))).toEqual([
    `large.zip.${killed.child.pid}.part`,
  ]);
  const said = await succeed(backup({ ...data, DATABASE_URL: large.url }, largeFile));
  expect((await listFiles(data.DATA_DIR)).filter((name) => name.startsWith("large"))).toEqual(["large.zip"]);
  expect((await stat(largeFile)).size).toBeGreaterThan(50 * 1024 ** 2);
  expect(said).toMatch(/… [\d.]+ MB copied/);
  expect(memoryOf(said) - ofFew).toBeLessThan(100);

  const before = await readAllRows(few.url);
  const stopped = restore({ ...data, DATABASE_URL: few.url }, largeFile);
  const copied =
    "select coalesce(max(bytes_processed), 0)::int as bytes from pg_stat_progress_copy where type = 'PIPE' and command = 'COPY FROM'";
  await expect.poll(async () => (await query<{ bytes: number }>(few.url, copied))[0]!.bytes, WAIT).toBeGreaterThan(1e7);
  stopped.child.kill("SIGKILL");
  await stopped.exit;
  expect(await readAllRows(few.url)).toEqual(before);
  await (await openDatabase(few.url)).close();

  const ofFewRestored = memoryOf(await succeed(restore({ ...data, DATABASE_URL: few.url }, fewFile)));
  const ofLargeRestored = memoryOf(await succeed(restore({ ...data, DATABASE_URL: few.url }, largeFile)));
  expect(ofLargeRestored - ofFewRestored).toBeLessThan(100);
  expect(await query(few.url, "select count(*)::int as many from memories")).toEqual([{ many: ROWS + 50 }]);
  await few.drop();
});

test("O5 an interrupted command says so and leaves nothing behind", async () => {
  const file = join(folder, "interrupted.zip");
  const interrupted = backup({ DATA_DIR: folder, DATABASE_URL: large.url }, file);
  const part = `${file}.${interrupted.child.pid}.part`;
  await expect.poll(async () => (await stat(part).catch(() => null))?.size ?? 0, WAIT).toBeGreaterThan(1024 ** 2);
  interrupted.child.kill("SIGINT");
  expect(await interrupted.exit).toBe(130);
  expect(interrupted.output()).toContain("Stopped. Nothing was changed.");
  expect((await listFiles(folder)).filter((name) => name.startsWith("interrupted"))).toEqual([]);
});
