import { useQuery } from "@tanstack/react-query";
import { GalleryView } from "../../schema/messages/gallery.ts";
import { Loading, Problem } from "../panels/parts/states.tsx";
import { callApi } from "../state/call-api.ts";
import type { ShownGallery } from "../state/gallery.ts";
import { Questions } from "./questions.tsx";
import { VotePanel } from "./vote-panel.tsx";

const NO_PART: ShownGallery["mine"] = { questionIds: [], before: null, after: null };

/** What is left of a gallery once its circle has ended. */
export function StoredGallery({ circleId, topic }: { circleId: string; topic: string }) {
  const stored = useQuery({
    queryKey: ["gallery", circleId],
    queryFn: ({ signal }) =>
      callApi(`conversations/${encodeURIComponent(circleId)}/gallery`, {
        signal,
        read: (answer) => GalleryView.parse(answer),
      }),
  });
  if (stored.isPending) return <Loading />;
  if (stored.isError) return <Problem error={stored.error} onRetry={() => void stored.refetch()} />;
  const gallery = { ...stored.data, mine: NO_PART };
  return (
    <>
      <VotePanel circle={{ id: circleId, topic }} gallery={gallery} as="reader" />
      <Questions circleId={circleId} gallery={gallery} as="reader" />
    </>
  );
}
