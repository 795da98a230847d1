import { Client } from "@colyseus/sdk";
import { afterEach, describe, expect, it, vi } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { WebSocket } from "ws";
import { CLOSE_CODES, JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import { RUN_SPEED_M_PER_S, STEP_SECONDS, stepBody } from "../../schema/rules/movement.ts";
import { prepareGround } from "../../schema/rules/ground.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { startBalancer } from "../../test/cluster/balancer.ts";
import { personaOf } from "../../test/place/place-fixtures.ts";
import { startTestPlace, until, yard, type TestPlace } from "../../test/place/test-place.adapter.ts";
import { clientOf, cutLine, hangUp, listen, walkEast, type Joined } from "../../test/place/test-visitor.ts";

let place: TestPlace;
afterEach(() => place.stop());

describe("stepping in", () => {
  it("W1 shows everyone here with name, look and position, personas included", async () => {
    place = await startTestPlace({ personas: [personaOf("persona-1", "Mira")] });
    const ada = await place.join("ada");
    const avatar = ada.state.avatars.get("ada")!;
    expect(avatar.name).toBe("ada");
    expect(JSON.parse(avatar.look).palette[0]).toBe("#aa5533");
    const mira = ada.state.avatars.get("persona-1")!;
    expect([mira.kind, mira.name, mira.traits.get("curious")]).toEqual(["persona", "Mira", 0.5]);
    const body = place.roomOf(ada).floor.simulation.movers.get("persona-1")!.body;
    expect(mira.x).toBeCloseTo(body.x, 2);
    expect(mira.z).toBeCloseTo(body.z, 2);
  });

  it("W1 sends a newcomer's position to those already here", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    await until(() => ada.state.avatars.has("bob"), "ada sees bob");
    const { x, z } = place.roomOf(bob).floor.simulation.movers.get("bob")!.body;
    await until(
      () =>
        Math.abs(ada.state.avatars.get("bob")!.x - x) < 0.01 && Math.abs(ada.state.avatars.get("bob")!.z - z) < 0.01,
      "bob's position",
    );
  });

  it("W6 lets a body come in where it stood only in the first minute, and only where one can stand", async () => {
    place = await startTestPlace();
    const back = await place.join("ada", { stood: { x: -15, z: 12 } });
    const room = place.roomOf(back);
    const { movers } = room.floor.simulation;
    expect(movers.get("ada")!.body).toMatchObject({ x: -15, z: 12 });
    await place.join("bob", { stood: { x: 0, z: 10 } });
    await place.join("cleo", { stood: { x: 900, z: 0 } });
    room.clock.elapsedTime = 60_001;
    await place.join("dora", { stood: { x: -15, z: 15 } });
    for (const name of ["bob", "cleo", "dora"]) {
      const { x, z } = movers.get(name)!.body;
      expect(Math.hypot(x, z), name).toBeLessThan(yard.spawn.radius + 0.01);
    }
    for (const stood of [{ x: NaN, z: 0 }, { x: 1e9, z: 0 }, "here"])
      await expect(place.join("eve", { stood } as never)).rejects.toMatchObject({ code: JOIN_ERROR_CODES.badOptions });
  });

  it("W3 refuses a forged, missing or foreign token with a reason", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    for (const token of ["", "forged", "__proto__"]) {
      const client = new Client(place.url);
      client.auth.token = token;
      await expect(client.joinOrCreate("place", { placeId: "yard" })).rejects.toMatchObject({
        code: JOIN_ERROR_CODES.notSignedIn,
        message: expect.stringContaining('"code":"not-signed-in"'),
      });
    }
    expect(ada.state.avatars.size).toBe(1);
  });

  it("A1 role, name and workspace come from the sign-in, not from the join options", async () => {
    place = await startTestPlace();
    const eve = await place.join("eve", {
      role: "visitor",
      userId: "ada",
      name: "Ada",
      workspaceId: "other",
      signInId: "x",
      auth: { role: "admin" },
    } as never);
    const room = place.roomOf(eve);
    const attendee = room.attendance.people.get("eve")!;
    const scope = principalOf("default", "eve");
    expect(attendee.actor).toEqual({ scope, userId: "eve", name: "eve", role: "guest", spectator: false });
    expect(attendee.signInId).toBe("eve.1");
    expect(room.metadata).toMatchObject({ placeId: "yard", workspaceId: "default", instance: 1 });
    const watcher = await place.join("ada", { role: "spectator", isAdmin: true } as never);
    await expect(watcher.request("open-circle", { topic: "The sea" })).rejects.toMatchObject({
      reason: { code: "spectators-watch" },
    });
  });

  it("W3 W13 refuses wrong join options and opens no room for them", async () => {
    place = await startTestPlace();
    const refusal = await place.join("eve", { placeId: "nowhere" }).catch((error: unknown) => error as Error);
    expect(refusal).toMatchObject({ code: JOIN_ERROR_CODES.notFound });
    expect(JSON.parse((refusal as Error).message)).toEqual({
      code: "no-such-place",
      values: {},
      reason: "There is no such place. Choose another one.",
    });
    await expect(place.join("eve", { role: "admin" as never })).rejects.toMatchObject({
      code: JOIN_ERROR_CODES.badOptions,
    });
    await expect(place.join("eve", { instance: 7 })).rejects.toMatchObject({ code: JOIN_ERROR_CODES.notFound });
    const client = new Client(place.url);
    client.auth.token = "token-of-eve";
    await expect(client.create("place", { placeId: "yard" })).rejects.toThrow(/invalid method/);
  });
});

