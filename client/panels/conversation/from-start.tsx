import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Conversation } from "../../../schema/messages/conversation.ts";
import { callApi } from "../../state/call-api.ts";
import { receiveTranscriptEvent } from "../../state/place-store.ts";
import { showTurn } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";

/** The room sends as many turns of a talk as this. */
const SENT_AT_MOST = 200;

/** Fetches what was said before the turns that the room sent, and leads to the first (SPEC C10). */
export function FromStart({ circleId, turnIds }: { circleId: string; turnIds: string[] }) {
  const { t } = useTranslation();
  const fetching = useMutation({
    mutationFn: () =>
      callApi(`conversations/${encodeURIComponent(circleId)}`, { read: (answer) => Conversation.parse(answer) }),
    onSuccess: ({ turns }) => {
      receiveTranscriptEvent({ type: "earlier", message: { circleId, turns } });
      if (turns[0]) showTurn({ circleId, turnId: turns[0].id, takesFocus: true });
    },
  });
  if (turnIds.length < SENT_AT_MOST || fetching.isSuccess) return null;
  return (
    <div className={style.fromStart}>
      <Button look="quiet" disabled={fetching.isPending} onClick={() => fetching.mutate()}>
        {t("conversation.fromStart")}
      </Button>
      {fetching.isError && <span role="alert">{problemText(fetching.error, t)}</span>}
    </div>
  );
}
