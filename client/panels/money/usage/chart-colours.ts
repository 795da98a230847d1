/** Chart colours of tokens.css, ordered so that neighbours differ most. */
const CHART_COLOURS = [1, 2, 3, 4, 5, 6].map((number) => `var(--chart-${number})`);

export const chartColour = (index: number): string => CHART_COLOURS[index % CHART_COLOURS.length]!;