describe("moving", () => {
  it("W2 acknowledges each input with exactly the position the shared step gives", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const moved = listen(ada, "moved");
    const start = { ...place.roomOf(ada).floor.simulation.movers.get("ada")!.body };
    walkEast(ada, 1, 8);
    await until(() => moved.at(-1)?.seq === 8, "all inputs are settled");
    const ground = prepareGround(yard);
    for (let step = 0; step < 8; step++) stepBody(start, { moveX: 1, moveZ: 0, run: false }, STEP_SECONDS, ground);
    expect(moved.at(-1)).toEqual({ seq: 8, ...start, driven: false });
  });

  it("W3 a flood of inputs walks no further than the clock allows", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const simulation = place.roomOf(ada).floor.simulation;
    const { x: startX, z: startZ } = simulation.movers.get("ada")!.body;
    const startTick = simulation.tick;
    for (let round = 0; round < 2; round++) {
      for (let seq = 1; seq <= 150; seq++) ada.send("input", { seq: round * 150 + seq, moveX: 1, moveZ: 1, run: true });
      const from = simulation.tick;
      await until(() => simulation.tick > from + 20, "a second goes by");
      const { x, z } = simulation.movers.get("ada")!.body;
      const walked = Math.hypot(x - startX, z - startZ);
      const allowedSteps = simulation.tick - startTick + 10;
      expect(walked).toBeLessThanOrEqual(allowedSteps * RUN_SPEED_M_PER_S * STEP_SECONDS);
      // Of each flood, the 20 inputs that fit the queue are walked: the body is slowed down, not frozen.
      expect(walked).toBeGreaterThan((round + 1) * 20 * 0.9 * RUN_SPEED_M_PER_S * STEP_SECONDS);
    }
  });

  it("W3 refuses teleports, NaN, old numbers and foreign owners; nobody is moved by them", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const eve = await place.join("eve");
    const { movers } = place.roomOf(ada).floor.simulation;
    const before = { ada: { ...movers.get("ada")!.body }, eve: { ...movers.get("eve")!.body } };
    const notices = listen(eve, "notice");
    const bad: unknown[] = [
      { x: 30, z: 30 },
      { seq: 1, moveX: NaN, moveZ: 0, run: false },
      { seq: 1, moveX: Infinity, moveZ: 0, run: false },
      { seq: 1, moveX: 1e9, moveZ: 0, run: false },
      { seq: -1, moveX: 1, moveZ: 0, run: false },
      { seq: 1.5, moveX: 1, moveZ: 0, run: true },
      "forward",
      null,
      undefined,
      [1, 2, 3],
      JSON.parse('{"__proto__": {"moveX": 1}, "constructor": 1}'),
    ];
    for (const message of bad) eve.send("input", message);
    eve.send("input", { seq: 5, moveX: 0, moveZ: 0, run: false, userId: "ada", x: 30, avatarId: "ada" });
    await until(
      () => notices.some(({ code, message }) => code === "bad-message" && message === "input"),
      "a notice with a reason",
    );
    await until(
      () => place.roomOf(eve).floor.simulation.movers.get("eve")!.inputs!.settledSeq === 5,
      "the good one is settled",
    );
    eve.send("input", { seq: 4, moveX: 1, moveZ: 0, run: true });
    await expect(eve.request("move-to", { x: NaN, z: 0 })).rejects.toMatchObject({ reason: { code: "bad-message" } });
    expect({ ...movers.get("ada")!.body }).toEqual(before.ada);
    expect({ ...movers.get("eve")!.body }).toEqual(before.eve);
    expect(({} as Record<string, unknown>)["moveX"]).toBeUndefined();
  });

  it("W3 closes only the connection that floods, sends too much at once, or sends no message at all", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const moved = listen(ada, "moved");
    const left: string[] = [];
    for (const name of ["flood", "huge", "garbage"]) {
      const eve = await place.join(name);
      eve.reconnection.enabled = false;
      eve.onLeave((code, reason) => void left.push(`${name} ${code} ${reason}`));
      if (name === "flood") for (let count = 0; count < 1000; count++) eve.send("gesture", { gesture: "wave" });
      if (name === "huge") eve.send("say", { text: "x".repeat(100_000) });
      if (name === "garbage") eve.connection.send(Uint8Array.of(13, 0xa5, 105, 110, 112, 117, 116, 0xc1, 0xff));
    }
    await until(() => left.length >= 3, "the three are closed");
    expect(left.toSorted()).toEqual([
      expect.stringMatching(/^flood 4002 Too much was sent at once/),
      expect.stringMatching(/^garbage 4002 .*cannot be read/),
      expect.stringMatching(/^huge 1009 A message was too long/),
    ]);
    walkEast(ada, 1, 5);
    await until(() => moved.at(-1)?.seq === 5, "ada walks on");
  });

  it("W3 drops excess messages silently, and refuses unknown ones with a notice", async () => {
    place = await startTestPlace();
    const eve = await place.join("eve");
    const notices = listen(eve, "notice");
    eve.send("fly", {});
    for (const type of ["__proto__", "constructor", "toString"]) eve.send(type, {});
    await until(() => notices.some(({ code }) => code === "unknown-message"), "an unknown message is named");
    for (const type of ["fly", "__proto__", "toString", "x".repeat(90)])
      await expect(eve.request(type, {})).rejects.toMatchObject({
        reason: { code: "unknown-message", reason: `The server does not know the message "${type.slice(0, 60)}".` },
      });
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, () => eve.request("gesture", { gesture: "nod" })),
    );
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.reason).toMatchObject({ reason: { code: "rate-limited" } });
    expect(eve.state.avatars.get("eve")).toBeDefined();
  });

  it("answers a request, refuses one with code and reason, and hides internal errors", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    expect(await ada.request("gesture", { gesture: "wave" })).toEqual({ gesture: "wave" });
    await expect(ada.request("say", { text: "hello" })).rejects.toMatchObject({
      reason: { code: "no-circle", reason: expect.stringContaining("You are in no circle.") },
    });
    await expect(ada.request("enter-portal", { portalId: "moon" })).rejects.toMatchObject({
      reason: { code: "no-such-portal" },
    });
    expect(await ada.request("enter-portal", { portalId: "out" })).toEqual({ placeId: "yard" });
    const breaks = await place.join("breaks");
    const notices = listen(breaks, "notice");
    breaks.send("say", { text: "hello" });
    await until(() => notices.length > 0, "a notice");
    expect(notices[0]).toMatchObject({ code: "internal", message: "say" });
    expect(JSON.stringify(notices)).not.toContain("hunter2");
    expect(place.errors).toHaveLength(1);
  });

  it("W8 the server walks a body round the wall when asked to", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const moved = listen(ada, "moved");
    const { arrivesInSeconds } = (await ada.request("move-to", { x: 7, z: 11.5 })) as { arrivesInSeconds: number };
    expect(arrivesInSeconds).toBeGreaterThan(11.5 / 3);
    await until(() => moved.at(-1)?.driven === true, "it is driven");
    await until(() => moved.at(-1)?.driven === false, "it has arrived", 20_000);
    expect(moved.at(-1)!.z).toBeCloseTo(11.5, 6);
  });
});

