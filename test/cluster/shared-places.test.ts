/** O4: two real servers that share Redis and a database, behind a balancer that knows nothing of either. */
import { Client } from "@colyseus/sdk";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { joinPlace, until, type Visitor } from "../../e2e/support/join-place.ts";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { freshDatabase, type FreshDatabase } from "../fresh-database.ts";
import { redisPath, startRedis, type RedisServer } from "../redis-server.ts";
import { startBalancer } from "./balancer.ts";
import { startServer, type TestServer } from "./start-server.ts";

let fresh: FreshDatabase;
let redis: RedisServer;
let servers: TestServer[];
let balancer: Awaited<ReturnType<typeof startBalancer>>;

describe.skipIf(redisPath === null)("with a real Redis", () => {
  beforeAll(async () => {
    [fresh, redis] = [await freshDatabase(), await startRedis()];
  });
  beforeEach(async () => {
    const start = () => startServer(fresh.url, { REDIS_URL: redis.url });
    servers = await Promise.all([start(), start()]);
    balancer = await startBalancer(servers.map(({ url }) => url));
  });
  afterEach(async () => {
    balancer.close();
    await Promise.all(servers.map((server) => server.end()));
  });
  afterAll(async () => {
    await redis.stop();
    await fresh.drop();
  });

  const peopleSeenBy = ({ room }: Visitor) =>
    [...room.state.avatars.values()]
      .filter(({ kind }) => kind === "person")
      .map(({ name }) => name)
      .toSorted();

  test("O4 whoever asks which server, everybody is in the same place, sees the others, hears them and may follow", async () => {
    const names = ["Ada", "Ben", "Cy", "Dee", "Eli", "Fay"];
    const visitors = await Promise.all(names.map((name) => joinPlace(balancer.url, name)));
    expect(new Set(visitors.map(({ room }) => room.roomId)).size).toBe(1);
    const direct = await Promise.all(servers.map(({ url }, index) => joinPlace(url, `Gus ${index}`)));
    await until("all to see all", () => [...visitors, ...direct].every((one) => peopleSeenBy(one).length === 8));

    const [ada, ben] = visitors as [Visitor, Visitor];
    const { circleId } = await ada.request<CircleTranscript>("open-circle", { topic: "Boats", kind: "chat" });
    await until("the circle", () => ben.room.state.circles.has(circleId));
    await ben.request("join-circle", { circleId });
    await ada.request("say", { text: "Good morning" });
    await until("what she says", () => ben.received.some(({ type }) => type === "turn-ended"));
    const spectator = await joinPlace(balancer.url, "Hal", "spectator");
    expect(spectator.room.roomId).toBe(ada.room.roomId);
    spectator.room.send("follow", { circleId });
    await until("the transcript", () => spectator.received.some(({ type }) => type === "transcript"));
    await until("spectators to be counted", () => ada.room.state.spectatorCount === 1);
    await Promise.all([...visitors, ...direct, spectator].map(({ room }) => room.leave()));
  });

  test("O4 W6 a dropped connection comes back to its seat, whichever server is asked, and for nobody else", async () => {
    const ada = await joinPlace(balancer.url, "Ada");
    const ben = await joinPlace(balancer.url, "Ben");
    const { reconnectionToken, sessionId } = ada.room;
    ada.room.connection.close(4010);
    await until("ada to be away", () => ben.room.state.avatars.get(ada.userId)?.activity === "away");
    const clientOf = ({ token }: Visitor, url: string) =>
      new Client(url, { headers: { authorization: `Bearer ${token}` } });
    for (const { url } of servers)
      await expect(clientOf(ben, url).reconnect(reconnectionToken)).rejects.toMatchObject({
        code: JOIN_ERROR_CODES.notFound,
      });
    // One of the two does not hold the room.
    let token = reconnectionToken;
    for (const { url } of servers) {
      const room = await clientOf(ada, url).reconnect(token);
      expect(room.sessionId).toBe(sessionId);
      token = room.reconnectionToken;
      room.reconnection.enabled = false;
      room.connection.close(4010);
      await until("ada to be away", () => ben.room.state.avatars.get(ada.userId)?.activity === "away");
    }
    await ben.room.leave();
  });

  test("O4 C7 when the server of a place is killed, the place opens on the other, with its circles, within 10 s", async () => {
    const ada = await joinPlace(balancer.url, "Ada");
    const { circleId } = await ada.request<CircleTranscript>("open-circle", { topic: "Boats", kind: "chat" });
    await ada.request("say", { text: "Good morning" });
    const gone = new Promise((resolve) => ada.room.onLeave(resolve));
    // Its room is held by one of them: kill that one.
    const holder = await findHolder(ada.room.roomId);
    await holder.end("SIGKILL");
    await gone;
    const started = performance.now();
    const ben = await until("a place to step into", () => joinPlace(balancer.url, "Ben").catch(() => null));
    await until("the circle", () => ben.room.state.circles.has(circleId), 10_000 - (performance.now() - started));
    const { turns } = await ben.request<CircleTranscript>("join-circle", { circleId });
    expect(turns).toMatchObject([{ text: "Good morning", status: "finished" }]);
    await ben.room.leave();
  });

  test("O4 while Redis is unavailable nobody can join, and is told why; those inside stay, and later everybody is in one place again", async () => {
    const ada = await joinPlace(balancer.url, "Ada");
    const { circleId } = await ada.request<CircleTranscript>("open-circle", { topic: "Boats", kind: "chat" });
    const { port } = redis;
    await redis.stop();
    const refusalBy = async (url: string) => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${ada.token}` };
      const body = JSON.stringify({ placeId: "plaza", role: "spectator" });
      const response = await fetch(`${url}/matchmake/joinOrCreate/place`, { method: "POST", headers, body });
      return [response.status, JSON.parse(((await response.json()) as { error: string }).error).code];
    };
    for (const { url } of servers) expect(await refusalBy(url)).toEqual([503, "redis-away"]);
    await ada.request("say", { text: "Still here" });

    redis = await startRedis(port);
    const returned = await Promise.all(
      servers.map(({ url }, index) =>
        until("a place to step into", () => joinPlace(url, `Ben ${index}`).catch(() => null), 60_000),
      ),
    );
    expect(returned.map(({ room }) => room.roomId)).toEqual([ada.room.roomId, ada.room.roomId]);
    await until("all to see all", () => [ada, ...returned].every((one) => peopleSeenBy(one).length === 3));
    expect(ada.room.state.circles.has(circleId)).toBe(true);
    await Promise.all([ada, ...returned].map(({ room }) => room.leave()));
  });

  test("O4 a server that is killed leaves no address behind in Redis for long", async () => {
    await servers[0]!.end("SIGKILL");
    for (const key of await inRedis((client) => client.keys("dramatis:address:*")))
      expect(await inRedis((client) => client.ttl(key))).toSatisfy((seconds: number) => seconds > 0 && seconds <= 30);
  });
});

/** The server that answers for a socket of this room itself. */
async function findHolder(roomId: string): Promise<TestServer> {
  const room = await inRedis((client) => client.hget("dramatis:roomcaches", roomId));
  const { processId } = JSON.parse(room!) as { processId: string };
  const address = await inRedis((client) => client.get(`dramatis:address:${processId}`));
  return servers.find(({ url }) => new URL(url).port === new URL(address!).port)!;
}
async function inRedis<Answer>(ask: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(redis.url);
  try {
    return await ask(client);
  } finally {
    client.disconnect();
  }
}
