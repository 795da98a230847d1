import { useEffect } from "react";
import type { Material } from "../../../schema/messages/session-material.ts";
import { hideBoard, showBoard } from "../../scene/boards/shown-boards.ts";
import { usePlace } from "../../state/place-store.ts";
import { hostOf } from "./host-of.ts";
import { usePicture } from "./use-picture.ts";

/** Hangs what the running section shows on a board of the place; the panel beside it has it as text (SPEC C9). */
export function BoardFeed({ circleId }: { circleId: string }) {
  const circle = usePlace((view) => view.circles[circleId]);
  const material = usePlace((view) => view.transcripts[circleId]?.shown ?? null);
  const { sessionId = "", x = 0, z = 0, language = "" } = circle ?? {};
  const { data: picture = null } = usePicture(sessionId, material?.kind === "picture" ? material.pictureId : null);
  const isShown = circle !== undefined && material !== null;
  const text = material === null ? "" : textOf(material);
  useEffect(() => {
    if (isShown) showBoard({ circleId, x, z, language, text, picture });
  }, [isShown, circleId, x, z, language, text, picture]);
  useEffect(() => () => hideBoard(circleId), [circleId]);
  return null;
}

function textOf(material: Material): string {
  if (material.kind === "text") return material.text;
  return material.kind === "link" ? `${material.label}\n${hostOf(material.url)}` : material.description;
}
