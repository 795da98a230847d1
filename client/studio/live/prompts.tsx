import Drama from "lucide-react/icons/drama";
import SkipForward from "lucide-react/icons/skip-forward";
import { useTranslation } from "react-i18next";
import type { PromptUse, Session } from "../../../schema/messages/session.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";

type PromptsProps = { title: string; lines: string[]; session: Session; isSeated: boolean };

/** What the running section asks: said by the facilitator, asked by a persona in its own words, or skipped. */
export function Prompts({ title, lines, session, isSeated }: PromptsProps) {
  const { t } = useTranslation();
  const act = useAct(session.id);
  const speakers = usePlace((view) => view.circles[session.circleId ?? ""]?.members);
  const personaId = session.plan.personaIds.find((id) => speakers?.includes(id) && !session.muted.includes(id));
  const { section } = session.times;
  if (lines.length === 0) return null;
  const note = (text: string, use: PromptUse) =>
    act.mutateAsync({
      method: "POST",
      path: "/prompts",
      body: { section, text, use, ...(use === "given" && { personaId }) },
    });
  const say = async (text: string) => {
    if (await tryIntent("say", { text })) await note(text, "sent");
  };
  const give = async (text: string) => {
    await note(text, "given");
    const circleId = session.circleId!;
    await tryIntent("steer", { circleId, action: "choose-speaker", speakerId: personaId! });
  };
  return (
    <>
      <h5>{title}</h5>
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, t)}
        </p>
      )}
      <ul className={style.prompts}>
        {lines.map((text, index) => (
          <Prompt
            key={`${index} ${text}`}
            text={text}
            use={session.prompts.find((done) => done.section === section && done.text === text)?.use}
            onSay={isSeated ? () => void say(text).catch(() => undefined) : null}
            onGive={personaId ? () => void give(text).catch(() => undefined) : null}
            onSkip={() => void note(text, "skipped").catch(() => undefined)}
          />
        ))}
      </ul>
    </>
  );
}

type PromptProps = {
  text: string;
  use: PromptUse | undefined;
  /** null: one has to sit in the circle first. */
  onSay: (() => void) | null;
  /** null: no persona of the session sits there. */
  onGive: (() => void) | null;
  onSkip: () => void;
};

function Prompt({ text, use, onSay, onGive, onSkip }: PromptProps) {
  const { t } = useTranslation("studio");
  return (
    <li className={style.prompt} data-used={use}>
      {onSay ? (
        <Button aria-label={t("live.say", { text })} onClick={onSay}>
          {text}
        </Button>
      ) : (
        <span dir="auto">{text}</span>
      )}
      <span className={style.tools}>
        {use && <small>{t(`live.promptUse.${use}`)}</small>}
        {onGive && (
          <IconButton label={t("live.give", { text })} onClick={onGive}>
            <Drama />
          </IconButton>
        )}
        <IconButton label={t("live.skip", { text })} onClick={onSkip}>
          <SkipForward />
        </IconButton>
      </span>
    </li>
  );
}
