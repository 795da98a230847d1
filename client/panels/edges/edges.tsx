import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, useRef } from "react";
import { Captions } from "../../gallery/captions.tsx";
import { FloatingCheers } from "../../gallery/floating-cheers.tsx";
import { usePlace } from "../../state/place-store.ts";
import { useReadAloud } from "../../speech/use-read-aloud.ts";
import { closeDialog, closePage, useHasPicture, useScreen } from "../../state/screen.ts";
import { loadPageWords } from "../../words/start-words.ts";
import { Announcer } from "../../text/announcer.tsx";
import { ConversationPanel } from "../conversation/conversation-panel.tsx";
import { Drawer } from "../drawer/drawer.tsx";
import { Part } from "../overlays/part.tsx";
import { useCoveredWorld } from "../parts/use-covered-world.ts";
import { ActionBar } from "./action-bar.tsx";
import { FirstHint } from "./first-hint.tsx";
import { ContextHint } from "./context-hint.tsx";
import { Notices } from "./notices.tsx";
import { PlaceChip } from "./place-chip.tsx";
import { queryClient } from "./query-client.ts";
import { StatusStrip } from "./status-strip.tsx";
import { useKeys } from "./use-keys.ts";
import { WorldFeeds } from "./world-feeds.tsx";
import style from "./edges.module.css";

const SeatFollower = lazy(async () => ({
  default: (await import("../../studio/seat/seat-follower.tsx")).SeatFollower,
}));
const OpenDialog = lazy(async () => ({ default: (await import("../open-dialog.tsx")).OpenDialog }));
const PageDialog = lazy(async () => {
  const [page] = await Promise.all([import("../money/page-dialog.tsx"), loadPageWords()]);
  return { default: page.PageDialog };
});

/** Everything around the edges of the world. */
export function Edges() {
  const isTextView = useScreen((screen) => screen.isTextView);
  const hasPicture = useHasPicture();
  const isReplay = useScreen((screen) => screen.replay !== null);
  const isWatching = usePlace((view) => view.followedCircleId !== null);
  const isStudio = useScreen((screen) => screen.studio !== null);
  const page = useScreen((screen) => screen.page?.page);
  const attendingId = useScreen((screen) => screen.attending?.id);
  const hasDialog = useScreen((screen) => screen.dialog !== null);
  useKeys();
  useReadAloud();
  return (
    <QueryClientProvider client={queryClient}>
      {!isTextView && !isReplay && !isStudio && (
        <div className={style.edges}>
          <TopBar />
          <ConversationPanel />
          {isWatching && <FloatingCheers />}
          <footer className={style.bottom}>
            {isWatching && <Captions />}
            <FirstHint />
            <ContextHint />
            <ActionBar />
          </footer>
        </div>
      )}
      {hasPicture && !isReplay && <WorldFeeds />}
      {!isReplay && !isStudio && <Drawer />}
      <Notices />
      {attendingId && (
        <Part>
          <SeatFollower key={attendingId} id={attendingId} />
        </Part>
      )}
      {!isReplay && <Announcer />}
      {page && (
        <Part onClose={closePage}>
          <PageDialog page={page} />
        </Part>
      )}
      {hasDialog && !page && (
        <Part onClose={closeDialog}>
          <OpenDialog />
        </Part>
      )}
    </QueryClientProvider>
  );
}

function TopBar() {
  const bar = useRef<HTMLElement>(null);
  useCoveredWorld(bar);
  return (
    <header ref={bar} className={style.top}>
      <PlaceChip />
      <StatusStrip />
    </header>
  );
}