describe("a full place", () => {
  it("W5 W13 says so by code and offers watching or another instance, which is opened only then", async () => {
    const small = { ...yard, limits: { people: 1, personas: 0, spectators: 1 } };
    place = await startTestPlace({ places: [small] });
    const ada = await place.join("ada");
    const refused = await place.join("bob").catch((error: unknown) => error as Error & { code: number });
    expect(refused).toMatchObject({ code: JOIN_ERROR_CODES.full });
    expect(JSON.parse((refused as Error).message)).toMatchObject({
      code: "place-full",
      values: { place: yard.title, count: 1 },
      reason: expect.stringMatching(/full.*spectator.*another instance/),
    });
    const bobWatches = await place.join("bob", { role: "spectator" });
    expect(bobWatches.roomId).toBe(ada.roomId);
    await expect(place.join("cyd", { role: "spectator" })).rejects.toMatchObject({ code: JOIN_ERROR_CODES.full });
    await until(() => place.roomOf(ada).metadata.people === 1, "matchmaking knows how many are here");
    const cyd = await place.join("cyd", { instance: "another" });
    expect(cyd.roomId).not.toBe(ada.roomId);
    await cyd.leave();
    await until(() => place.roomOf(cyd) === undefined, "the spare instance is gone with its last person");
  });

  it("W5 somebody who has a body here is readmitted even if the place is full", async () => {
    place = await startTestPlace({ places: [{ ...yard, limits: { people: 1, personas: 0, spectators: 0 } }] });
    await place.join("ada");
    expect((await place.join("ada")).state.avatars.size).toBe(1);
  });
});

