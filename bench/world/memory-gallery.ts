import type { GalleryStore } from "../../server/gallery/gallery.store.ts";
import { EMPTY_GALLERY } from "../../test/place/empty-gallery.ts";

/** One question and an open vote, without a database: what is measured is the room. */
export function memoryGallery(): GalleryStore {
  const voted = new Set<string>();
  const question = { id: "question", askerId: "somebody", askerName: "Somebody", text: "Who pays?", votes: 0 };
  const vote = { question: "Free buses?", options: ["For", "Against"], open: "before" as const, cast: 0 };
  return {
    ...EMPTY_GALLERY,
    read: async () => ({
      questions: [{ ...question, state: "open" }],
      vote: { ...vote, before: null, after: null, swing: null },
    }),
    voteFor: async () => true,
    async cast({ actor }) {
      const voter = actor.kind === "person" ? actor.userId : "";
      const isFirst = !voted.has(voter);
      voted.add(voter);
      return isFirst;
    },
  };
}
