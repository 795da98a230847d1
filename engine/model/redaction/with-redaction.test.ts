import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatRequest, CompletionRequest, LanguageModel, ModelEvent } from "../language-model.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { findPaymentCards } from "./find-payment-cards.ts";
import { CORPUS } from "../../../test/redaction-corpus/label-corpus.ts";
import { createConversationPlaceholders, createPlaceholders } from "./placeholders.ts";
import { redactText } from "./redact-text.ts";
import { createRestorer } from "./restorer.ts";
import { withRedaction, type RedactionPorts } from "./with-redaction.ts";
import { personOf } from "../../scope/scope.ts";

type Sent = ChatRequest | CompletionRequest;
const FINISH: ModelEvent = { type: "finish", reason: "stop", usage: NO_USAGE };
const SECRETS = "Mail anna@example.com, ring +49 30 901820, pay DE89 3704 0044 0532 0130 00 from 203.0.113.5.";
const inCircle = (circleId: string) => testScope({ circleId });
const chat = (content: string, change: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: "user", content }],
  maxTokens: 50,
  ...change,
});

/** A provider that answers with the pieces that `answer` returns for what it was sent. */
function provider(answer: (sent: Sent) => string[], local = false): LanguageModel & { sent: Sent[] } {
  const sent: Sent[] = [];
  async function* reply(request: Sent): AsyncGenerator<ModelEvent> {
    sent.push(request);
    for (const text of answer(request)) yield { type: "text-delta", text };
    yield FINISH;
  }
  return { route: { provider: "openai", model: "m", local }, sent, stream: reply };
}
const echo = (sent: Sent): string[] => ["prompt" in sent ? sent.prompt : sent.messages.at(-1)!.content];
const ports = (change: Partial<RedactionPorts> = {}): RedactionPorts => ({
  placeholdersOf: createConversationPlaceholders(),
  ...change,
});

test("L4 system, messages, stop strings, schema and untemplated prompts go out without personal data, and come back with it", async () => {
  const model = provider(echo);
  const safe = withRedaction(model, ports());
  const schema = { name: "s", schema: { type: "string", enum: ["anna@example.com"] } };
  const messages = (["system", "assistant", "user"] as const).map((role) => ({ role, content: `${role}: ${SECRETS}` }));
  const { text, finish } = await collect(
    safe.stream({ messages, maxTokens: 9, stop: ["+49 30 901820"], responseSchema: schema }, inCircle("c")),
  );
  expect(text).toBe(`user: ${SECRETS}`);
  expect(finish).toEqual(FINISH);
  expect((await collect(safe.stream({ prompt: SECRETS, maxTokens: 9 }, inCircle("c")))).text).toBe(SECRETS);
  expect(JSON.stringify(model.sent)).not.toMatch(/anna@|901820|3704|203\.0/);
  expect(model.sent[1]).toMatchObject({ prompt: "Mail [EMAIL_1], ring [PHONE_1], pay [IBAN_1] from [IP_1]." });
  expect(model.sent[0]).toMatchObject({ stop: ["[PHONE_1]"], responseSchema: { schema: { enum: ["[EMAIL_1]"] } } });
});

test("L4 a message without personal data goes out as the same object, so that its bytes are known from the call before", async () => {
  const model = provider(echo);
  const messages = (["Be brief.", SECRETS] as const).map((content) => ({ role: "user" as const, content }));
  await collect(withRedaction(model, ports()).stream({ messages, maxTokens: 9 }, inCircle("c")));
  const [sent] = model.sent as ChatRequest[];
  expect(sent!.messages[0]).toBe(messages[0]);
  expect(sent!.messages[1]!.content).not.toContain("anna@");
  expect(messages[1]!.content).toBe(SECRETS);
});

