import { resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Persona, Trait } from "../../schema/messages/persona.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { CircleRow } from "../../schema/tables/circle.table.ts";
import { newId } from "../database/new-id.adapter.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { readTemplates, seedCasts } from "./casts.process.ts";
import { createPersonaStore } from "./persona.store.ts";
import { personaRoutes } from "./persona.route.ts";
import { createPersonas, type Personas } from "./personas.ts";

const casts = resolve(import.meta.dirname, "../../casts");
type Who = { token: string; userId: string };
let api: TestApi;
let personas: Personas;
let ada: Who;
let eve: Who;
let facilitator: Who;
let admin: Who;
let cast: Persona[];
const unreadable: string[] = [];

beforeAll(async () => {
  api = await startTestApi(async (database) => {
    const store = createPersonaStore(database, (problem) => void unreadable.push(problem.message));
    for (let start = 0; start < 2; start += 1)
      await seedCasts(store, casts, "default", [{ id: "plaza", cast: "plaza" }]);
    personas = createPersonas({
      store,
      changes: silentBus,
      newId,
      now: () => new Date(),
      isPlace: (id) => id === "plaza",
    });
    return personaRoutes(personas, await readTemplates(casts));
  });
  cast = await personas.residentsOf("plaza", "default");
});
/** Others in each test: a guest makes 20 personas at most. */
beforeEach(async () => {
  [ada, eve, facilitator, admin] = await Promise.all([
    api.signIn("Ada"),
    api.signIn("Eve"),
    api.signIn("Lead", "facilitator"),
    api.signIn("Root", "admin"),
  ]);
});
afterAll(() => api.close());