describe("connections", () => {
  it("W6 a dropped connection keeps its body and comes back to the same spot", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    walkEast(ada, 1, 6);
    const room = place.roomOf(ada);
    await until(() => room.floor.simulation.movers.get("ada")!.inputs!.settledSeq === 6, "ada has walked");
    const spot = { ...room.floor.simulation.movers.get("ada")!.body };
    let reconnected = false;
    ada.onReconnect(() => void (reconnected = true));
    cutLine(place, ada);
    await until(() => bob.state.avatars.get("ada")?.activity === "away", "bob sees that ada is away");
    expect(place.hosts[0]!.calls).not.toContain("gone ada");
    await until(() => reconnected, "ada is back");
    await until(() => bob.state.avatars.get("ada")?.activity === "idle", "bob sees that ada is back");
    expect({ ...room.floor.simulation.movers.get("ada")!.body }).toEqual(spot);
    const moved = listen(ada, "moved");
    walkEast(ada, 7, 2);
    await until(() => moved.at(-1)?.seq === 8, "ada walks on with the same numbering");
  });

  it("W6 a body waits exactly 30 s for its dropped connection", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const room = place.roomOf(ada);
    const isHere = (): boolean => room.state.avatars.has("ada");
    const turns = async (count: number) => {
      for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
    };
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      hangUp(place, ada);
      while (room.state.avatars.get("ada")?.activity !== "away") await turns(1);
      vi.advanceTimersByTime(29_999);
      await turns(20);
      expect(isHere(), "after 29.999 s").toBe(true);
      vi.advanceTimersByTime(1);
      await turns(20);
      expect(isHere(), "after 30 s").toBe(false);
      expect(place.hosts[0]!.calls).toContain("gone ada");
    } finally {
      vi.useRealTimers();
    }
  });

  it("W6 a second tab takes the body over and the first is notified", async () => {
    place = await startTestPlace();
    const first = await place.join("ada");
    const notices = listen(first, "notice");
    let closedWith = 0;
    first.onLeave((code) => void (closedWith = code));
    walkEast(first, 1, 3);
    const room = place.roomOf(first);
    await until(() => room.floor.simulation.movers.get("ada")!.inputs!.settledSeq === 3, "the first tab walked");
    const { x } = room.floor.simulation.movers.get("ada")!.body;
    const second = await place.join("ada");
    await until(() => closedWith !== 0, "the first is closed");
    expect(closedWith).toBe(CLOSE_CODES.takenOver);
    expect(notices[0]?.code).toBe("taken-over");
    expect(second.state.avatars.size).toBe(1);
    const moved = listen(second, "moved");
    walkEast(second, 1, 1);
    await until(() => moved.at(-1)?.seq === 1, "the second walks, numbering from the start");
    expect(moved.at(-1)!.x).toBeGreaterThan(x);
    expect(place.hosts[0]!.calls).not.toContain("gone ada");
  });

  it("W6 somebody who leaves on purpose is removed, and the circle is notified", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    await until(() => ada.state.avatars.has("bob"), "bob is here");
    await bob.leave();
    await until(() => !ada.state.avatars.has("bob"), "bob is gone");
    expect(place.hosts[0]!.calls).toContain("gone bob");
  });
});

