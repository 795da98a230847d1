/** What docker-compose.yml, Dockerfile and Caddyfile say of each other and of the server, where no Docker can check it. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseConfiguration } from "../server/configuration/configuration.ts";
import { inProject } from "../setup/project.mjs";
import { startTestApi } from "./api/test-api.process.ts";

type Service = {
  environment?: Record<string, string>;
  command?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  build?: unknown;
  healthcheck?: { test?: string[]; disable?: boolean };
};

const read = (name: string): string => readFileSync(inProject(name), "utf8");
const compose = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);
/** As without any setting in the environment. */
const withDefaults = (text: string): string =>
  text.replace(/\$\{\w+(?::-([^}]*))?\}/g, (_, value?: string) => value ?? "");
const ours = services.filter(([, { build }]) => build !== undefined);
const port = /EXPOSE (\d+)/.exec(read("Dockerfile"))![1]!;
const healthUrl = new URL(/fetch\('([^']+)'\)/.exec(read("Dockerfile"))![1]!);

describe("docker compose", () => {
  test.each(ours)("O1 O2 the settings of %s are settings of ours with right values", (_, { environment = {} }) => {
    const given = Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, withDefaults(text)]));
    expect(parseConfiguration({}, given)).toMatchObject({ configuration: { WORKER: "off", TRUST_PROXY: 1 } });
  });

  test("O1 O7 server and engine have the same settings, and the engine alone runs jobs", () => {
    expect(ours.map(([name]) => name)).toEqual(["server", "engine"]);
    expect(compose.services["engine"]!.environment).toEqual(compose.services["server"]!.environment);
    expect(compose.services["engine"]!.command).toEqual(["node", "server/worker.ts"]);
  });

  test("O1 what a service waits for, is reached at and stores in is there", () => {
    for (const [name, { depends_on = {}, environment = {}, volumes = [] }] of services) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const { healthcheck, build } = compose.services[other]!;
        expect([name, other, condition, (healthcheck?.test ?? build) !== undefined]).toEqual([
          name,
          other,
          "service_healthy",
          true,
        ]);
      }
      const addresses = ["DATABASE_URL", "REDIS_URL", "WEAVIATE_URL", "WEAVIATE_GRPC_URL"].map(
        (key) => environment[key],
      );
      for (const text of addresses.filter((one) => one !== undefined))
        expect(Object.keys(compose.services)).toContain(new URL(withDefaults(text)).hostname);
      const named = volumes.map((volume) => volume.split(":")[0]!).filter((volume) => !volume.startsWith("."));
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
    }
  });

  test("O1 the user and database of Postgres are those that the server connects with", () => {
    const { username, password, pathname } = new URL(
      withDefaults(compose.services["server"]!.environment!["DATABASE_URL"]!),
    );
    const { environment, healthcheck } = compose.services["postgres"]!;
    expect({
      POSTGRES_USER: username,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: pathname.slice(1),
    }).toEqual(Object.fromEntries(Object.entries(environment!).map(([name, text]) => [name, withDefaults(text)])));
    expect(healthcheck!.test).toEqual(
      expect.arrayContaining([`--username=${username}`, `--dbname=${pathname.slice(1)}`]),
    );
  });

  test("O1 O3 the image's health check asks a route that there is, at the port that Caddy leads to", async () => {
    const api = await startTestApi();
    expect((await api.call("GET", healthUrl.pathname)).status).toBe(200);
    await api.close();
    expect(healthUrl.port).toBe(port);
    expect(read("Dockerfile")).toContain(`PORT=${port}`);
    expect(read("Caddyfile")).toContain(`dynamic a server ${port}`);
  });
});