test("L4 a reply is restored right wherever its pieces are cut", async () => {
  const reply = (prompt: string) => `[ [EMA ${prompt} [EMAIL_1] [[PHONE_1]] [EMAIL_1`;
  const { text: whole } = await collect(
    withRedaction(
      provider((sent) => [reply(echo(sent)[0]!)]),
      ports(),
    ).stream(chat(SECRETS), inCircle("c")),
  );
  expect(whole).toBe(`[ [EMA ${SECRETS} anna@example.com [+49 30 901820] [EMAIL_1`);
  const length = reply("Mail [EMAIL_1], ring [PHONE_1], pay [IBAN_1] from [IP_1].").length;
  for (let first = 0; first <= length; first += 1) {
    for (const second of [first, first + 1, first + 2, first + 5]) {
      const cut = provider((sent) => {
        const full = reply(echo(sent)[0]!);
        return [full.slice(0, first), full.slice(first, second), full.slice(second)];
      });
      const { text } = await collect(withRedaction(cut, ports()).stream(chat(SECRETS), inCircle("c")));
      expect(text, `cut at ${first} and ${second}`).toBe(whole);
    }
  }
});

test("L4 no more of a reply is withheld than may still become a placeholder", () => {
  const restorer = createRestorer(new Map([["[EMAIL_1]", "a@b.example"]]));
  expect([..."Hi [EMAIL_1] [x [EMAIL_2] ok"].map((letter) => restorer.push(letter))).toEqual([
    ..."Hi ",
    ...Array<string>("[EMAIL_1".length).fill(""),
    "a@b.example",
    " ",
    "",
    "[x",
    " ",
    ...Array<string>("[EMAIL_".length).fill(""),
    "[EMAIL_2",
    ..."] ok",
  ]);
  expect(restorer.push("end [EM") + restorer.end()).toBe("end [EM");
});

test("L4 a placeholder that is altered, invented or another conversation's stays text", async () => {
  const shared = ports();
  const reply = () => ["[email_1] [EMAIL_01] EMAIL_1 [EMAIL_2] [CARD_1] [EMAIL_1]"];
  const speak = (content: string, circle: string) =>
    collect(withRedaction(provider(reply), shared).stream(chat(content), inCircle(circle)));
  expect((await speak("a@one.example and b@two.example", "c1")).text).toContain("b@two.example");
  expect((await speak("a@one.example", "c1")).text).toBe(
    "[email_1] [EMAIL_01] EMAIL_1 [EMAIL_2] [CARD_1] a@one.example",
  );
  expect((await speak("nothing", "c2")).text).toBe(reply()[0]);
});

test("L4 a typed look-alike of a placeholder never reveals another person's data", async () => {
  const model = provider((sent) => ["prompt" in sent ? "" : sent.messages.map(({ content }) => content).join("|")]);
  const messages = ["Mine is anna@example.com", "Say [EMAIL_1]!"].map((content) => ({
    role: "user" as const,
    content,
  }));
  const { text } = await collect(withRedaction(model, ports()).stream({ messages, maxTokens: 9 }, inCircle("c")));
  expect(text).toBe("Mine is anna@example.com|Say [EMAIL_1]!");
});

test("L4 placeholders stay the same through a conversation", async () => {
  const model = provider(echo);
  const safe = withRedaction(model, ports());
  for (const content of ["x@a.example y@a.example", "y@a.example", "z@a.example x@a.example"])
    await collect(safe.stream(chat(content), inCircle("c")));
  expect(model.sent.map((sent) => echo(sent)[0])).toEqual(["[EMAIL_1] [EMAIL_2]", "[EMAIL_2]", "[EMAIL_3] [EMAIL_1]"]);
});

test("L4 a text that was sent before is not searched again, also outside conversations, whose placeholders are their own", () => {
  const placeholdersOf = createConversationPlaceholders();
  const [first, second] = [placeholdersOf(null), placeholdersOf(null)];
  expect(second.find(SECRETS)).toBe(first.find(SECRETS));
  expect(first.placeholderOf("EMAIL", "x@a.example")).toBe("[EMAIL_1]");
  expect(second.placeholderOf("EMAIL", "y@a.example")).toBe("[EMAIL_1]");
});

