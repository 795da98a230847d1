import { lazy, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../state/account.ts";
import { dismissNotice, usePlace } from "../../state/place-store.ts";
import { spectate, stepIn } from "../../state/step-in.ts";
import { lengthProblem } from "../../words/length-problem.ts";
import { problemText } from "../../words/problem-text.ts";
import { linkProblem } from "../../words/link-problem.ts";
import { messageText } from "../../words/message-text.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { useScreen } from "../../state/screen.ts";
import { loadStudioWords } from "../../words/start-words.ts";
import { Part } from "../overlays/part.tsx";
import { ColourChoice } from "./colour-choice.tsx";
import style from "./step-in.module.css";

const NAME_MAX_LENGTH = 40;

const Invitation = lazy(async () => {
  const [{ Invitation }] = await Promise.all([import("./invitation.tsx"), loadStudioWords()]);
  return { default: Invitation };
});

/** The small card in front of the live world: a name, a colour, *Step in*. */
export function StepIn() {
  const { t } = useTranslation();
  const lastName = useAccount((state) => state.lastName);
  const lastColour = useAccount((state) => state.colour);
  const attendingId = useScreen((screen) => screen.attending?.id);
  const link = usePlace((view) => view.link);
  const notice = usePlace((view) => view.notices.find(({ code }) => code === "no-linked-place"));
  const [name, setName] = useState(lastName);
  const [colour, setColour] = useState(lastColour);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const tooLong = lengthProblem(name, NAME_MAX_LENGTH, t);
  const shown = tooLong ?? problem;
  const enter = async (action: () => Promise<void>) => {
    setBusy(true);
    if (notice) dismissNotice(notice.id);
    setProblem(null);
    try {
      await action();
    } catch (error) {
      setProblem(problemText(error, t));
      setBusy(false);
    }
  };
  const trimmed = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (trimmed === "") setProblem(t("stepIn.nameNeeded"));
    else if (tooLong === null) void enter(() => stepIn(trimmed, colour));
  };
  const watch = () => void enter(() => spectate(trimmed, colour));

  return (
    <main className={style.frame}>
      <form className={style.card} onSubmit={submit} aria-labelledby="step-in-title">
        <Part waiting={<WhereTo />}>
          {attendingId ? <Invitation id={attendingId} otherwise={<WhereTo />} /> : <WhereTo />}
        </Part>
        {notice && (
          <p className={style.notice} role="status">
            {messageText(notice, notice.text)}
          </p>
        )}
        {link.kind === "waiting" && (
          <p className={style.notice} role="status">
            {linkProblem(link)} {t("overlay.waiting")}
          </p>
        )}
        {link.kind === "connecting" && link.attempt > 1 && (
          <p className={style.notice} role="status">
            {t("overlay.slow", link)}
          </p>
        )}
        <label className={style.name}>
          {t("stepIn.name")}
          <input
            dir="auto"
            value={name}
            autoComplete="nickname"
            autoFocus={matchMedia("(pointer: fine)").matches}
            aria-invalid={shown !== null}
            aria-describedby="step-in-problem"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <ColourChoice value={colour} onChoose={setColour} />
        <p id="step-in-problem" className={style.problem} role="alert">
          {shown}
        </p>
        <button className={style.enter} type="submit" disabled={isBusy}>
          {isBusy ? t("stepIn.entering") : t("stepIn.enter")}
        </button>
        <button className={style.watch} type="button" disabled={isBusy || tooLong !== null} onClick={watch}>
          {t("stepIn.watch")}
        </button>
      </form>
    </main>
  );
}

function WhereTo() {
  const { t } = useTranslation();
  const place = usePlace((view) => view.place);
  return (
    <header>
      <p className={style.brand}>Dramatis</p>
      <h1 id="step-in-title">{place ? inPageLanguage(place.title) : t("stepIn.title")}</h1>
      <p className={style.lead}>{t("stepIn.lead")}</p>
    </header>
  );
}
