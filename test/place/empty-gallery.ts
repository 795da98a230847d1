import type { GalleryStore } from "../../server/gallery/gallery.store.ts";

/** Of circles that nobody asks anything. */
export const EMPTY_GALLERY: GalleryStore = {
  read: async () => ({ questions: [], vote: null }),
  readVote: async () => null,
  readOwn: async () => ({ questionIds: [], before: null, after: null }),
  watches: async () => false,
  ask: async () => null,
  voteFor: async () => false,
  settle: async () => null,
  record: async () => undefined,
  hold: async () => false,
  cast: async () => null,
};
