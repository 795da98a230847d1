import { useTranslation } from "react-i18next";
import type { RunPerson } from "../../../schema/messages/run-people.ts";
import type { ProbeResult, RunResults } from "../../../schema/messages/run-results.ts";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import { MoreButton } from "../../panels/people/more-button.tsx";
import { linkToLab } from "../lab-link.ts";
import { inOrder, useTraitWords } from "../trait-words.ts";
import { usePeople, useRunResults } from "./results-api.ts";
import style from "./results.module.css";

type PeoplePageProps = {
  id: string;
  probeId: string;
  /** Place of an option among those of the question; without it, everybody who was asked. */
  option: string | undefined;
};

/** The respondents behind a bar, each with what the model wrote (SPEC S7). */
export function PeoplePage({ id, probeId, option }: PeoplePageProps) {
  const { t } = useTranslation("lab");
  const { run, results } = useRunResults(id);
  const failed = [run, results].find(({ isError }) => isError);
  return (
    <div className={style.page}>
      <a className={style.back} href={linkToLab("runs", id, "results")}>
        ← {t("results.back")}
      </a>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && results.isPending && <Loading lines={6} />}
      {results.data && <People results={results.data} probeId={probeId} option={option} />}
    </div>
  );
}

type PeopleProps = { results: RunResults; probeId: string; option: string | undefined };

function People({ results, probeId, option }: PeopleProps) {
  const { t } = useTranslation("lab");
  const probe = results.probes.find(({ id }) => id === probeId);
  const place = option === undefined ? null : Number(option);
  const chosen = place === null ? undefined : probe?.options[place];
  const people = usePeople(results.runId, { probeId, ...(probe && place !== null && wantedOf(probe, place)) });
  const found = people.data?.pages.flatMap(({ items }) => items) ?? [];
  if (!probe) return <Empty title={t("results.noProbe")} />;
  return (
    <>
      <h2 dir="auto">{probe.title}</h2>
      <p>
        {chosen ? t("results.whoSaid", { answer: chosen.text, count: chosen.count }) : t("results.everybody")}{" "}
        <strong>{t("results.simulated")}</strong>
      </p>
      {people.isPending && <Loading lines={6} />}
      {people.isError && <Problem error={people.error} onRetry={() => void people.refetch()} />}
      {people.isSuccess && found.length === 0 && <Empty title={t("results.nobody")} />}
      <ul className={style.people} aria-label={t("results.respondents")}>
        {found.map((person) => (
          <Person key={`${person.answer.respondent} ${person.answer.repeat}`} person={person} probe={probe} />
        ))}
      </ul>
      <MoreButton list={people} />
    </>
  );
}

/** Which answers a bar counts: those that name an option, put it first, or lie in a range of numbers. */
function wantedOf({ kind, options }: ProbeResult, place: number) {
  const value = options[place]?.value;
  const next = options[place + 1]?.value;
  if (kind === "numeric") return { from: Number(value), ...(next !== undefined && { below: Number(next) }) };
  return kind === "ranking" ? { first: JSON.stringify(value) } : { value: JSON.stringify(value) };
}

/** Who answered, the sentence that was read, and what it was read as. */
function Person({ person: { answer, respondent }, probe }: { person: RunPerson; probe: ProbeResult }) {
  const { t, i18n } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const textOf = (value: unknown) => probe.options.find((option) => option.value === value)?.text ?? String(value);
  const read = Array.isArray(answer.answer) ? answer.answer.map(textOf).join(", ") : textOf(answer.answer);
  const number = t("results.respondent", { number: answer.respondent + 1 });
  const { backstoryId, title, weight, traits } = respondent;
  return (
    <li className={style.person}>
      <strong dir="auto">
        {backstoryId !== null && title !== null ? (
          <a href={linkToLab("respondents", backstoryId)}>
            {number}: {title}
          </a>
        ) : (
          number
        )}
      </strong>
      <span className={style.notes}>
        {inOrder(traits)
          .map(([trait, values]) => `${nameOf(trait)}: ${values.map((value) => valueOf(trait, value)).join(", ")}`)
          .join(" · ")}
        {weight !== null &&
          ` · ${t("results.weight", { weight: new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(weight) })}`}
      </span>
      <blockquote className={style.said} dir="auto">
        {answer.texts.at(-1)}
      </blockquote>
      <span>
        {answer.verdict === "answered"
          ? t("results.readAs", { answer: read })
          : t(`results.verdicts.${answer.verdict}`)}
      </span>
      <span className={style.notes}>
        {t("results.madeBy", { model: answer.model, seed: answer.seed, hash: answer.promptHash.slice(0, 12) })}
        {answer.texts.length > 1 && ` · ${t("results.tries", { count: answer.texts.length })}`}
      </span>
      {answer.texts.length > 1 && (
        <details className={style.more}>
          <summary>{t("results.earlierTries")}</summary>
          {answer.texts.slice(0, -1).map((text, place) => (
            <blockquote key={place} className={style.said} dir="auto">
              {text}
            </blockquote>
          ))}
        </details>
      )}
    </li>
  );
}
