import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../test/fresh-database.ts";

let folder: string;
let database: FreshDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor "));
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function openPort(): Promise<{ squatter: Server; port: number }> {
  const squatter = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => squatter.listen(0, "127.0.0.1", done));
  return { squatter, port: (squatter.address() as AddressInfo).port };
}

async function findFreePort(): Promise<number> {
  const { squatter, port } = await openPort();
  await new Promise((done) => squatter.close(done));
  return port;
}

function runDoctor(settings: Record<string, string>): Promise<{ code: number; output: string }> {
  const env = { PATH: process.env.PATH, DATA_DIR: folder, VOICE: "rehearsal", ...settings };
  return new Promise((done) => {
    execFile(process.execPath, [join(import.meta.dirname, "doctor.ts")], { env }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

test("O2 the doctor finds nothing wrong where a start would succeed", async () => {
  const { code, output } = await runDoctor({ DATABASE_URL: database.url, PORT: String(await findFreePort()) });
  expect(output).toMatch(/✓ Database: Postgres 18\.\d+ at 127\.0\.0\.1/);
  expect(output).toMatch(/✓ Data: .*doctor .* GB free/);
  expect(output).not.toContain("✗");
  expect(output).not.toContain(new URL(database.url).password);
  expect(code).toBe(0);
});

test("O2 the doctor names every wrong setting at once", async () => {
  const { code, output } = await runDoctor({ PORT: "99999", VOICE: "loud" });
  expect(output).toMatch(/✗ PORT must be/);
  expect(output).toContain("VOICE must be");
  expect(code).toBe(1);
});

test("O2 the doctor says what stands in the way of a start, and what to do", async () => {
  const { squatter, port } = await openPort();
  const { code, output } = await runDoctor({
    PORT: String(port),
    DATABASE_URL: "postgres://nobody:secret-word@127.0.0.1:1/none",
    VOICE: "auto",
    MODEL_FILE: "/nowhere.gguf",
  });
  squatter.close();
  expect(output).toContain(
    `✗ Address: 127.0.0.1:${port} cannot be opened (EADDRINUSE). Choose another: PORT=${port + 1}`,
  );
  expect(output).toMatch(/✗ Database: DATABASE_URL does not lead to a Postgres/);
  expect(output).toContain("✗ MODEL_FILE names /nowhere.gguf");
  expect(output).not.toContain("secret-word");
  expect(code).toBe(1);
});
