import { useGalleries } from "../state/gallery.ts";
import { usePlace } from "../state/place-store.ts";

/** Whether this page was sent the gallery of the circle, and somebody watches, or has asked or voted. */
export function useHasGallery(circleId: string): boolean {
  const isWatched = usePlace((view) => view.spectatorCount > 0);
  return useGalleries(({ byCircle }) => {
    const gallery = byCircle[circleId];
    return gallery !== undefined && (isWatched || gallery.questions.length > 0 || gallery.vote !== null);
  });
}
