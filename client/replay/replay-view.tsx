/** A stored conversation, walked through again in its place (SPEC W11, C8). */
import { QueryClientProvider } from "@tanstack/react-query";
import ArrowLeft from "lucide-react/icons/arrow-left";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Replay } from "../../schema/messages/replay.ts";
import { queryClient } from "../panels/edges/query-client.ts";
import { Button } from "../panels/parts/button.tsx";
import { Empty, Loading, Problem } from "../panels/parts/states.tsx";
import { closeReplay } from "../state/follow-links.ts";
import { useScreen } from "../state/screen.ts";
import { BranchLinks } from "./branch-links.tsx";
import { firstCameAt, readMoments } from "./moment.ts";
import { openBranch } from "./open-branch.ts";
import { createPlayback, type Playback } from "./playback.ts";
import { useReplay } from "./replay-api.ts";
import { ReplayControls } from "./replay-controls.tsx";
import { ReplayStage } from "./replay-stage.tsx";
import { ReplayTranscript } from "./replay-transcript.tsx";
import style from "./replay.module.css";
import { layTimeLine, type TimeLine } from "./time-line.ts";
import { TimeLineView } from "./time-line-view.tsx";
import { usePlaybackClock, useReplayKeys } from "./use-playback.ts";

type ViewProps = { circleId: string; turnId: string | null };

export function ReplayView(props: ViewProps) {
  return (
    <QueryClientProvider client={queryClient}>
      <Opened key={props.circleId} {...props} />
    </QueryClientProvider>
  );
}

function Opened({ circleId, turnId }: ViewProps) {
  const { t } = useTranslation("replay");
  const replay = useReplay(circleId);
  return (
    <main className={style.view} aria-label={t("label")}>
      <header className={style.head}>
        <Button onClick={closeReplay}>
          <ArrowLeft aria-hidden /> {t("leave")}
        </Button>
        {replay.data && <h1 dir="auto">{replay.data.title || replay.data.topic}</h1>}
      </header>
      {replay.isPending && <Loading lines={8} />}
      {replay.isError && <Problem error={replay.error} onRetry={() => void replay.refetch()} />}
      {replay.data && <Player replay={replay.data} turnId={turnId} />}
    </main>
  );
}

function Player({ replay, turnId }: { replay: Replay; turnId: string | null }) {
  const { t } = useTranslation("replay");
  const line = useMemo(() => layTimeLine(replay.turns, firstCameAt(replay)), [replay]);
  const moments = useMemo(() => readMoments(replay, line), [replay, line]);
  const [playback] = useState(() => createPlayback(line.lengthMs, 0));
  const hasWorld = useScreen(({ isTextView, worldProblem }) => !isTextView && worldProblem === null);
  const isMissing = useLinkedTurn(playback, line, turnId);
  usePlaybackClock(playback);
  const branch = useCallback(() => {
    const turnId = line.turns[line.turnAt(playback.getState().at)]?.turn.id;
    if (turnId !== undefined && replay.placeId !== "") void openBranch(replay, turnId);
  }, [replay, line, playback]);
  useReplayKeys(playback, line, branch);
  if (line.turns.length === 0) return <Empty title={t("empty")}>{t("emptyText")}</Empty>;
  const notes = [
    isMissing && t("noTurn"),
    !hasWorld && t("noPicture"),
    hasWorld && replay.motions.length === 0 && t("unrecorded"),
  ].filter((note) => note !== false);
  return (
    <div className={style.player} data-plain={!hasWorld || undefined}>
      {hasWorld && <ReplayStage replay={replay} moments={moments} playback={playback} />}
      <section className={style.bar} aria-label={t("line")}>
        {notes.map((note) => (
          <p key={note} className={style.note} role="status">
            {note}
          </p>
        ))}
        <ReplayControls replay={replay} line={line} playback={playback} onBranch={branch} />
        <BranchLinks replay={replay} line={line} />
        <TimeLineView replay={replay} line={line} playback={playback} />
      </section>
      <ReplayTranscript line={line} playback={playback} language={replay.language} />
      <Announcement line={line} playback={playback} />
    </div>
  );
}

/** Goes to the linked turn, also when the address changes. Returns whether it is missing. */
function useLinkedTurn(playback: Playback, line: TimeLine, turnId: string | null): boolean {
  const linked = turnId === null ? undefined : line.turns.find(({ turn }) => turn.id === turnId);
  useEffect(() => {
    if (linked) playback.goTo(linked.from);
  }, [playback, linked]);
  return turnId !== null && !linked;
}

/** What is being said, for screen readers; not in a rush of it. */
function Announcement({ line, playback }: { line: TimeLine; playback: Playback }) {
  const { t } = useTranslation("replay");
  const current = useStore(playback, ({ at, speed }) => (speed > 1 ? -1 : line.turnAt(at)));
  const turn = line.turns[current]?.turn;
  return (
    <p className="only-for-screen-readers" aria-live="polite">
      {turn && t("said", { name: turn.speakerName, text: turn.text })}
    </p>
  );
}
