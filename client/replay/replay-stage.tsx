import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../schema/messages/place.ts";
import type { Replay } from "../../schema/messages/replay.ts";
import { Problem } from "../panels/parts/states.tsx";
import type { ReplayWorld, Scene } from "../scene/enter-replay.ts";
import type { CameraMode } from "../scene/world-types.ts";
import { useScreen } from "../state/screen.ts";
import { isDark, isMotionReduced, onAppearance, useSettings } from "../state/settings.ts";
import type { Moments } from "./moment.ts";
import type { Playback } from "./playback.ts";
import { useReplayPlace } from "./replay-api.ts";
import style from "./replay.module.css";

const CAMERAS = ["stage", "speaker", "free"] as const satisfies CameraMode[];

type StageProps = { replay: Replay; moments: Moments; playback: Playback };

/** The place with those who were there; the world draws every frame itself. */
export function ReplayStage(props: StageProps) {
  const place = useReplayPlace(props.replay.placeId);
  return (
    <div className={style.stage}>
      {place.data && <Drawn {...props} place={place.data} />}
      {place.isError && <Problem error={place.error} onRetry={() => void place.refetch()} />}
    </div>
  );
}

function Drawn({ replay, moments, playback, place }: StageProps & { place: Place }) {
  const { t } = useTranslation("replay");
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const quality = useSettings((settings) => settings.picture);
  const [world, setWorld] = useState<ReplayWorld | null>(null);
  const [isShown, setShown] = useState(false);
  const [camera, setCamera] = useState<CameraMode>("stage");

  useEffect(() => {
    if (!canvas.current || !overlay.current) return;
    const elements = { canvas: canvas.current, overlay: overlay.current };
    let entered: ReplayWorld | null = null;
    let isGone = false;
    void import("../scene/enter-replay.ts")
      .then(({ enterReplay }) => {
        if (isGone) return;
        const look = { light: isDark() ? "lantern" : "golden", reducedMotion: isMotionReduced(), quality } as const;
        const sceneNow = () => toScene(replay, moments, playback);
        entered = enterReplay({ ...elements, ...look, place, sceneNow });
        setWorld(entered);
        void entered.shown.then(() => setShown(!isGone));
      })
      .catch((error: Error) => useScreen.setState({ worldProblem: error.message }));
    return () => {
      isGone = true;
      entered?.dispose();
      setWorld(null);
      setShown(false);
    };
  }, [replay, moments, playback, place, quality]);

  useEffect(() => world?.setCameraMode(camera), [world, camera]);
  useEffect(
    () =>
      onAppearance(() => {
        world?.setLight(isDark() ? "lantern" : "golden");
        world?.setReducedMotion(isMotionReduced());
      }),
    [world],
  );

  return (
    <>
      {/* A canvas keeps its WebGL context for life, so every quality gets a new one. */}
      <canvas
        key={quality}
        ref={canvas}
        className={style.canvas}
        data-shown={isShown || undefined}
        tabIndex={-1}
        aria-hidden
      />
      <div ref={overlay} className={style.overlay} aria-hidden />
      <div className={style.cameras} role="group" aria-label={t("camera")}>
        {CAMERAS.map((mode) => (
          <button key={mode} type="button" aria-pressed={mode === camera} onClick={() => setCamera(mode)}>
            {t(`cameras.${mode}`)}
          </button>
        ))}
      </div>
    </>
  );
}

/** Standing still, it shows all of what is being said. */
function toScene({ circleId, title, topic, language, x, z }: Replay, moments: Moments, playback: Playback): Scene {
  const { at, isPlaying, jumps } = playback.getState();
  const { bodies, speech } = moments(at);
  const isTalked = speech !== null && !speech.isOver;
  const speakerId = isTalked ? speech.turn.speakerId : "";
  return {
    bodies: bodies.map(({ member: { id, kind, name, look }, seat, isSpeaking, gesture, ...stance }) => {
      const activity = isSpeaking ? "speaking" : isTalked ? "listening" : "idle";
      return { avatar: { id, kind, name, look, gesture, activity, circleId, seat, typing: false }, stance };
    }),
    circle: {
      id: circleId,
      topic: title || topic,
      language,
      status: "talking",
      x,
      z,
      speakerId,
      nextSpeakerId: "",
      members: bodies.map(({ member }) => member.id),
    },
    speech: speech && {
      turnId: speech.turn.id,
      speakerId: speech.turn.speakerId,
      speakerName: speech.turn.speakerName,
      text: isPlaying ? speech.shown : speech.turn.text,
      isOver: speech.isOver,
    },
    jump: jumps,
  };
}
