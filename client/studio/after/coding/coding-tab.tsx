import Download from "lucide-react/icons/download";
import { useTranslation } from "react-i18next";
import type { Codebook } from "../../../../schema/messages/session-codebook.ts";
import type { SessionResults } from "../../../../schema/messages/session-results.ts";
import { Button } from "../../../panels/parts/button.tsx";
import { Empty, Loading, Problem } from "../../../panels/parts/states.tsx";
import { useAccount } from "../../../state/account.ts";
import { problemText } from "../../../words/problem-text.ts";
import { sessionPath, useAct } from "../../sessions-api.ts";
import style from "../../studio.module.css";
import { useSaveFile } from "../after-api.ts";
import { CodeList } from "./code-list.tsx";
import { useCodebook, useResults } from "./coding-api.ts";

/** Turns coded by hand, with the codebook beside them. */
export function CodingTab({ id }: { id: string }) {
  const codebook = useCodebook(id);
  const results = useResults(id);
  const failed = codebook.isError ? codebook : results.isError ? results : null;
  if (failed) return <Problem error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!codebook.data || !results.data) return <Loading lines={8} />;
  return (
    <div className={style.coding}>
      <section className={style.form}>
        <CodeList id={id} codebook={codebook.data} />
        <Exports id={id} />
      </section>
      <Turns id={id} codebook={codebook.data} turns={results.data.turns} />
    </div>
  );
}

type TurnsProps = { id: string; codebook: Codebook; turns: SessionResults["turns"] };

function Turns({ id, codebook, turns }: TurnsProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const me = useAccount(({ account }) => account?.user.id);
  const act = useAct(id);
  const { codes, codings } = codebook;
  if (turns.length === 0) return <Empty title={common("conversation.silent")} />;
  return (
    <div>
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
      <ol className={style.list} aria-label={t("coding.turns")}>
        {turns.map((turn) => {
          const own = codings.filter(({ turnId }) => turnId === turn.id);
          return (
            <li key={turn.id} className={style.card}>
              <strong dir="auto">{turn.speakerName}</strong>
              <p dir="auto">{turn.text}</p>
              <div className={style.chips} role="group" aria-label={t("coding.codesOf", { name: turn.speakerName })}>
                {codes.map((code) => {
                  const by = own.filter(({ codeId }) => codeId === code.id);
                  const isSet = by.some(({ coderId }) => coderId === me);
                  const change = { codeId: code.id, turnId: turn.id, isSet: !isSet };
                  return (
                    <Button
                      key={code.id}
                      className={style.chip}
                      aria-pressed={isSet}
                      onClick={() => act.mutate({ method: "PUT", path: "/codings", body: change })}
                    >
                      <bdi>{code.name}</bdi>
                      {by.length > 0 && <small>{t("coding.by", { count: by.length })}</small>}
                    </Button>
                  );
                })}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Exports({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const save = useSaveFile();
  const button = (format: "csv" | "qdc" | "qdpx", name: string) => (
    <Button
      disabled={save.isPending}
      onClick={() => save.mutate({ path: sessionPath(id, `/codebook/export?format=${format}`), name })}
    >
      <Download aria-hidden /> {t(`coding.${format}`)}
    </Button>
  );
  return (
    <div className={style.tools}>
      {button("csv", "codings.csv")}
      {button("qdc", "codebook.qdc")}
      {button("qdpx", "codings.qdpx")}
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
    </div>
  );
}
