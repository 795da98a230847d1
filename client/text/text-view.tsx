import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { ConversationPanel } from "../panels/conversation/conversation-panel.tsx";
import { queryClient } from "../panels/edges/query-client.ts";
import { StatusStrip } from "../panels/edges/status-strip.tsx";
import { Button } from "../panels/parts/button.tsx";
import { usePlace } from "../state/place-store.ts";
import { toggleTextView, useScreen } from "../state/screen.ts";
import { inPageLanguage } from "../words/page-language.ts";
import { parseCommand } from "./parse-command.ts";
import { runCommand } from "./run-command.ts";
import { TextSurroundings } from "./text-surroundings.tsx";
import style from "./text-view.module.css";

type Line = { id: number; kind: "typed" | "answer"; text: string };

const LINES_KEPT = 200;

/** A complete alternative to the drawn world: everything in words and by keyboard. */
export function TextView() {
  const { t } = useTranslation();
  const worldProblem = useScreen((screen) => screen.worldProblem);
  const place = usePlace((view) => view.place);
  const { lines, submit } = useCommands();
  return (
    <QueryClientProvider client={queryClient}>
      <main className={style.view}>
        <header className={style.head}>
          <h1>{place && inPageLanguage(place.title)}</h1>
          {worldProblem ? (
            <p role="status">{t("textView.offered")}</p>
          ) : (
            <Button onClick={toggleTextView}>{t("textView.leave")}</Button>
          )}
          <StatusStrip />
        </header>
        <div className={style.columns}>
          <section className={style.console} aria-labelledby="text-console">
            <h2 id="text-console">{t("textView.commands")}</h2>
            <Log lines={lines} />
            <CommandLine onSubmit={submit} />
          </section>
          <div className={style.talk}>
            <ConversationPanel isFixed />
          </div>
          <TextSurroundings onCommand={submit} />
        </div>
      </main>
    </QueryClientProvider>
  );
}

function useCommands() {
  const { t } = useTranslation();
  const [lines, setLines] = useState<Line[]>([]);
  const count = useRef(0);
  const add = (kind: Line["kind"], texts: string[]) =>
    setLines((before) =>
      [...before, ...texts.map((text) => ({ id: (count.current += 1), kind, text }))].slice(-LINES_KEPT),
    );
  // In order: a command may depend on the one before.
  const last = useRef(Promise.resolve());
  const submit = (line: string) => {
    if (line.trim() === "") return;
    add("typed", [line]);
    last.current = last.current.then(async () => add("answer", await runCommand(parseCommand(line), t)));
  };
  useEffect(() => {
    void runCommand({ verb: "look" }, t).then((texts) => add("answer", [...texts, t("text.helpHint")]));
  }, [t]);
  return { lines, submit };
}

function Log({ lines }: { lines: Line[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    <div ref={box} className={style.log} role="log" aria-label={t("textView.answers")} tabIndex={0}>
      <ol>
        {lines.map(({ id, kind, text }) => (
          <li key={id} data-kind={kind} dir="auto">
            {text}
          </li>
        ))}
      </ol>
    </div>
  );
}

function CommandLine({ onSubmit }: { onSubmit: (line: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const typed = useRef<string[]>([]);
  const [back, setBack] = useState(0);

  const recall = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const next = Math.max(0, Math.min(typed.current.length, back + (event.key === "ArrowUp" ? 1 : -1)));
    setBack(next);
    setText(next === 0 ? "" : (typed.current.at(-next) ?? ""));
  };

  return (
    <form
      className={style.command}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") typed.current = [...typed.current, text];
        onSubmit(text);
        setText("");
        setBack(0);
      }}
    >
      <label htmlFor="command">{t("textView.command")}</label>
      <input
        id="command"
        dir="auto"
        value={text}
        autoFocus
        autoCapitalize="none"
        autoComplete="off"
        placeholder={t("textView.placeholder")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={recall}
      />
      <Button type="submit">{t("textView.do")}</Button>
    </form>
  );
}
