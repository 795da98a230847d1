import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Place } from "../../schema/messages/place.ts";
import { distanceBetween } from "../../schema/rules/point.ts";
import { HEARING_RADIUS_M } from "./presence/audience.ts";
import { StartProblem } from "../database/start-problem.ts";
import { readPlaces } from "./places.store.ts";

const shipped = join(import.meta.dirname, "../../places");
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis-places-"));
});
afterEach(() => rm(folder, { recursive: true }));

const plazaWith = async (change: (place: Place) => void): Promise<void> => {
  const place = JSON.parse(await readFile(join(shipped, "cloister.json"), "utf8")) as Place;
  place.portals = [];
  change(place);
  await writeFile(join(folder, "court.json"), JSON.stringify(place));
};

describe("places", () => {
  it("W7 the places that ship are walkable data: every spot, point of interest and portal can be reached", async () => {
    const places = await readPlaces(shipped);
    expect([...places.keys()]).toEqual([
      "classroom",
      "cloister",
      "debate-stage",
      "focus-room",
      "garden",
      "plaza",
      "workshop",
    ]);
    const plaza = places.get("plaza")!;
    expect(plaza.limits).toEqual({ people: 300, personas: 700, spectators: 2000 });
    expect(plaza.circleSpots.length).toBeGreaterThanOrEqual(14);
    expect(plaza.pointsOfInterest.length).toBeGreaterThanOrEqual(12);
  });

  it("W7 W13 places, landmarks and portals that ship have names in English and German", async () => {
    for (const { id, title, description, pointsOfInterest, portals } of (await readPlaces(shipped)).values())
      for (const named of [{ id, title }, { id, title: description }, ...pointsOfInterest, ...portals]) {
        expect(Object.keys(named.title), `${id}: ${named.id}`).toEqual(["en", "de"]);
        expect(named.title["de"], `${id}: ${named.id}`).not.toBe(named.title.en);
      }
  });

  it("W7 W13 refuses a name without its English form", async () => {
    await plazaWith((place) => Object.assign(place, { title: { de: "Der Hof" } }));
    await expect(readPlaces(folder)).rejects.toThrow(/court\.json cannot be used:\n {2}- title\.en: /);
  });

  it("W8 W13 the plaza has topics for the talk at its entrance, in English and German, where a newcomer hears it", async () => {
    const { entranceTalk, spawn } = (await readPlaces(shipped)).get("plaza")!;
    expect(entranceTalk!.topics.length).toBeGreaterThanOrEqual(8);
    for (const topic of entranceTalk!.topics) expect(Object.keys(topic)).toEqual(["en", "de"]);
    expect(distanceBetween(entranceTalk!, spawn) + spawn.radius).toBeLessThan(HEARING_RADIUS_M);
  });

  it("W7 W8 refuses a talk at the entrance that stands on a circle spot or in a wall", async () => {
    const topics = [{ en: "Bread" }, { en: "Wine" }];
    await plazaWith((place) => (place.entranceTalk = { ...place.circleSpots[0]!, topics }));
    await expect(readPlaces(folder)).rejects.toThrow(/entranceTalk: nearer than 7\.4 m to the circle spot/);
    await plazaWith((place) => (place.entranceTalk = { x: 127, z: 127, topics }));
    await expect(readPlaces(folder)).rejects.toThrow(/entranceTalk: seat \d+ stands in a solid or out of bounds/);
  });

  it("W7 names the file and the path of a wrong value", async () => {
    await plazaWith((place) => Object.assign(place.spawn, { x: "west" }));
    await expect(readPlaces(folder)).rejects.toThrow(/court\.json cannot be used:\n {2}- spawn\.x: .*number/);
  });

  it("O1 a wrong place or none ends the start in words, not as a failure of the program", async () => {
    await expect(readPlaces(folder)).rejects.toBeInstanceOf(StartProblem);
    await writeFile(join(folder, "court.json"), "{}");
    await expect(readPlaces(folder)).rejects.toBeInstanceOf(StartProblem);
  });

  it("W7 names a file that is not JSON", async () => {
    await writeFile(join(folder, "court.json"), "{");
    await expect(readPlaces(folder)).rejects.toThrow(/court\.json cannot be used:\n {2}- it is not JSON/);
  });

  it("W7 refuses a circle spot in a wall and a point of interest behind one", async () => {
    await plazaWith((place) => {
      place.circleSpots[0] = { id: "court", x: 19, z: 0 };
      place.solids.push(
        { shape: "box", x: 15, z: 13, halfX: 0.2, halfZ: 2, yaw: 0, height: 2 },
        { shape: "box", x: 17.5, z: 11, halfX: 2.6, halfZ: 0.2, yaw: 0, height: 2 },
      );
      place.pointsOfInterest[0] = { id: "walled-in", title: { en: "nowhere" }, x: 17.5, z: 13, radius: 0.5 };
    });
    await expect(readPlaces(folder)).rejects.toThrow(
      /circleSpots\.0 \(court\): seat \d+ stands in a solid or out of bounds[^]*pointsOfInterest\.0 \(walled-in\): cannot be reached/,
    );
  });

  it("W7 refuses a portal to a place that does not exist, and an id used twice", async () => {
    await plazaWith((place) =>
      place.portals.push({ id: "out", toPlaceId: "moon", title: { en: "Moon" }, x: 0, z: 14, yaw: 0 }),
    );
    await expect(readPlaces(folder)).rejects.toThrow(/portals\.0\.toPlaceId: there is no place "moon"/);
    await plazaWith(() => undefined);
    await writeFile(join(folder, "again.json"), await readFile(join(folder, "court.json")));
    await expect(readPlaces(folder)).rejects.toThrow(/id: "cloister" is already used/);
  });

  it("W7 says so when there is no place at all", async () => {
    await expect(readPlaces(folder)).rejects.toThrow(/There is no place in/);
  });
});