const make = async (who: Who, draft: object = {}): Promise<Persona> => {
  const answer = await api.call("POST", "/api/personas", { token: who.token, body: { name: "Ida Sommer", ...draft } });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const change = (who: Who, id: string, body: object) =>
  api.call("PATCH", `/api/personas/${id}`, { token: who.token, body });
const personality = (who: Who, body: object) => api.call("PUT", "/api/personality", { token: who.token, body });
const alone = async () => true;
const own = (traits: Trait[]) => traits.filter((trait) => !trait.inherited);

describe("names of the cast", () => {
  test.each([
    ["as it is", (name: string) => name],
    ["in capitals, with signs", (name: string) => `~ ${name.toUpperCase()}!`],
    ["with a letter of another script", (name: string) => name.replace("a", "а").replace("o", "о").replace("e", "е")],
  ])("A5 nobody makes a persona that would be taken for one of the cast: %s", async (_, alter) => {
    const body = { name: alter(cast[0]!.name) };
    const guest = await api.signIn("Namer");
    const made = await api.call("POST", "/api/personas", { token: guest.token, body });
    expect([made.status, made.body.code]).toEqual([409, "name-taken"]);
    const mine = await make(guest, { name: made.body.values.suggestion });
    const renamed = await change(guest, mine.id, body);
    expect([renamed.status, renamed.body.code]).toEqual([409, "name-taken"]);
    await api.call("DELETE", `/api/personas/${mine.id}`, { token: guest.token });
  });
  test("M2 keepers of the workspace rename its cast, and back", async () => {
    const { id, name } = cast[1]!;
    expect((await change(facilitator, id, { name: "Somebody Else" })).status).toBe(200);
    expect((await change(facilitator, id, { name })).status).toBe(200);
  });
});

describe("a persona written by the rules of another day", () => {
  test("M2 is left out and reported, is never written over, and the others live", async () => {
    const { id } = await make(ada, { name: "Old Hand" });
    const draft = {
      name: "Old Hand",
      attitude: "Grumpy",
      voice: { maxTokens: 9000 },
      background: { expertise: "knots" },
    };
    await api.database
      .em()
      .getConnection()
      .execute("update personas set draft = ? where id = ?", [JSON.stringify(draft), id]);
    const fresh = createPersonas({
      store: createPersonaStore(api.database, (problem) => void unreadable.push(problem.message)),
      changes: silentBus,
      newId,
      now: () => new Date(),
      isPlace: () => true,
    });
    const caller = { ...(await api.accounts.verifyToken(ada.token))! };
    const residents = await fresh.residentsOf("plaza", "default");
    expect(residents.map(({ name }) => name)).toEqual(expect.arrayContaining(cast.map(({ name }) => name)));
    expect(residents.some((persona) => persona.id === id)).toBe(false);
    expect(await fresh.get(id)).toBeNull();
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await fresh.list(caller, { cursor, limit: 4 });
      seen.push(...page.items.map((persona) => persona.id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual(expect.arrayContaining(cast.map((persona) => persona.id)));
    expect(seen).not.toContain(id);
    await expect(fresh.change(caller, id, { name: "New Hand" })).rejects.toMatchObject({ status: 404 });
    expect(unreadable).toEqual([expect.stringContaining(id)]);
    const [row] = await api.database.em().getConnection().execute("select draft from personas where id = ?", [id]);
    expect(row).toEqual({ draft });
  });
});

describe("the cast", () => {
  test("M2 at least eight live in the plaza, seeded once, every part of them written", () => {
    expect(cast.length).toBeGreaterThanOrEqual(10);
    expect(new Set(cast.map((persona) => persona.name)).size).toBe(cast.length);
    for (const persona of cast) {
      expect(persona.ownerId).toBeNull();
      for (const text of [
        persona.description,
        persona.systemPrompt,
        persona.customInstructions,
        persona.backstory,
        persona.background.professional,
        persona.background.personal,
        persona.personality.communicationStyle,
        persona.personality.decisionMaking,
      ]) {
        expect(text, persona.name).not.toBe("");
      }
      expect(
        persona.background.expertise.length * persona.personality.values.length * persona.personality.traits.length,
      ).toBeGreaterThan(0);
      expect(persona.systemPrompt.length, "short enough for a small model").toBeLessThan(400);
    }
  });

  test("M2 they differ in stance, experience, age and way of talking", () => {
    const distinct = (read: (persona: Persona) => unknown) => new Set(cast.map(read)).size;
    expect(distinct((persona) => persona.attitude)).toBe(5);
    expect(distinct((persona) => persona.experienceLevel)).toBeGreaterThanOrEqual(4);
    expect(distinct((persona) => persona.personality.communicationStyle)).toBe(cast.length);
    const ages = cast.map((persona) => persona.demographics.age!);
    expect(Math.max(...ages) - Math.min(...ages)).toBeGreaterThan(50);
  });

  test("W9 no two share build, mask, pattern and main colour", () => {
    const looks = cast.map(({ look }) =>
      [look.silhouette, look.mask!.shape, look.mask!.pattern, look.palette[0]].join(" "),
    );
    expect(new Set(looks).size).toBe(cast.length);
  });

  test("M2 the six templates are drafts one can send back as they are", async () => {
    const { body } = await api.call("GET", "/api/personas/templates", { token: ada.token });
    expect(body.items.map((template: { title: string }) => template.title)).toEqual([
      "Technical Expert",
      "Business Strategist",
      "Creative Designer",
      "End User Representative",
      "Devil's Advocate",
      "Project Manager",
    ]);
    for (const { draft } of body.items) expect((await make(ada, draft)).name).toBe(draft.name);
  });
});

describe("rights", () => {
  test("M2 a guest edits and removes what they made, and nothing else", async () => {
    const mine = await make(ada);
    expect((await change(ada, mine.id, { name: "Ida Winter" })).body.name).toBe("Ida Winter");
    for (const [who, id] of [
      [eve, mine.id],
      [ada, cast[0]!.id],
      [facilitator, mine.id],
    ] as const) {
      expect((await change(who, id, { name: "Stolen" })).status).toBe(403);
      expect((await personality(who, { personaId: id, traitId: "x", action: "add", intensity: 1 })).status).toBe(403);
      expect((await api.call("POST", `/api/personas/${id}/traits/x/undo`, { token: who.token })).status).toBe(403);
      expect((await api.call("DELETE", `/api/personas/${id}`, { token: who.token })).status).toBe(403);
    }
    expect((await api.call("DELETE", `/api/personas/${mine.id}`, { token: ada.token })).status).toBe(204);
    expect((await api.call("GET", `/api/personas/${mine.id}`, { token: ada.token })).status).toBe(404);
  });

  test("M2 the cast belongs to the workspace: facilitators and admins change it", async () => {
    const { id, description } = cast[1]!;
    // Restores the last word, which other tests search for.
    for (const [who, text] of [
      [facilitator, "By the facilitator"],
      [admin, description],
    ] as const)
      expect((await change(who, id, { description: text })).body.description).toBe(text);
  });

  test("A1 nobody signed in, nothing answered", async () => {
    for (const [method, path] of [
      ["GET", "/api/personas"],
      ["POST", "/api/personas"],
      ["GET", `/api/personas/${cast[0]!.id}`],
      ["PUT", "/api/personality"],
    ] as const) {
      expect((await api.call(method, path, { body: method === "GET" ? undefined : {} })).status).toBe(401);
    }
  });

  test("A1 another workspace's personas do not exist for one", async () => {
    const connection = api.database.em().getConnection();
    await connection.execute(
      "insert into workspaces (id, name) values ('elsewhere', 'Elsewhere') on conflict do nothing",
    );
    const stranger = await api.signIn("Stranger", "admin");
    await connection.execute("update users set workspace_id = 'elsewhere' where id = ?", [stranger.userId]);
    expect((await api.call("GET", `/api/personas/${cast[0]!.id}`, { token: stranger.token })).status).toBe(404);
    expect((await change(stranger, cast[0]!.id, { name: "Taken" })).status).toBe(404);
    expect((await api.call("GET", "/api/personas", { token: stranger.token })).body.items).toEqual([]);
  });
});

describe("making and changing", () => {
  test("M1 only a name is needed; look, traits and defaults follow", async () => {
    const made = await make(ada, {
      personality: { traits: [{ name: "Dry humour", description: "", intensity: 0.9 }] },
    });
    expect(made.look.mask).toBeDefined();
    expect(made.traits.map(({ id, inherited }) => [id, inherited])).toEqual([
      ["curiosity", true],
      ["candour", true],
      ["warmth", true],
      ["patience", true],
      ["dry-humour", false],
    ]);
    expect(await personas.residentsOf("plaza", "default")).toContainEqual(made);
  });

  test("M1 a persona is of one readable size: at most thirty free entries", async () => {
    const more = (count: number) => ({
      name: "Nina",
      demographics: { more: Object.fromEntries(Array.from({ length: count }, (_, index) => [`entry ${index}`, "x"])) },
    });
    const made = [30, 31].map((count) =>
      api.call("POST", "/api/personas", { token: ada.token, body: more(count) }).then(({ status }) => status),
    );
    expect(await Promise.all(made)).toEqual([201, 400]);
  });

  test("M1 a change touches only the fields it names, nested ones too", async () => {
    const made = await make(ada, {
      description: "Kept",
      demographics: { age: 40, occupation: "baker" },
      voice: { temperature: 1.2 },
      personality: { values: ["bread"] },
    });
    const { body } = await change(ada, made.id, { demographics: { occupation: "miller" }, attitude: "Excited" });
    expect(body).toMatchObject({
      description: "Kept",
      attitude: "Excited",
      demographics: { age: 40, occupation: "miller" },
      voice: { temperature: 1.2 },
      personality: { values: ["bread"] },
      version: made.version + 1,
    });
  });

  test.each([
    { name: "" },
    { name: "x".repeat(61) },
    { voice: { temperature: 9 } },
    { attitude: "Grumpy" },
    { look: { silhouette: "huge" } },
    { personality: { traits: [{ name: "A", description: "", intensity: 2 }] } },
    { placeId: "nowhere" },
  ])("M1 %j is refused with the field", async (wrong) => {
    const answer = await api.call("POST", "/api/personas", { token: ada.token, body: { name: "Ida", ...wrong } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].path).not.toBe("");
  });

  test("M2 sixty personas created concurrently count like sixty created in sequence", async () => {
    const eager = await api.signIn("Eager");
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        api.call("POST", "/api/personas", { token: eager.token, body: { name: "Ida Sommer" } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ body }) => body.code === "personas-limit")).toHaveLength(40);
    const listed = await api.call("GET", "/api/personas?mine=true&limit=100", { token: eager.token });
    expect(listed.body.items).toHaveLength(20);
  });

  test("A5 a cursor that is none is refused, saying so", async () => {
    const { status, body } = await api.call("GET", "/api/personas?cursor=abc", { token: ada.token });
    expect([status, body.errors]).toEqual([400, [{ path: "cursor", message: "is not the next of a page before" }]]);
  });

  test("the list pages by cursor and finds by name or description, taking wildcards as letters", async () => {
    const gil = await api.signIn("Gil");
    await make(gil, { name: "Per%cent Sign" });
    const seen: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const { body } = await api.call("GET", `/api/personas?limit=5${after ? `&cursor=${after}` : ""}`, {
        token: ada.token,
      });
      seen.push(...body.items.map((persona: Persona) => persona.id));
      after = body.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(cast.map((persona) => persona.id)));
    const search = async (q: string) =>
      (await api.call("GET", `/api/personas?q=${encodeURIComponent(q)}`, { token: ada.token })).body.items.map(
        (persona: Persona) => persona.name,
      );
    expect(await search("oriel")).toEqual(["Oriel Vance"]);
    expect(await search("PUPPET-maker")).toEqual(["Wendell Achterberg"]);
    expect(await search("r%c")).toEqual(["Per%cent Sign"]);
    expect((await api.call("GET", "/api/personas?mine=true", { token: gil.token })).body.items).toHaveLength(1);
  });

  test("M2 the directory is current at once and notifies listeners", async () => {
    const received: [string, string | undefined][] = [];
    const stop = personas.onChange(({ personaId, persona }) => received.push([personaId, persona?.name]));
    const made = await make(ada);
    await change(ada, made.id, { name: "Second" });
    expect((await personas.get(made.id))?.name).toBe("Second");
    await api.call("DELETE", `/api/personas/${made.id}`, { token: ada.token });
    stop();
    expect(received).toEqual([
      [made.id, "Ida Sommer"],
      [made.id, "Second"],
      [made.id, undefined],
    ]);
    expect(await personas.get(made.id)).toBeNull();
  });
});

