/** `npm run doctor`: what is configured, found and missing. Changes nothing and starts nothing. `-- --models` also tests what every live endpoint can do. */
import { access, constants, readdir, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { readLastBackup } from "./backup/last-backup.process.ts";
import { parseConfiguration, type Configuration } from "./configuration/configuration.ts";
import { readConfiguration, SETTINGS_FILE } from "./configuration/read-configuration.process.ts";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { describeDirectoryProblem } from "./database/start-problem.ts";
import { isAlive, readPostmaster } from "./database/postmaster.process.ts";
import { readCast, readCoreTraits, readTemplates } from "./persona/casts.process.ts";
import { openWeaviate } from "./memory/weaviate/weaviate.adapter.ts";
import { readPlaces } from "./place/places.store.ts";
import { examineVoices, type Finding } from "./models/examine-voices.adapter.ts";
import { probeEndpoints } from "./models/providers/probe-endpoints.adapter.ts";

const PROJECT_FOLDER = resolve(import.meta.dirname, "..");
const LOW_SPACE_BYTES = 1024 ** 3;
const DAY_MS = 24 * 60 * 60_000;
/** Older backups are marked. */
const OLD_BACKUP_DAYS = 7;

async function examine(name: string, look: () => Promise<Finding[]>): Promise<boolean> {
  const findings = await look().catch((error: Error): Finding[] => [[false, error.message]]);
  console.log(name);
  for (const [fine, text] of findings) {
    const mark = fine === null ? "–" : fine ? "✓" : "✗";
    console.log(
      text
        .split("\n")
        .map((line) => `  ${mark} ${line}`)
        .join("\n"),
    );
  }
  return findings.every(([fine]) => fine !== false);
}

function examineSettings(): { configuration: Configuration; findings: Finding[] } {
  try {
    const { configuration } = readConfiguration(process.env, PROJECT_FOLDER);
    const names = Object.keys(configuration).filter((name) => process.env[name] ?? process.env[`${name}_FILE`]);
    const text = names.length > 0 ? `set in the environment: ${names.join(", ")}` : "nothing set in the environment";
    return {
      configuration,
      findings: [[true, `${text}; more may be in ${SETTINGS_FILE}`]],
    };
  } catch (error) {
    const defaults = parseConfiguration({}) as { configuration: Configuration };
    return {
      configuration: defaults.configuration,
      findings: [
        [false, (error as Error).message],
        [null, "all else is looked at with the defaults"],
      ],
    };
  }
}

async function examineData(folder: string): Promise<Finding[]> {
  let place = folder;
  while (
    !(await access(place).then(
      () => true,
      () => false,
    ))
  )
    place = dirname(place);
  const refusal = await access(place, constants.W_OK).then(() => null, String);
  if (refusal) return [[false, describeDirectoryProblem(refusal, folder) ?? refusal]];
  const { bavail, bsize } = await statfs(place);
  const gigabytes = ((bavail * bsize) / 1024 ** 3).toFixed(1);
  return [[bavail * bsize > LOW_SPACE_BYTES ? true : null, `${folder} can be written; ${gigabytes} GB free`]];
}

async function examineDatabase(url: string | undefined, folder: string): Promise<Finding[]> {
  if (url === undefined) {
    const running = await readPostmaster(folder);
    return [
      [
        true,
        running && isAlive(running.pid)
          ? `the embedded Postgres runs on port ${running.port}`
          : "the embedded Postgres is not running; npm start starts it",
      ],
    ];
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    return [[true, `DATABASE_URL answers: Postgres ${rows[0]?.server_version}`]];
  } catch (error) {
    return [[false, `DATABASE_URL cannot be used: ${(error as Error).message}`]];
  } finally {
    await client.end();
  }
}

async function examineBackups(folder: string): Promise<Finding[]> {
  const last = await readLastBackup(folder);
  if (!last) return [[null, "none was made yet; npm run backup makes one"]];
  const days = Math.floor((Date.now() - Date.parse(last.at)) / DAY_MS);
  const age = days === 0 ? "less than a day ago" : `${days} ${days === 1 ? "day" : "days"} ago`;
  const isThere = await access(last.file).then(
    () => true,
    () => false,
  );
  return [
    [
      isThere && days <= OLD_BACKUP_DAYS ? true : null,
      `the last one was made ${age} (${last.at}): ${last.file}${isThere ? "" : ", which is no longer there"}`,
    ],
  ];
}

/** It is optional: while it is unavailable, each server process works on its own. */
async function examineRedis(url: string | undefined): Promise<Finding[]> {
  if (url === undefined) return [[null, "not configured; one server process needs none"]];
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
  let problem = "";
  client.on("error", ({ message }: Error) => (problem = message));
  try {
    await client.connect();
    await client.ping();
    return [[true, "REDIS_URL answers"]];
  } catch (error) {
    return [[false, `REDIS_URL cannot be used: ${problem || (error as Error).message}`]];
  } finally {
    client.disconnect();
  }
}

/** It is optional: without it, memories are searched by each server itself. */
async function examineWeaviate(settings: Configuration): Promise<Finding[]> {
  const { WEAVIATE_URL: url, WEAVIATE_GRPC_URL: grpcUrl = null, WEAVIATE_API_KEY: apiKey = null } = settings;
  if (url === undefined) return [[null, "not configured; memories are searched by the server itself"]];
  const weaviate = openWeaviate({ url, grpcUrl, apiKey });
  try {
    const version = await weaviate.findVersion();
    return [[true, `WEAVIATE_URL answers: Weaviate ${version} with ${await weaviate.countObjects()} memories`]];
  } catch (error) {
    return [[false, `WEAVIATE_URL cannot be used: ${(error as Error).message}`]];
  } finally {
    await weaviate.close();
  }
}

async function examineAddress({ HOST, PORT }: Configuration): Promise<Finding[]> {
  const server = createServer();
  const problem = await new Promise<NodeJS.ErrnoException | null>((done) =>
    server.once("error", done).listen(PORT, HOST, () => done(null)),
  );
  server.close();
  if (!problem) return [[true, `${HOST}:${PORT} is free`]];
  const isServer = await fetch(`http://${HOST}:${PORT}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
  return [
    [
      isServer ? null : false,
      isServer ? `a server answers at ${HOST}:${PORT}` : `${HOST}:${PORT} cannot be opened: ${problem.message}`,
    ],
  ];
}

async function examineContent(): Promise<Finding[]> {
  const places = await readPlaces(join(PROJECT_FOLDER, "places"));
  const casts = join(PROJECT_FOLDER, "casts");
  const members = await Promise.all([...places.values()].flatMap(({ cast }) => (cast ? [readCast(casts, cast)] : [])));
  await Promise.all([readTemplates(casts), readCoreTraits(casts)]);
  const client = await readdir(join(PROJECT_FOLDER, "dist/client")).catch((): string[] => []);
  return [
    [true, `${places.size} places, ${members.flatMap(({ personas }) => personas).length} personas in their casts`],
    client.includes("index.html")
      ? [true, "the screens are built"]
      : [null, "the screens are not built yet; npm start builds them"],
  ];
}

const { configuration, findings } = examineSettings();
const dataFolder = resolve(PROJECT_FOLDER, configuration.DATA_DIR);
const outcomes = [
  await examine("Settings", async () => findings),
  await examine("Data folder", () => examineData(dataFolder)),
  await examine("Database", () => examineDatabase(configuration.DATABASE_URL, join(dataFolder, "postgres"))),
  await examine("Backups", () => examineBackups(dataFolder)),
  await examine("Redis", () => examineRedis(configuration.REDIS_URL)),
  await examine("Weaviate", () => examineWeaviate(configuration)),
  await examine("Address", () => examineAddress(configuration)),
  await examine("Places, casts and screens", examineContent),
  await examine("Voices", () => examineVoices(configuration, dataFolder)),
];
if (process.argv.includes("--models")) {
  console.log("Models, by asking each");
  const lines = probeEndpoints(DEFAULT_WORKSPACE_ID, { ...configuration, DATA_DIR: dataFolder });
  for await (const line of lines) console.log(`  ${line}`);
}
if (outcomes.includes(false)) process.exitCode = 1;
