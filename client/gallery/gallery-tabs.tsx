import { Tabs } from "@base-ui/react/tabs";
import type { CircleSnapshot } from "../net/place-snapshot.ts";
import conversation from "../panels/conversation/conversation.module.css";
import { Loading } from "../panels/parts/states.tsx";
import { useGalleries } from "../state/gallery.ts";
import { Questions, type GalleryRole } from "./questions.tsx";
import { VotePanel } from "./vote-panel.tsx";

/** Questions and vote, in the conversation's panel. */
export function GalleryTabs({ circle, as }: { circle: CircleSnapshot; as: GalleryRole }) {
  const gallery = useGalleries(({ byCircle }) => byCircle[circle.id]);
  return (
    <>
      <Tabs.Panel className={conversation.panel} value="questions">
        {gallery ? <Questions circleId={circle.id} gallery={gallery} as={as} /> : <Loading />}
      </Tabs.Panel>
      <Tabs.Panel className={conversation.panel} value="vote">
        {gallery ? <VotePanel circle={circle} gallery={gallery} as={as} /> : <Loading />}
      </Tabs.Panel>
    </>
  );
}
