import { use } from "react";
import { useTranslation } from "react-i18next";
import { inEnglish } from "../../../schema/messages/message.ts";
import type { Comparison, ProbeResult, TestResult } from "../../../schema/messages/run-results.ts";
import { formatP } from "../../../schema/rules/survey/figures/format-figure.ts";
import { FIGURES } from "../../../schema/rules/survey/figures/figures.ts";
import { optionLabels } from "../../../schema/rules/survey/figures/option-labels.ts";
import { messageText } from "../../words/message-text.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { useTraitWords } from "../trait-words.ts";
import { FigureLine } from "./figure-value.tsx";
import { HasPlan, PlanMark } from "./plan-mark.tsx";
import style from "./results.module.css";

type ComparisonsProps = { comparisons: readonly Comparison[]; probes: readonly ProbeResult[] };

/** Groups of answers two by two: how large the difference is first, tests after it. */
export function Comparisons({ comparisons, probes }: ComparisonsProps) {
  const { t } = useTranslation("lab");
  if (comparisons.length === 0) return null;
  return (
    <section className={style.section} aria-label={t("results.comparisons")}>
      <h2>{t("results.comparisons")}</h2>
      {comparisons.map((one, place) => (
        <ComparisonCard key={place} comparison={one} probes={probes} />
      ))}
    </section>
  );
}

type ComparisonCardProps = { comparison: Comparison; probes: readonly ProbeResult[] };

function ComparisonCard({ comparison, probes }: ComparisonCardProps) {
  const { t } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const { kind, by, isPlanned, groups, tests } = comparison;
  const find = (id: string) => probes.find((probe) => probe.id === id);
  const titleOf = (id: string) => find(id)?.title ?? id;
  const bys = { conditions: by, subgroups: nameOf(by), paired: titleOf(by) };
  const nameOfGroup = (name: string) =>
    kind === "subgroups" ? valueOf(by, name) : kind === "paired" ? titleOf(name) : name;
  const options = find(comparison.probe)?.options ?? [];
  const compared = [...comparison.effects, ...comparison.differences];
  return (
    <article className={style.card}>
      <h3 dir="auto">{titleOf(comparison.probe)}</h3>
      <p className={style.notes}>{t(`results.comparisonKinds.${kind}`, { by: bys[kind] })}</p>
      <PlanMark isPlanned={isPlanned} />
      <FigureLine figures={compared} labels={optionLabels(compared, options)} />
      {groups.map(({ name, n, figures }) => (
        <div key={name}>
          <h4 dir="auto">{t("results.group", { name: nameOfGroup(name), count: n })}</h4>
          <FigureLine figures={figures} labels={optionLabels(figures, options)} />
        </div>
      ))}
      <Tests
        tests={tests}
        of={[titleOf(comparison.probe), bys[kind], ...groups.map(({ name }) => nameOfGroup(name))].join(", ")}
      />
    </article>
  );
}

/** @param of what is tested: names the table */
export function Tests({ tests, of }: { tests: readonly TestResult[]; of: string }) {
  const { t, i18n } = useTranslation("lab");
  const hasPlan = use(HasPlan);
  if (tests.length === 0) return null;
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 3 });
  const number = (value: number | null) => (value === null ? "–" : format.format(value));
  return (
    <div className={style.scroll} role="region" aria-label={t("results.testsOf", { of })} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(["test", "statistic", "freedom", "p", "adjusted", "size", "assumptions"] as const).map((head) => (
              <th key={head} scope="col" className={head === "assumptions" ? style.words : undefined}>
                {t(`results.testHeads.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tests.map(({ id, statistic, degreesOfFreedom, p, adjustedP, n, assumptions, isPlanned }) => (
            <tr key={id}>
              <th scope="row" title={FIGURES[id].formula}>
                {inPageLanguage(FIGURES[id].name)}{" "}
                {hasPlan && <small>({t(isPlanned ? "results.testPlanned" : "results.testExploratory")})</small>}
              </th>
              <td>{number(statistic)}</td>
              <td>{number(degreesOfFreedom)}</td>
              <td>{formatP(p, i18n.language)}</td>
              <td>{formatP(adjustedP, i18n.language)}</td>
              <td>{number(n)}</td>
              <td className={style.words}>
                {assumptions.map((one) => (
                  <span key={one.code} data-holds={one.holds}>
                    {one.holds ? "✓" : "✗"} {messageText(one, inEnglish(one))}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
