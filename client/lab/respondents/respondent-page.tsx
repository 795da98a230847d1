import { useTranslation } from "react-i18next";
import type { BackstoryView } from "../../../schema/messages/backstory.ts";
import { UNKNOWN } from "../../../schema/rules/survey/labels.ts";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { linkToLab } from "../lab-link.ts";
import { EstimateTrait } from "./estimate-trait.tsx";
import { markEvidence, type Piece, type Quote } from "./mark-evidence.ts";
import { useBackstory } from "./respondents-api.ts";
import { inOrder, useTraitWords } from "../trait-words.ts";
import { usePercent } from "../use-percent.ts";
import style from "./respondents.module.css";

/** One backstory in full, with its labels and the words they were read from. */
export function RespondentPage({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const found = useBackstory(id);
  return (
    <>
      <a className={style.back} href={linkToLab("respondents")}>
        ← {t("respondents.back")}
      </a>
      {found.isPending && <Loading lines={8} />}
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Respondent one={found.data} />}
    </>
  );
}

function Respondent({ one }: { one: BackstoryView }) {
  const { t } = useTranslation("lab");
  const quotes = Object.entries(one.labels).flatMap(([traitId, { evidence }]) =>
    evidence === undefined ? [] : [{ traitId, evidence }],
  );
  return (
    <article className={style.reader} aria-labelledby="respondent-title">
      <header>
        <h2 id="respondent-title" dir="auto">
          {one.title}
        </h2>
        <p className={style.notes}>{t("respondents.simulated")}</p>
        <Origin one={one} />
      </header>
      <Labels one={one} />
      <section aria-label={t("respondents.interview")}>
        <h3>{t("respondents.interview")}</h3>
        {one.answers.map(({ theme, question, answer }) => (
          <div key={theme} className={style.answer}>
            <h4 dir="auto" lang="en">
              {question}
            </h4>
            <Answer answer={answer} quotes={quotes} one={one} />
          </div>
        ))}
      </section>
    </article>
  );
}

function Origin({ one }: { one: BackstoryView }) {
  const { t } = useTranslation("lab");
  const percent = usePercent();
  const { provenance, model, critic, setIn, words, seed, nearest } = one;
  return (
    <ul className={style.origin}>
      <li>{t(`respondents.provenance.${provenance}`, { model: model ?? "" })}</li>
      {critic !== null && <li>{t("respondents.checkedBy", { critic })}</li>}
      <li>{t("respondents.setIn", { when: setIn })}</li>
      <li>{t("respondents.words", { count: words })}</li>
      {seed !== null && <li>{t("respondents.seed", { seed })}</li>}
      <li>
        {nearest === null ? (
          t("respondents.nearestNone")
        ) : (
          <>
            {t("respondents.nearest")}: <a href={linkToLab("respondents", nearest.id)}>{nearest.title}</a>{" "}
            {t("respondents.nearestShare", { percent: percent(nearest.share) })}
          </>
        )}
      </li>
    </ul>
  );
}

const markId = (traitId: string) => `evidence-${traitId}`;

function Labels({ one }: { one: BackstoryView }) {
  const { t } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const percent = usePercent();
  const showWords = (traitId: string) => {
    const mark = document.getElementById(markId(traitId));
    mark?.scrollIntoView({ block: "center" });
    mark?.focus({ preventScroll: true });
  };
  return (
    <section aria-label={t("respondents.labels")}>
      <h3>{t("respondents.labels")}</h3>
      <p className={style.notes}>{t("respondents.labelsText")}</p>
      <dl className={style.labels}>
        {inOrder(one.labels).map(([traitId, { distribution, source, count, evidence, model }]) => {
          const shares = Object.entries(distribution).toSorted(([, first], [, second]) => second - first);
          const isUnstated = source === "explicit" && distribution[UNKNOWN] === 1;
          const text = shares
            .map(([value, share]) =>
              share === 1 ? valueOf(traitId, value) : `${valueOf(traitId, value)} ${percent(share)}`,
            )
            .join(", ");
          return (
            <div key={traitId}>
              <dt>{nameOf(traitId)}</dt>
              <dd>
                {evidence === undefined ? (
                  text
                ) : (
                  <button type="button" className={style.toWords} onClick={() => showWords(traitId)}>
                    {text}
                  </button>
                )}{" "}
                <span className={style.notes}>
                  {isUnstated ? t("respondents.unstated") : t(`respondents.source.${source}`, { count })}
                  {model !== undefined && ` (${model})`}
                </span>
                {isUnstated && <EstimateTrait backstoryId={one.id} traitId={traitId} traitName={nameOf(traitId)} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

type AnswerProps = { answer: string; quotes: readonly Quote[]; one: BackstoryView };

function Answer({ answer, quotes, one }: AnswerProps) {
  const { t } = useTranslation("lab");
  const words = useTraitWords();
  const nameOf = ({ traitIds }: Piece) =>
    traitIds
      .map((traitId) => {
        const [value = ""] = Object.keys(one.labels[traitId]!.distribution);
        return t("respondents.evidenceOf", { trait: words.nameOf(traitId), value: words.valueOf(traitId, value) });
      })
      .join("; ");
  const named = new Set<string>();
  return (
    <p dir="auto" lang="en">
      {markEvidence(answer, quotes).map((piece, place) => {
        if (piece.traitIds.length === 0) return piece.text;
        const [first] = piece.traitIds.filter((traitId) => !named.has(traitId));
        if (first !== undefined) named.add(first);
        return (
          <mark key={place} {...(first !== undefined && { id: markId(first) })} tabIndex={-1} title={nameOf(piece)}>
            {piece.text}
          </mark>
        );
      })}
    </p>
  );
}
