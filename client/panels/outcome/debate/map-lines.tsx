import { useId, useLayoutEffect, useRef, useState } from "react";
import type { ItemOf } from "../items-of.ts";
import map from "./debate.module.css";
import { linkPath, type Box } from "./link-path.ts";

type Line = { key: string; relation: "supports" | "attacks"; path: string };

/** The lines of the map around it, behind its cards. Their words are in the cards. */
export function MapLines({ claims }: { claims: ItemOf<"claim">[] }) {
  const id = useId();
  const drawing = useRef<SVGSVGElement>(null);
  const [lines, setLines] = useState<Line[]>([]);
  useLayoutEffect(() => {
    const element = drawing.current?.parentElement;
    if (!element) return;
    const draw = () => setLines(measureLines(element, claims));
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    for (const card of element.querySelectorAll("[data-item-id]")) observer.observe(card);
    return () => observer.disconnect();
  }, [claims]);
  return (
    <svg ref={drawing} className={map.lines} aria-hidden>
      <defs>
        {(["supports", "attacks"] as const).map((relation) => (
          <marker
            key={relation}
            id={`${id}-${relation}`}
            data-relation={relation}
            viewBox="0 0 8 8"
            refX={7}
            refY={4}
            markerWidth={5}
            markerHeight={5}
            orient="auto"
          >
            <path d="M 0 0 L 8 4 L 0 8 z" />
          </marker>
        ))}
      </defs>
      {lines.map(({ key, relation, path }) => (
        <path key={key} d={path} data-relation={relation} markerEnd={`url(#${id}-${relation})`} />
      ))}
    </svg>
  );
}

function measureLines(area: HTMLElement, claims: ItemOf<"claim">[]): Line[] {
  const origin = area.getBoundingClientRect();
  const boxOf = (id: string): Box | null => {
    const box = area.querySelector(`[data-item-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    return box
      ? { left: box.left - origin.left, top: box.top - origin.top, width: box.width, height: box.height }
      : null;
  };
  return claims.flatMap((claim) => {
    const from = boxOf(claim.id);
    return claim.content.edges.flatMap(({ to, relation }) => {
      const target = boxOf(to);
      return from && target ? [{ key: `${claim.id} ${to} ${relation}`, relation, path: linkPath(from, target) }] : [];
    });
  });
}
