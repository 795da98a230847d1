import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Proposal } from "../../../schema/messages/panel-brief.ts";
import { callLines } from "../../state/call-api.ts";
import { proposals } from "./imports.ts";

/** Asks for people, who are listed as they come. Leaving the page, or stopping, keeps those who came. */
export function usePropose() {
  const { t, i18n } = useTranslation();
  const [isPending, setIsPending] = useState(false);
  const [done, setDone] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const ask = async (brief: string, count: number) => {
    const { signal } = (running.current = new AbortController());
    setIsPending(true);
    setError(null);
    setDone(0);
    proposals.change({ clear: true });
    try {
      const body = { brief, count, language: i18n.language };
      const read = (line: unknown) => Proposal.parse(line);
      for await (const { draft, why, isRehearsed } of callLines("personas/proposals", {
        method: "POST",
        body,
        signal,
        read,
      })) {
        const note = isRehearsed ? `${why} (${t("library.byScript")})` : why;
        proposals.change({ add: { fileName: draft.name, read: { problem: null, draft, lost: [] }, note } });
        setDone((before) => before + 1);
      }
    } catch (problem) {
      if (!signal.aborted) setError(problem);
    }
    setIsPending(false);
  };
  return { isPending, done, error, ask, stop: () => running.current?.abort() };
}
