import { expect, test } from "vitest";
import type { GalleryChange, GalleryQuestion } from "../../schema/messages/gallery.ts";
import { applyGalleryChange, type ShownGallery } from "./gallery.ts";

const question = (id: string, more: Partial<GalleryQuestion> = {}): GalleryQuestion => ({
  id,
  askerId: "sven",
  askerName: "Sven",
  text: `Question ${id}`,
  votes: 0,
  state: "open",
  ...more,
});
const gallery: ShownGallery = {
  revision: 4,
  questions: [question("1"), question("2", { votes: 3 })],
  vote: null,
  mine: { questionIds: [], before: null, after: null },
  cheers: { "👏": 2 },
};
const change = (more: Partial<GalleryChange>): GalleryChange => ({
  circleId: "circle",
  revision: 5,
  questions: [],
  votes: {},
  cheers: {},
  ...more,
});

test("C10 a change adds questions, removes dismissed ones, counts votes as they are now, and adds up reactions", () => {
  const after = applyGalleryChange(
    gallery,
    change({
      questions: [question("3"), question("1", { state: "dismissed" })],
      votes: { "2": 7, gone: 1 },
      cheers: { "👏": 5, "💡": 1 },
    }),
  );
  expect(after.questions).toEqual([question("2", { votes: 7 }), question("3")]);
  expect(after.cheers).toEqual({ "👏": 7, "💡": 1 });
});

test("C10 a change that is older than the gallery it arrives at changes nothing", () => {
  expect(applyGalleryChange(gallery, change({ revision: 4, votes: { "2": 1 } }))).toBe(gallery);
});
