import { plot, type PlotOptions } from "@observablehq/plot";
import { useEffect, useRef } from "react";
import { CHART_FONT_PX } from "../../../../schema/rules/chart-font.ts";

type PlotChartProps = {
  /** The chart's message in words, for people who cannot see it. */
  label: string;
  /** Draws for a width in pixels; must stay the same function while the data do. */
  draw: (width: number) => PlotOptions;
};

/** A chart as wide as its container, redrawn when the width or `draw` changes. */
export function PlotChart({ label, draw }: PlotChartProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const watcher = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width === 0) return;
      const chart = plot({ width, style: { fontSize: `${CHART_FONT_PX}px` }, ...draw(width) });
      // Plot labels its parts by mark ("rect", "rule"); our label says what they mean.
      for (const part of chart.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
      place.replaceChildren(chart);
    });
    watcher.observe(place);
    return () => watcher.disconnect();
  }, [draw]);
  return <div ref={box} role="img" aria-label={label} />;
}
