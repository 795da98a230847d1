import { useEffect } from "react";
import { usePlace } from "../state/place-store.ts";
import { ReactionIcon } from "../panels/parts/reactions/reaction-icon.tsx";
import { floatCounted, sink, useFloats } from "./float-cheers.ts";
import style from "./gallery.module.css";

/** Over the stage; the bar below it has the same in numbers. */
export function FloatingCheers() {
  const connection = usePlace((view) => view.connection);
  const followed = usePlace((view) => view.followedCircleId);
  const floats = useFloats((view) => view.floats);
  useEffect(
    () => connection?.on("gallery-changed", ({ circleId, cheers }) => circleId === followed && floatCounted(cheers)),
    [connection, followed],
  );
  return (
    <div className={style.floats} aria-hidden>
      {floats.map(({ id, cheer, across }) => (
        <span key={id} style={{ left: `${across * 100}%` }} onAnimationEnd={() => sink(id)}>
          <ReactionIcon emoji={cheer} />
        </span>
      ))}
    </div>
  );
}