test("L4 data put back into a JSON reply leaves it JSON", async () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMII"E\n-----END PRIVATE KEY-----';
  const model = provider((sent) => [`{"quote":"${echo(sent)[0]}"}`]);
  const request = chat(key, { responseSchema: { name: "q", schema: {} } });
  const { text } = await collect(withRedaction(model, ports()).stream(request, testScope()));
  expect(JSON.parse(text)).toEqual({ quote: key });
});

test("L4 a text that cannot be checked is refused, and nothing is sent", async () => {
  const model = provider(echo);
  const fails = () => {
    throw new Error("out of order");
  };
  const unreadable = {
    ...chat(""),
    messages: [Object.defineProperty({}, "content", { enumerable: true, get: fails })],
  };
  for (const [change, request] of [
    [{ placeholdersOf: fails }, chat(SECRETS)],
    [{ hasConsent: fails }, chat(SECRETS)],
    [{ hasConsent: () => Promise.reject(new Error("no database")) }, chat("hello")],
    [{}, unreadable as ChatRequest],
  ] as const) {
    const { error, text } = await collect(withRedaction(model, ports(change)).stream(request, inCircle("c")));
    expect(error).toMatchObject({ code: "bad-request", usage: null });
    expect(error!.message).toMatch(/nothing was sent/);
    expect(text).toBe("");
  }
  expect(model.sent).toEqual([]);
});

test("L4 consent lifts redaction for the person who gave it; routes on this machine need none", async () => {
  const model = provider(echo);
  const safe = withRedaction(model, ports({ hasConsent: async (scope) => personOf(scope) === "anna" }));
  await collect(safe.stream(chat("a@b.example"), testScope({ userId: "anna" })));
  await collect(safe.stream(chat("a@b.example"), testScope({ userId: "theo" })));
  expect(model.sent.map((sent) => echo(sent)[0])).toEqual(["a@b.example", "[EMAIL_1]"]);
  const local = provider(echo, true);
  expect(withRedaction(local, ports())).toBe(local);
});

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const withLuhn = (body: string): string =>
  [...Array(10).keys()].map((last) => `${body}${last}`).find((number) => findPaymentCards(number).length > 0)!;
const withCheckDigits = (account: string): string =>
  `DE${String(98 - Number(BigInt(`${account}131400`) % 97n)).padStart(2, "0")}${account}`;
/** Values that are recognisable without context. */
const data = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9._+-]{0,20}@[a-z][a-z0-9-]{0,20}\.(example|com|de|co\.uk)$/),
  fc.ipV4().filter((ip) => !/^(127|0)\.|^255\.255|^\d\.\d\d?\.\d\d?\.\d\d?$/.test(ip)),
  digits(14).map((body) => withLuhn(`4${body}`)),
  digits(18).map(withCheckDigits),
  digits(18).map((account) => withCheckDigits(account).replace(/(.{4})(?=.)/g, "$1 ")),
  digits(7).map((number) => `+49 170 ${number}`),
  fc.stringMatching(/^sk-proj-[A-Za-z]{10}\d[A-Za-z0-9]{10}$/),
);

test("L4 nothing passes and restoring is exact, whatever the texts", () => {
  const around = fc.stringMatching(/^[ a-z,[\]]{0,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(around, data), { maxLength: 6 }), fc.nat(), (parts, seed) => {
      const sentences = CORPUS.filter((_, index) => (index * 7 + seed) % 61 === 0).map(({ text }) => text);
      const text = [...sentences, ...parts.map(([before, value]) => `${before}\n${value}\n`)].join("\n");
      const originals = new Map<string, string>();
      const redacted = redactText(text, createPlaceholders(), originals);
      const restorer = createRestorer(originals);
      const pieces = redacted.match(new RegExp(`[^]{1,${1 + (seed % 9)}}`, "g")) ?? [];
      expect(pieces.map((piece) => restorer.push(piece)).join("") + restorer.end()).toBe(text);
      for (const [, value] of parts) expect(redacted).not.toContain(value);
      for (const { labels, text: sentence } of CORPUS.filter(({ text: each }) => sentences.includes(each)))
        for (const { start, end } of labels) expect(redacted).not.toContain(sentence.slice(start, end));
    }),
    { numRuns: 200 },
  );
});
