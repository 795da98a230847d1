import { lazy, useEffect } from "react";
import { LinkOverlay } from "./panels/overlays/link-overlay.tsx";
import { Part } from "./panels/overlays/part.tsx";
import { StepIn } from "./panels/step-in/step-in.tsx";
import { toggleTextView, useScreen } from "./state/screen.ts";
import { arrive } from "./state/arrive.ts";
import { closeReplay, followLinks } from "./state/follow-links.ts";
import { Stage } from "./stage.tsx";
import { loadReplayWords, loadWords } from "./words/start-words.ts";

const Edges = lazy(async () => {
  const [{ Edges }] = await Promise.all([import("./panels/edges/edges.tsx"), loadWords()]);
  return { default: Edges };
});
const TextView = lazy(async () => {
  const [{ TextView }] = await Promise.all([import("./text/text-view.tsx"), loadWords()]);
  return { default: TextView };
});
const ReplayView = lazy(async () => {
  const [{ ReplayView }] = await Promise.all([import("./replay/replay-view.tsx"), loadWords(), loadReplayWords()]);
  return { default: ReplayView };
});

/** The world, with either the entry card or the panels over it. */
export function App() {
  const hasSteppedIn = useScreen((screen) => screen.hasSteppedIn);
  const replay = useScreen((screen) => screen.replay);
  const isTextView = useScreen((screen) => screen.isTextView);

  useEffect(() => {
    void arrive();
    return followLinks();
  }, []);

  return (
    <>
      {!isTextView && !replay && <Stage />}
      {!hasSteppedIn && <StepIn />}
      {hasSteppedIn && replay && (
        <Part onClose={closeReplay}>
          <ReplayView {...replay} />
        </Part>
      )}
      {hasSteppedIn && isTextView && !replay && (
        <Part onClose={toggleTextView}>
          <TextView />
        </Part>
      )}
      <Part>{hasSteppedIn && <Edges />}</Part>
      {hasSteppedIn && <LinkOverlay />}
    </>
  );
}
