import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorldPick } from "./scene/world-types.ts";
import { tryIntent } from "./state/intents.ts";
import { isMuted } from "./state/mutes.ts";
import { usePlace } from "./state/place-store.ts";
import { openDialog, useScreen } from "./state/screen.ts";
import { isDark, isMotionReduced, onAppearance, useSettings } from "./state/settings.ts";
import style from "./stage.module.css";

/** Fetched in parallel with everything else: it is the largest part of the page. */
const loadScene = () => import("./scene/enter-world.ts");

/** Where the world is drawn. React only owns the canvas; the world draws every frame itself. */
export function Stage() {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const connection = usePlace((view) => view.connection);
  const place = usePlace((view) => view.place);
  const quality = useSettings((settings) => settings.picture);
  const studio = useScreen((screen) => screen.studio);
  const hasProblem = useScreen((screen) => screen.worldProblem !== null);

  useEffect(() => {
    // A failure is reported below, when there is something to draw.
    void loadScene().catch(() => {});
  }, []);

  useEffect(() => {
    if (!place || !canvas.current || !overlay.current) return;
    const elements = { canvas: canvas.current, overlay: overlay.current };
    let isGone = false;
    void loadScene()
      .then(({ enterWorld }) => {
        if (isGone) return;
        const world = enterWorld({
          ...elements,
          place,
          light: isDark() ? "lantern" : "golden",
          reducedMotion: isMotionReduced(),
          quality,
          onPick: pick,
          onHint: (hint) => usePlace.setState({ hint }),
          isMuted,
          topicOf: ({ id, topic }) => usePlace.getState().circles[id]?.topic ?? topic,
        });
        usePlace.setState({ world });
        followConnection();
        return world.shown.then(() => setShown(!isGone));
      })
      .catch((error: Error) =>
        useScreen.setState({ worldProblem: error.message, isTextView: useScreen.getState().hasSteppedIn }),
      );
    return () => {
      isGone = true;
      usePlace.getState().world?.dispose();
      usePlace.setState({ world: null, hint: null });
      setShown(false);
    };
  }, [place, quality]);

  // Connections come and go; the world stays.
  useEffect(followConnection, [connection]);
  useEffect(aimCamera, [studio]);

  useEffect(
    () =>
      onAppearance(() => {
        const { world } = usePlace.getState();
        world?.setLight(isDark() ? "lantern" : "golden");
        world?.setReducedMotion(isMotionReduced());
      }),
    [],
  );

  return (
    <div className={style.stage}>
      {/* A canvas keeps its WebGL context for life, so every place and every quality gets a new one. */}
      <canvas
        key={`${place?.id} ${quality}`}
        ref={canvas}
        className={style.canvas}
        data-shown={isShown || undefined}
        tabIndex={-1}
        aria-hidden
      />
      {!isShown && !hasProblem && (
        <p className={style.arriving} role="status">
          {t("stepIn.arriving")}
        </p>
      )}
      <div ref={overlay} className={style.overlay} aria-hidden />
    </div>
  );
}

function followConnection(): void {
  const { world, connection } = usePlace.getState();
  if (!connection || !world) return;
  world.follow(connection);
  // After a new connection or picture quality the camera keeps its target.
  aimCamera();
}

/** At the circle of the studio, or the one that a spectator follows; else at one's own body. */
function aimCamera(): void {
  const { world, connection, role, followedCircleId, watching } = usePlace.getState();
  const { studio } = useScreen.getState();
  if (!connection || !world) return;
  const isWatching = role === "spectator";
  world.watchCircle(studio?.circleId ?? (isWatching ? followedCircleId : null));
  if (studio?.circleId) world.setCameraMode("stage");
  else world.setCameraMode(isWatching ? watching : "follow");
}

function pick(picked: WorldPick): void {
  if (!useScreen.getState().hasSteppedIn || picked.kind === "ground" || picked.kind === "portal") return;
  const { avatars, role } = usePlace.getState();
  // A card would take the place of the studio, and with it what is written there.
  const hasRoom = useScreen.getState().studio === null;
  if (hasRoom && picked.kind === "avatar" && avatars[picked.id]?.kind === "persona")
    openDialog({ kind: "persona", personaId: picked.id });
  if (picked.kind === "circle" && role === "visitor") void tryIntent("join-circle", { circleId: picked.id });
}