describe("sign-ins", () => {
  /** The address the socket was opened with. */
  const addressOf = (room: Joined): string => (room.connection as unknown as { url: string }).url;
  const isBack = (room: Joined, name: string): boolean => room.state.avatars.get(name)?.activity === "idle";

  it("A5 the access token is in no address: the socket opens with a seat that is taken once", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    expect(addressOf(ada)).not.toMatch(/token/i);
    const again = new WebSocket(addressOf(ada));
    const code = await new Promise((resolve) => again.once("close", resolve));
    expect(code).toBeGreaterThanOrEqual(4000);
    expect(ada.connection.isOpen).toBe(true);
  });

  it("W6 a stolen reconnection token opens nothing to another person, and whose it is stays undisturbed", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    await place.join("eve");
    const closed: number[] = [];
    ada.onLeave((code) => void closed.push(code));
    ada.onDrop((code) => void closed.push(code));
    await expect(clientOf(place, "eve").reconnect(ada.reconnectionToken)).rejects.toMatchObject({
      code: JOIN_ERROR_CODES.notFound,
    });
    await expect(clientOf(place, "forged.").reconnect(ada.reconnectionToken)).rejects.toMatchObject({
      code: JOIN_ERROR_CODES.notSignedIn,
    });
    const [roomId, reconnectionToken] = ada.reconnectionToken.split(":");
    const stolen = `${place.url.replace("http", "ws")}/any/${roomId}?sessionId=${ada.sessionId}&reconnectionToken=${reconnectionToken}`;
    for (const token of ["", "forged", "token-of-eve"])
      expect(await statusOfUpgrade(stolen, { authorization: `Bearer ${token}` })).toBe(401);
    expect(await statusOfUpgrade(stolen, {})).toBe(401);
    expect(await ada.request("gesture", { gesture: "wave" })).toEqual({ gesture: "wave" });
    expect(closed).toEqual([]);
  });

  it("W6 a dropped seat is kept for its own person, even if others present its token", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    hangUp(place, ada);
    await until(() => bob.state.avatars.get("ada")?.activity === "away", "ada is away");
    await expect(clientOf(place, "bob").reconnect(ada.reconnectionToken)).rejects.toThrow(/"seat-gone"/);
    const back = await clientOf(place, "ada").reconnect<PlaceState>(ada.reconnectionToken);
    await until(() => isBack(bob, "ada"), "ada is back");
    await back.leave();
  });

  it("W6 somebody disconnected by their own other device is notified", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const notices = listen(ada, "notice");
    let closedWith = 0;
    ada.onLeave((code) => void (closedWith = code));
    const other = await clientOf(place, "ada").reconnect(ada.reconnectionToken);
    await until(() => closedWith !== 0, "the first is closed");
    expect(closedWith).toBe(CLOSE_CODES.takenOver);
    expect(notices[0]?.code).toBe("taken-over");
    await other.leave();
  });

  it("A1 signing out ends everything of that sign-in, body and reconnection included, and nothing else", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    const watching = await place.join("bob.2", { role: "spectator" });
    const notices = listen(ada, "notice");
    const closed: unknown[] = [];
    ada.onLeave((code, reason) => void closed.push(code, reason));
    place.endSignIn("ada.1");
    await until(() => closed.length > 0, "ada's connection is closed");
    expect(closed).toEqual([CLOSE_CODES.signedOut, expect.stringContaining("sign-in has ended")]);
    expect(notices[0]?.code).toBe("sign-in-ended");
    await until(() => !bob.state.avatars.has("ada"), "her body is gone");
    expect(place.hosts[0]!.calls).toContain("gone ada");
    await expect(clientOf(place, "ada").reconnect(ada.reconnectionToken)).rejects.toMatchObject({
      code: JOIN_ERROR_CODES.notSignedIn,
    });
    place.endSignIn("bob.2");
    await until(() => !watching.connection.isOpen, "the spectator of another sign-in is gone");
    expect(await bob.request("gesture", { gesture: "wave" })).toEqual({ gesture: "wave" });
  });

  it("A6 people sent out leave at once, body included, and may come back", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    const notices = listen(ada, "notice");
    const closed: number[] = [];
    ada.onLeave((code) => void closed.push(code));
    place.emitPersonEvent({ type: "removed", userId: "ada" });
    await until(() => closed.length > 0, "ada's connection is closed");
    expect([closed[0], notices[0]?.code]).toEqual([CLOSE_CODES.removed, "sent-out"]);
    await until(() => !bob.state.avatars.has("ada"), "her body is gone");
    expect(bob.connection.isOpen).toBe(true);
    await place.join("ada");
    await until(() => bob.state.avatars.has("ada"), "she is back");
  });

  it("A6 a blocked person is out at once, and the reason is that and not that a sign-in ended", async () => {
    place = await startTestPlace();
    const [ada, bob] = [await place.join("ada"), await place.join("bob")];
    const notices = listen(ada, "notice");
    const closed: number[] = [];
    ada.onLeave((code) => void closed.push(code));
    place.emitPersonEvent({ type: "blocked", userId: "ada" });
    place.endSignIn("ada.1");
    await until(() => closed.length > 0, "ada's connection is closed");
    expect([closed, notices.map(({ code }) => code)]).toEqual([[CLOSE_CODES.blocked], ["blocked"]]);
    await until(() => !bob.state.avatars.has("ada"), "her body is gone");
  });

  it("A1 a role change takes effect at once for people who are here", async () => {
    place = await startTestPlace();
    const room = place.roomOf(await place.join("ada"));
    place.emitPersonEvent({ type: "role-given", userId: "ada", role: "facilitator" });
    expect(room.attendance.people.get("ada")!.actor.role).toBe("facilitator");
    place.emitPersonEvent({ type: "role-given", userId: "ada", role: "visitor" });
    expect(room.attendance.people.get("ada")!.actor.role).toBe("visitor");
  });

  it("A1 O4 role changes and sign-outs missed during a gap take effect after it", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const room = place.roomOf(await place.join("bob"));
    place.missPeople(["ada.1"], [["bob.1", "facilitator"]]);
    await until(() => !ada.connection.isOpen, "ada's connection is closed");
    await until(() => room.attendance.people.get("bob")!.actor.role === "facilitator", "bob has his role");
  });

  it("A1 signing out ends a seat that waits for its connection, and one that was reserved a moment ago", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    hangUp(place, ada);
    await until(() => bob.state.avatars.get("ada")?.activity === "away", "ada is away");
    const seat = await clientOf(place, "ada").http.post("/matchmake/joinOrCreate/place", { body: { placeId: "yard" } });
    place.endSignIn("ada.1");
    await until(() => !bob.state.avatars.has("ada"), "her body is gone");
    await expect(clientOf(place, "ada").consumeSeatReservation(seat.data as never)).rejects.toThrow(
      /sign-in has ended/,
    );
    expect(bob.state.avatars.has("ada")).toBe(false);
  });
});

