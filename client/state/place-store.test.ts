import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import type { CircleSnapshot } from "../net/place-snapshot.ts";
import { enEntry } from "../words/en-entry.ts";
import { forgetTranscript, receiveTranscriptEvent, showCircles, showSessionTopic, usePlace } from "./place-store.ts";

const circle = (id: string, topic: string, isPrivate: boolean, sessionId = ""): CircleSnapshot => ({
  id,
  topic,
  kind: "chat",
  mode: "auto",
  speed: 7,
  status: "talking",
  pausedMessage: "",
  sessionId,
  debate: "",
  isPrivate,
  isCasual: false,
  language: "en",
  x: 0,
  z: 0,
  members: [],
  speakerId: "",
  nextSpeakerId: "",
  costNano: 0,
});
const topics = () => Object.values(usePlace.getState().circles).map(({ topic }) => topic);

beforeAll(() =>
  // The circles of a place are named behind the entry card, before the other words are there.
  i18next.init({ lng: "en", resources: { en: { translation: enEntry } } }),
);

test("C1 a private circle goes by its topic only as long as this page has its transcript", () => {
  const synced = new Map([circle("tea", "Tea", false), circle("heist", "", true)].map((each) => [each.id, each]));
  showCircles(synced);
  expect(topics()).toEqual(["Tea", "A private circle"]);
  const message = {
    circleId: "heist",
    topic: "The heist",
    kind: "chat",
    mode: "auto",
    turns: [],
    summary: [],
    draft: null,
    leads: false,
    now: 0,
  } as const;
  receiveTranscriptEvent({ type: "transcript", message: { ...message, turns: [], summary: [] } });
  expect(topics()).toEqual(["Tea", "The heist"]);
  showCircles(synced);
  expect(topics()).toEqual(["Tea", "The heist"]);
  forgetTranscript("heist");
  expect(topics()).toEqual(["Tea", "A private circle"]);
});

test("C9 C1 the circle of a private session goes by its topic on the pages that were shown the session, and on no others", () => {
  const synced = new Map(
    [circle("buses", "", true, "session"), circle("other", "", true, "other-session")].map((each) => [each.id, each]),
  );
  showCircles(synced);
  expect(topics()).toEqual(["A private circle", "A private circle"]);
  showSessionTopic("session", "Better night buses");
  expect(topics()).toEqual(["Better night buses", "A private circle"]);
  showCircles(synced);
  expect(topics()).toEqual(["Better night buses", "A private circle"]);
});
