/** What the charts of one question show: the run's answers with their bands, and people's beside them. */
import type { Figure, ProbeResult, Subgroup } from "../../../messages/run-results.ts";
import { numberRepeats } from "../number-repeats.ts";
import type { Bar, Distribution, Series } from "./distribution-chart.ts";

/** Of tokens.css; a report brings the same. */
const CHART_COLOURS = [1, 2, 3, 4, 5, 6].map((number) => `var(--chart-${number})`);
export const seriesColour = (place: number): string => CHART_COLOURS[place % CHART_COLOURS.length]!;

const toBar = ({ value, low, high }: Figure): Bar | null => (value === null ? null : { share: value, low, high });

const optionTexts = ({ options }: ProbeResult): string[] => {
  const rename = numberRepeats();
  return options.map(({ text }) => rename(text));
};

/** @param names of the run's answers, of those with raking weights, and of people's */
export function probeDistribution(
  probe: ProbeResult,
  names: { run: string; weighted: string; people: string },
): Distribution {
  const { options } = probe;
  const series: Series[] = [
    { name: names.run, colour: seriesColour(0), bars: options.map(({ share }) => toBar(share)) },
  ];
  if (options.some(({ weightedShare }) => weightedShare !== null))
    series.push({
      name: names.weighted,
      colour: seriesColour(2),
      bars: options.map(({ weightedShare }) => weightedShare && toBar(weightedShare)),
    });
  if (probe.baseline !== null) series.push({ name: names.people, colour: null, bars: options.map(peopleBar) });
  return { options: optionTexts(probe), series };
}

/** One of the small multiples: a group beside everybody who answered. */
export const subgroupDistribution = (
  probe: ProbeResult,
  { shares, baseline }: Subgroup,
  names: { group: string; all: string; people: string },
): Distribution => ({
  options: optionTexts(probe),
  series: [
    { name: names.group, colour: seriesColour(1), bars: shares.map(toBar) },
    {
      name: names.all,
      colour: seriesColour(0),
      bars: probe.options.map(({ share }) => plainBar(share.value)),
    },
    ...(baseline ? [{ name: names.people, colour: null, bars: baseline.shares.map(plainBar) }] : []),
  ],
});

/**
 * The same question in several runs, with the same options (`alignProbes`); people's answers where the first that has
 * them compares with them.
 */
export function runsDistribution(
  runs: { name: string; probe: ProbeResult | undefined }[],
  people: string,
): Distribution {
  const probes = runs.flatMap(({ probe }) => probe ?? []);
  const [first] = probes;
  if (!first) return { options: [], series: [] };
  const series: Series[] = runs.map(({ name, probe }, place) => ({
    name,
    colour: seriesColour(place),
    bars: first.options.map((_, option) => (probe ? toBar(probe.options[option]!.share) : null)),
  }));
  const compared = probes.find(({ baseline }) => baseline !== null);
  if (compared) series.push({ name: people, colour: null, bars: compared.options.map(peopleBar) });
  return { options: optionTexts(first), series };
}

const plainBar = (share: number | null): Bar | null => (share === null ? null : { share, low: null, high: null });

const peopleBar = ({ baseline }: ProbeResult["options"][number]): Bar | null => plainBar(baseline?.share ?? null);