const statusOfUpgrade = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.once("unexpected-response", (_, { statusCode }) => resolve(statusCode));
    socket.once("open", () => reject(new Error("the socket was let in")));
  });

describe("sockets", () => {
  it.each([
    ["a connection", false],
    ["a connection that another process passes on, which holds what is unread,", true],
  ])(
    "W4 O4 %s that does not read is closed with a reason, without affecting others; its body is kept",
    async (_, isPassedOn) => {
      place = await startTestPlace();
      const ada = await place.join("ada");
      await ada.request("open-circle", { topic: "The sea" });
      const passesOn = isPassedOn ? await startBalancer([place.url]) : null;
      const deaf = await place.joinUnread("eve", passesOn?.url);
      await until(() => ada.state.avatars.has("eve"), "eve is here");
      const room = place.roomOf(ada);
      const isLetGo = () => room.clients.every(({ sessionId }) => sessionId !== deaf.sessionId);
      const text = "x".repeat(1_000_000);
      place.hosts[0]!.stage.state.circles.get("circle-1")!.members.push("eve");
      for (let count = 0; count < 3; count++)
        place.hosts[0]!.stage.sendToPerson("eve", "turn-delta", {
          circleId: "circle-1",
          turnId: "t",
          seq: count,
          text,
        });
      const connection = room.clients.get(deaf.sessionId!)!.ref as unknown as WebSocket;
      const isEnding = () => {
        if (deaf.socket.readyState === WebSocket.OPEN) deaf.socket.pong();
        return connection.readyState !== WebSocket.OPEN;
      };
      await until(isEnding, "its connection is being ended");
      deaf.socket.resume();
      expect(await deaf.closed).toEqual([CLOSE_CODES.tooSlow, expect.stringContaining("did not keep up")]);
      await until(isLetGo, "its connection is gone");
      await until(() => ada.state.avatars.get("eve")?.activity === "away", "eve's body waits");
      expect(await ada.request("gesture", { gesture: "wave" })).toEqual({ gesture: "wave" });
      passesOn?.close();
    },
  );
});

