import Drama from "lucide-react/icons/drama";
import SkipForward from "lucide-react/icons/skip-forward";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import style from "../studio.module.css";
import type { StudioAction } from "./studio-action.ts";
import { usePrompts } from "./use-prompts.ts";

/** What the running section asks: said by the facilitator, asked by a persona in its own words, or skipped. */
export function Prompts({ session, sit }: { session: Session; sit: StudioAction }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const section = usePrompts(session);
  const hasLines = section.prompts.length + section.probes.length > 0;
  return (
    <>
      {section.error !== null && (
        <p className={style.problem} role="alert">
          {problemText(section.error, common)}
        </p>
      )}
      {hasLines && section.say === null && (
        <div className={style.sayHint}>
          <p>{t(sit.isOff ? "live.noCircle" : "live.sayHint")}</p>
          {!sit.isOff && (
            <Button shortcut={sit.keys} onClick={sit.run}>
              {t("live.sit")}
            </Button>
          )}
        </div>
      )}
      <Lines title={t("live.prompts")} lines={section.prompts} section={section} />
      <Lines title={t("live.probes")} lines={section.probes} section={section} />
    </>
  );
}

type LinesProps = { title: string; lines: string[]; section: ReturnType<typeof usePrompts> };

function Lines({ title, lines, section }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className={style.prompts}>
        {lines.map((text, index) => (
          <Prompt key={`${index} ${text}`} text={text} section={section} />
        ))}
      </ul>
    </>
  );
}

function Prompt({ text, section: { useOf, next, say, give, skip } }: { text: string } & Pick<LinesProps, "section">) {
  const { t } = useTranslation("studio");
  const use = useOf(text);
  // Its keys work on the first line that nothing became of yet.
  const key = (name: string) => (text === next ? { shortcut: name, isKeyShown: true } : {});
  return (
    <li className={style.prompt} data-used={use}>
      {say ? (
        <Button
          shortcut={text === next ? "S" : undefined}
          aria-label={t("live.say", { text })}
          onClick={() => say(text)}
        >
          {text}
        </Button>
      ) : (
        <span dir="auto">{text}</span>
      )}
      <span className={style.tools}>
        {use && <small>{t(`live.promptUse.${use}`)}</small>}
        {give && (
          <IconButton {...key("A")} label={t("live.give", { text })} onClick={() => give(text)}>
            <Drama />
          </IconButton>
        )}
        <IconButton {...key("X")} label={t("live.skip", { text })} onClick={() => skip(text)}>
          <SkipForward />
        </IconButton>
      </span>
    </li>
  );
}