describe("PUT /api/personality", () => {
  test("M3 add, set, remove; the answer is the persona's traits", async () => {
    const { id: personaId } = await make(ada);
    const added = await personality(ada, {
      personaId,
      traitId: "dry-humour",
      action: "add",
      intensity: 0.4,
      description: "Never smiles.",
    });
    expect(own(added.body)).toEqual([
      { id: "dry-humour", name: "Dry humour", description: "Never smiles.", intensity: 0.4, inherited: false },
    ]);
    expect(
      own((await personality(ada, { personaId, traitId: "dry-humour", action: "set", intensity: 1 })).body)[0]!
        .intensity,
    ).toBe(1);
    expect(own((await personality(ada, { personaId, traitId: "dry-humour", action: "remove" })).body)).toEqual([]);
  });

  test("M3 the same trait id on two personas are two traits", async () => {
    const [one, two] = [await make(ada), await make(ada)];
    for (const { id: personaId } of [one, two])
      expect((await personality(ada, { personaId, traitId: "shy", action: "add", intensity: 0.5 })).status).toBe(200);
    await personality(ada, { personaId: one.id, traitId: "shy", action: "set", intensity: 0.1 });
    expect(own((await personas.get(two.id))!.traits)[0]!.intensity).toBe(0.5);
  });

  test("M3 inherited traits hold for every persona: own intensity yes, removal no", async () => {
    const { id: personaId } = await make(ada);
    const set = await personality(ada, { personaId, traitId: "warmth", action: "set", intensity: 0 });
    expect(set.body).toContainEqual(
      expect.objectContaining({ id: "warmth", name: "Warmth", intensity: 0, inherited: true }),
    );
    expect((await personality(ada, { personaId, traitId: "warmth", action: "remove" })).status).toBe(409);
    expect((await personality(ada, { personaId, traitId: "warmth", action: "add", intensity: 1 })).status).toBe(409);
  });

  test("M3 a persona has at most 20 traits of its own, by hand, learned, or by taking a change back", async () => {
    const { id: personaId } = await make(ada);
    const add = (traitId: string) => personality(ada, { personaId, traitId, action: "add", intensity: 0.5 });
    for (let count = 1; count <= 20; count += 1) expect((await add(`trait-${count}`)).status).toBe(200);
    const { status, body } = await add("one-more");
    expect([status, body.code, body.values]).toEqual([409, "traits-limit", { count: 20 }]);
    const learned = {
      description: "",
      intensity: 0.7,
      evidence: "“Ha!”",
      confidence: 0.8,
      witnesses: null,
      circleId: null,
    };
    expect(await personas.learnTraits(personaId, [{ name: "Mirth", ...learned }], alone)).toBe(false);
    expect(await personas.learnTraits(personaId, [{ name: "Trait 1", ...learned }], alone)).toBe(true);

    await personality(ada, { personaId, traitId: "trait-2", action: "remove" });
    expect((await add("one-more")).status).toBe(200);
    const undone = await api.call("POST", `/api/personas/${personaId}/traits/trait-2/undo`, { token: ada.token });
    expect([undone.status, undone.body.code]).toEqual([409, "traits-limit"]);
    expect(own((await personas.get(personaId))!.traits)).toHaveLength(20);
  });

  test("M3 the changes of a persona's traits are listed by page, newest first", async () => {
    const { id: personaId } = await make(ada);
    for (const traitId of ["one", "two", "three", "four", "five"])
      await personality(ada, { personaId, traitId, action: "add", intensity: 0.5 });
    const seen: string[][] = [];
    for (let next: string | null = ""; next !== null;) {
      const path = `/api/personas/${personaId}/trait-changes?limit=2&cursor=${next}`;
      const { body } = await api.call("GET", path, { token: ada.token });
      seen.push(body.items.map(({ traitId }: { traitId: string }) => traitId));
      next = body.next;
    }
    expect(seen).toEqual([["five", "four"], ["three", "two"], ["one"]]);
  });

  test("M3 unknown persona or trait is 404, a wrong body 400", async () => {
    const { id: personaId } = await make(ada);
    const cases: [object, number][] = [
      [{ personaId: "nobody", traitId: "x", action: "add", intensity: 1 }, 404],
      [{ personaId, traitId: "x", action: "set", intensity: 1 }, 404],
      [{ personaId, traitId: "x", action: "remove" }, 404],
      [{ personaId, traitId: "x", action: "add" }, 400],
      [{ personaId, traitId: "x", action: "add", intensity: 1.01 }, 400],
      [{ personaId, traitId: "x", action: "add", intensity: "much" }, 400],
      [{ personaId, traitId: "x", action: "explode", intensity: 1 }, 400],
      [{ traitId: "x", action: "remove" }, 400],
    ];
    for (const [body, status] of cases)
      expect((await personality(ada, body)).status, JSON.stringify(body)).toBe(status);
  });

  test("M3 every change is kept with its evidence and can be undone, in reverse order", async () => {
    const { id: personaId } = await make(ada);
    await personality(ada, { personaId, traitId: "dry-humour", action: "add", intensity: 0.4 });
    expect(
      await personas.learnTraits(
        personaId,
        [
          {
            name: "Dry humour",
            description: "",
            intensity: 0.6,
            evidence: "“I laughed once, in 1998.”",
            confidence: 0.8,
            witnesses: null,
            circleId: null,
          },
        ],
        alone,
      ),
    ).toBe(true);
    await personality(ada, { personaId, traitId: "dry-humour", action: "remove" });

    const changes = (await api.call("GET", `/api/personas/${personaId}/trait-changes`, { token: eve.token })).body
      .items;
    expect(changes).toMatchObject([
      { intensityBefore: 0.6, intensityAfter: null, source: "hand", byUserId: ada.userId },
      {
        intensityBefore: 0.4,
        intensityAfter: 0.6,
        source: "learned",
        evidence: "“I laughed once, in 1998.”",
        confidence: 0.8,
      },
      { intensityBefore: null, intensityAfter: 0.4, source: "hand" },
    ]);
    const undo = () => api.call("POST", `/api/personas/${personaId}/traits/dry-humour/undo`, { token: ada.token });
    const intensities = [];
    for (let time = 0; time < 3; time += 1) intensities.push(own((await undo()).body.traits)[0]?.intensity);
    expect(intensities).toEqual([0.6, 0.4, undefined]);
    expect((await undo()).status).toBe(409);
  });

  test("M3 one talk moves a trait by at most 0.2, also by concurrent readings; undone, it may move again", async () => {
    const { id: personaId } = await make(ada);
    await personality(ada, { personaId, traitId: "mirth", action: "add", intensity: 0.5 });
    const talk = async (): Promise<string> => {
      const id = newId();
      const circle = { id, workspaceId: "default", ownerId: ada.userId, placeId: "plaza", topic: "", title: "" };
      const settings = {
        kind: "chat",
        mode: "auto",
        speed: 7,
        isPrivate: true,
        language: "en",
        turnWeights: null,
        x: 0,
        z: 0,
      };
      await api.database.em().insert(CircleRow, { ...circle, ...settings });
      return id;
    };
    const learn = (circleId: string, intensity: number) =>
      personas.learnTraits(
        personaId,
        [
          {
            name: "Mirth",
            description: "",
            intensity,
            evidence: "“Ha!”",
            confidence: 0.8,
            witnesses: [ada.userId],
            circleId,
          },
        ],
        alone,
      );
    const mirth = async () => own((await personas.get(personaId))!.traits)[0]!.intensity;
    const first = await talk();
    await Promise.all([0.7, 0.8, 0.9, 0.95, 1].map((intensity) => learn(first, intensity)));
    expect(await mirth()).toBeCloseTo(0.7);
    await learn(first, 0);
    expect(await mirth()).toBeCloseTo(0.3);
    await learn(await talk(), 1);
    expect(await mirth()).toBeCloseTo(0.5);
    await api.call("POST", `/api/personas/${personaId}/traits/mirth/undo`, { token: ada.token });
    expect(await mirth()).toBeCloseTo(0.3);
  });

  test("M3 changes at the same time all take effect", async () => {
    const { id: personaId, version } = await make(ada);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        personality(ada, { personaId, traitId: `trait-${index}`, action: "add", intensity: 0.5 }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    const persona = (await personas.get(personaId))!;
    expect(own(persona.traits)).toHaveLength(8);
    expect(persona.version).toBe(version + 8);
  });
});