describe("circles on the floor", () => {
  it("C6 hearers within 12 m get the transcript before any word, and lose it when they walk away", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    const transcripts = listen(bob, "transcript");
    const gone = listen(bob, "transcript-left");
    const turns = listen(bob, "turn-started");
    await ada.request("open-circle", { topic: "The sea" });
    await until(() => place.hosts[0]!.watched.get("circle-1") === true, "the circle is watched by its member");
    expect(transcripts).toHaveLength(0);
    bob.send("move-to", { x: 4, z: 0 });
    await until(() => transcripts.length === 1, "bob hears", 20_000);
    const spoken = { circleId: "circle-1", turnId: "t", speakerId: "ada", speakerName: "ada", replyTo: null };
    const started = { ...spoken, speakerKind: "person" as const, startedAt: "", voice: "" };
    place.hosts[0]!.stage.sendToAudience("circle-1", "turn-started", started, () => true);
    await until(() => turns.length === 1, "bob gets the words, once");
    bob.send("move-to", { x: -2, z: 0 });
    await until(() => gone.length === 1, "bob hears no more", 20_000);
  });

  it("A1 C1 words are sent only to their audience, and somebody who may no longer follow a circle stops following", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const watcher = await place.join("watcher", { role: "spectator" });
    await ada.request("open-circle", { topic: "The sea" });
    const [hers, theirs] = [listen(ada, "turn-delta"), listen(watcher, "turn-delta")];
    const gone = listen(watcher, "transcript-left");
    await watcher.request("follow", { circleId: "circle-1" });
    const [host] = place.hosts;
    const say = (text: string, userIds: string[]) =>
      host!.stage.sendToAudience(
        "circle-1",
        "turn-delta",
        { circleId: "circle-1", turnId: "t", seq: 0, text },
        (actor) => userIds.includes(actor.userId),
      );
    say("for her", ["ada"]);
    say("for both", ["ada", "watcher"]);
    await until(() => hers.length === 2 && theirs.length === 1, "both have what is for them");
    expect(theirs.map(({ text }) => text)).toEqual(["for both"]);
    host!.mayHear = () => false;
    await until(() => gone.length === 1, "the watcher is notified that it hears no more");
  });

  it("C6 a circle is no longer watched once its last listener has gone or dropped", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    await ada.request("open-circle", { topic: "The sea" });
    const { watched } = place.hosts[0]!;
    await until(() => watched.get("circle-1") === true, "it is watched");
    hangUp(place, ada);
    await until(() => watched.get("circle-1") === false, "it is no longer watched, though the body waits");
    expect(place.hosts[0]!.calls).not.toContain("gone ada");
  });

  it("C1 stepping into a circle joins it, walking out leaves it", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const bob = await place.join("bob");
    await ada.request("open-circle", { topic: "The sea" });
    bob.send("move-to", { x: 14.5, z: 1 });
    await until(() => place.hosts[0]!.calls.includes("join bob"), "bob has joined on foot", 20_000);
    bob.send("move-to", { x: 8, z: 0 });
    await until(() => place.hosts[0]!.calls.includes("leave bob"), "bob has left on foot", 20_000);
  });

  it("C10 spectators follow a circle from anywhere and have no body", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const sue = await place.join("sue", { role: "spectator" });
    const transcripts = listen(sue, "transcript");
    await ada.request("open-circle", { topic: "The sea" });
    expect(await sue.request("follow", { circleId: "circle-1" })).toEqual({ circleId: "circle-1" });
    expect(transcripts).toHaveLength(1);
    expect(sue.state.avatars.has("sue")).toBe(false);
    await until(() => ada.state.spectatorCount === 1, "ada sees that someone watches");
    await expect(sue.request("move-to", { x: 0, z: 0 })).rejects.toMatchObject({
      reason: { code: "spectators-watch" },
    });
    await expect(ada.request("follow", { circleId: "circle-1" })).rejects.toMatchObject({
      reason: { code: "visitors-walk" },
    });
  });
});

