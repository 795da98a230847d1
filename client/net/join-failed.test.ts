import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
import { de } from "../words/de.ts";
import { messageText } from "../words/message-text.ts";
import { JoinFailed } from "./join-failed.ts";

beforeAll(() => i18next.init({ lng: "de", resources: { de: { translation: de } } }));

const plaza = { en: "The Plaza", de: "Die Plaza" };

/** The text with which the room refuses a join. */
const asRefused = (said: Message) => JSON.stringify({ ...said, reason: inEnglish(said) });

test.each<[keyof typeof JOIN_ERROR_CODES, Message, JoinFailed["kind"], RegExp, RegExp]>([
  [
    "full",
    message("place-full", { place: plaza, count: 300 }),
    "full",
    /^The Plaza is full: all 300/,
    /^Die Plaza: Alle 300 Plätze/,
  ],
  [
    "full",
    message("place-full-to-watch", { place: plaza, count: 9 }),
    "full",
    /all the 9 spectators/,
    /^Die Plaza: Mehr als die 9/,
  ],
  ["notSignedIn", message("not-signed-in"), "not-signed-in", /no longer signed in/, /nicht mehr angemeldet/],
  ["notSignedIn", message("sign-in-ended"), "not-signed-in", /sign-in has ended/, /Anmeldung/],
  ["notFound", message("no-such-place"), "no-such-place", /no such place/, /Diesen Ort gibt es nicht/],
  ["notFound", message("no-such-instance", { instance: 7 }), "no-such-place", /no instance 7/, /Eine Instanz 7/],
  ["notFound", message("seat-gone"), "no-such-place", /no longer kept/, /nicht mehr frei gehalten/],
  ["badOptions", message("bad-message"), "refused", /did not understand/, /nicht verstanden/],
])(
  "W13 a join refused as %s for %o is shown in English and in the language of the page",
  (status, said, kind, english, german) => {
    const failed = new JoinFailed({ code: JOIN_ERROR_CODES[status], message: asRefused(said) });
    expect(failed.kind).toBe(kind);
    expect(failed.message).toMatch(english);
    expect(messageText(failed, failed.message)).toMatch(german);
  },
);

test("W13 W1 messages of the room library or a proxy are shown unchanged, and a browser's network errors are not shown", () => {
  expect(new JoinFailed({ code: 520, message: "provided room name not defined" }).message).toContain("not defined");
  // A reserved seat that was not taken in time, on a busy machine.
  expect(new JoinFailed({ code: 524, message: "seat reservation expired." }).kind).toBe("failed");
  expect(new JoinFailed(new TypeError("Failed to fetch"))).toMatchObject({ message: "", code: "", kind: "failed" });
});
