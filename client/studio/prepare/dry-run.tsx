import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DryRun } from "../../../schema/messages/session-dry-run.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Modal } from "../../panels/parts/modal.tsx";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { callApi } from "../../state/call-api.ts";
import { SESSIONS } from "../../state/own-seat.ts";
import { formatClock } from "../../words/format-clock.ts";
import { sessionPath } from "../sessions-api.ts";
import style from "../studio.module.css";
import { playDryRun } from "./play-dry-run.ts";
import { useFollowEnd } from "./use-follow-end.ts";

const SPEED = 10;
const TICK_MS = 100;

type DryRunButtonProps = {
  id: string;
  isOff: boolean;
  /** The stored plan is played. */
  onStore: () => Promise<unknown>;
};

/** Opens the dry run of the plan as it is. */
export function DryRunButton({ id, isOff, onStore }: DryRunButtonProps) {
  const { t } = useTranslation("studio");
  const [isOpen, setOpen] = useState(false);
  const open = async () => {
    await onStore();
    setOpen(true);
  };
  return (
    <>
      {/* A plan that cannot be stored says why on its page. */}
      <Button disabled={isOff} onClick={() => void open().catch(() => undefined)}>
        {t("dryRun.open")}
      </Button>
      {isOpen && <DryRunDialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The guide, played with the rehearsal voice. */
function DryRunDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("studio");
  const run = useQuery({
    queryKey: [SESSIONS, id, "/dry-run"],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => callApi(sessionPath(id, "/dry-run"), { signal, read: (answer) => DryRun.parse(answer) }),
  });
  return (
    <Modal title={t("dryRun.title")} isWide isSteady onClose={onClose}>
      <div className={style.form}>
        <p className={style.soft}>{t("dryRun.label")}</p>
        {run.isPending && <Loading lines={6} />}
        {run.isError && <Problem error={run.error} onRetry={() => void run.refetch()} />}
        {run.data &&
          (run.data.sections.length === 0 ? (
            <Empty title={t("dryRun.none")}>{t("dryRun.noneText")}</Empty>
          ) : (
            <Player run={run.data} />
          ))}
      </div>
    </Modal>
  );
}

function Player({ run }: { run: DryRun }) {
  const { t } = useTranslation("studio");
  const [passedMs, setPassedMs] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const { section, sectionLeftMs, isOver, nextAtMs, sections } = playDryRun(run, passedMs);
  const isRunning = !isPaused && !isOver;
  const end = useFollowEnd<HTMLDivElement>(sections.reduce((count, { turns }) => count + turns.length, 0));
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setPassedMs((before) => before + TICK_MS * SPEED), TICK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  const { title } = run.sections[section]!;
  return (
    <>
      <div className={style.tools}>
        <Button disabled={isOver} onClick={() => setPaused(!isPaused)}>
          {t(isPaused ? "live.resume" : "live.pause")}
        </Button>
        <Button disabled={isOver} onClick={() => setPassedMs(nextAtMs)}>
          {t("live.next")}
        </Button>
        <Button onClick={() => setPassedMs(0)}>{t("dryRun.again")}</Button>
      </div>
      <p>
        <strong role="status" dir="auto">
          {isOver ? t("dryRun.over") : title}
        </strong>
        {/* Not read out: it changes ten times a second. */}
        {!isOver && ` · ${t("live.left", { time: formatClock(sectionLeftMs) })}`}
      </p>
      <ol className={style.played} aria-label={t("dryRun.said")}>
        {sections.map(({ title: name, turns }, index) => (
          <li key={index}>
            <h3 dir="auto">{name}</h3>
            {turns.map((turn, place) => (
              <p key={place}>
                <strong>
                  <bdi>{turn.name}</bdi>:
                </strong>{" "}
                <span dir="auto">{turn.text}</span>
              </p>
            ))}
          </li>
        ))}
      </ol>
      <div ref={end} />
    </>
  );
}