describe("spectators who come back", () => {
  it("W6 C10 a follower whose connection dropped gets the transcript of what was missed", async () => {
    place = await startTestPlace();
    const ada = await place.join("ada");
    const sue = await place.join("sue", { role: "spectator" });
    const transcripts = listen(sue, "transcript");
    await ada.request("open-circle", { topic: "The sea" });
    await sue.request("follow", { circleId: "circle-1" });
    cutLine(place, sue);
    await until(() => transcripts.length === 2, "sue has what was said meanwhile");
    expect(transcripts[1]).toMatchObject({ circleId: "circle-1" });
  });
});

describe("residents", () => {
  it("M2 a persona that is made, changed or deleted is so in the place at once", async () => {
    place = await startTestPlace({ personas: [personaOf("persona-1", "Mira")] });
    const ada = await place.join("ada");
    place.changePersona({ personaId: "persona-1", persona: { ...personaOf("persona-1", "Mirabel"), traits: [] } });
    await until(
      () =>
        ada.state.avatars.get("persona-1")?.name === "Mirabel" && ada.state.avatars.get("persona-1")?.traits.size === 0,
      "the new name",
    );
    place.residents.push(personaOf("persona-2", "Otto"));
    place.changePersona({ personaId: "persona-2", persona: personaOf("persona-2", "Otto") });
    await until(() => ada.state.avatars.get("persona-2")?.name === "Otto", "Otto moves in");
    place.changePersona({ personaId: "persona-1", persona: null });
    await until(() => !ada.state.avatars.has("persona-1"), "Mira is gone");
    expect(place.hosts[0]!.calls).toContain("gone persona-1");
  });
});
