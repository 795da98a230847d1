/**
 * Long because everything drawn is reached through it. Draws the place: it is given avatars and circles, and reports
 * clicks. It knows nothing of the network.
 */
import { Scene } from "three";
import type { Place } from "../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../schema/rules/ground.ts";
import { followBoards } from "./boards/follow-boards.ts";
import { hungBoards } from "./boards/shown-boards.ts";
import { CameraRig } from "./camera/camera-rig.ts";
import type { CameraSubjects } from "./camera/camera-subjects.ts";
import { CircleFloor } from "./circles/circle-floor.ts";
import { WalkMarker } from "./circles/walk-marker.ts";
import { Picker } from "./controls/picker.ts";
import { Attention } from "./figures/attention.ts";
import { FigureCrowd } from "./figures/figure-crowd.ts";
import { freeScene } from "./free-scene.ts";
import { furnish } from "./furnish.ts";
import { buildGround } from "./ground/build-ground.ts";
import { LanternLight } from "./ground/lantern-light.ts";
import type { Box } from "./labels/box-list.ts";
import { LabelLayer } from "./labels/label-layer.ts";
import { buildMeadow } from "./props/build-meadow.ts";
import { buildProps } from "./props/build-props.ts";
import { buildShimmer } from "./props/build-shimmer.ts";
import { WorldRenderer } from "./world-renderer.ts";
import { buildSky } from "./sky/build-sky.ts";
import { Daylight } from "./sky/daylight.ts";
import { Nightfall } from "./sky/nightfall.ts";
import { createWorldUniforms } from "./world-uniforms.ts";
import type {
  CameraMode,
  Covered,
  Stance,
  WorldAvatar,
  WorldCircle,
  WorldLight,
  WorldOptions,
  WorldPick,
  WorldStats,
} from "./world-types.ts";

const NAMES_WITHIN_M = 48;
const NAMES_EVERY_FRAMES = 8;

export class WorldView {
  readonly rig: CameraRig;
  /** The first picture is on the canvas. */
  readonly shown: Promise<void>;
  /** The circle that stage and speaker cameras watch; null for the person's own. */
  watchedCircleId: string | null = null;
  /** Where a body is in this frame; null hides it. Set by the owner of the motion. */
  stanceOf: (id: string) => Stance | null = () => null;
  /** The label of a circle. */
  topicOf: (circle: WorldCircle) => string = ({ topic }) => topic;
  /** Called before each frame is drawn: seconds since the last one, and the clock in milliseconds. */
  onFrame: (dt: number, now: number) => void = () => {};
  readonly #ground: Ground;
  readonly #renderer: WorldRenderer;
  readonly #scene = new Scene();
  readonly #uniforms = createWorldUniforms();
  readonly #daylight: Daylight;
  readonly #crowd: FigureCrowd;
  readonly #floor: CircleFloor;
  readonly #attention: Attention;
  readonly #picker: Picker;
  readonly #labels: LabelLayer;
  readonly #marker = new WalkMarker();
  readonly #nightfall: Nightfall;
  readonly #showBoards: () => () => void;
  #takeDownBoards = () => {};
  #reducedMotion = false;
  #seconds = 0;
  #frames = 0;
  #pointedAt = "";

  /** Throws when the browser has no WebGL 2. */
  constructor(canvas: HTMLCanvasElement, place: Place, ground: Ground, options: WorldOptions) {
    this.#ground = ground;
    this.rig = new CameraRig(place, ground);
    this.#renderer = new WorldRenderer(canvas, this.rig.camera, options.quality);
    this.#nightfall = new Nightfall(options.light);
    this.#daylight = new Daylight(this.#scene, this.#uniforms);
    const lanterns = new LanternLight(place, ground);
    this.#crowd = new FigureCrowd(ground, lanterns, this.#uniforms);
    this.#floor = new CircleFloor(ground, lanterns, this.#uniforms);
    this.#attention = new Attention(this.#crowd.figures, ground);
    this.#picker = new Picker(place, ground, this.#crowd, this.#floor);
    this.#labels = new LabelLayer(options.overlay, {
      camera: this.rig.camera,
      circles: this.#attention.circles,
      topicOf: (circle) => this.topicOf(circle),
      topOf: (id, target) => this.#crowd.topOf(id, target),
      heightAt: (x, z) => heightAt(ground, x, z),
      boards: () => hungBoards.getState().boards,
    });
    const meadow = buildMeadow(place, ground, lanterns, this.#uniforms);
    const tufts = meadow?.count ?? 0;
    this.#scene.add(
      buildSky(this.#uniforms, this.#renderer.isSlow),
      buildGround({ place, ground, light: lanterns, uniforms: this.#uniforms, isPlain: this.#renderer.isSlow }),
      buildProps(place, ground, lanterns, this.#uniforms),
      buildShimmer(place, ground, this.#uniforms),
      this.#floor.group,
      this.#crowd.group,
      this.#marker.mesh,
      ...(meadow ? [meadow] : []),
    );
    this.setReducedMotion(options.reducedMotion);
    this.#renderer.onLevel = (level) => {
      this.#daylight.setShadows(level.shadowSize);
      if (meadow) meadow.count = Math.round(tufts * level.meadow);
    };
    this.#renderer.onLevel(this.#renderer.quality.level);
    const surroundings = { ground, light: lanterns, uniforms: this.#uniforms };
    this.#showBoards = () => followBoards(this.#scene, { place, ...surroundings });
    this.shown = furnish(this.#scene, place, surroundings).then(() =>
      this.#renderer.run(this.#scene, (dt, now) => this.#draw(dt, now)),
    );
  }

  /** The visitor's own avatar; "" for a spectator. */
  get ownId(): string {
    return this.#attention.ownId;
  }

  set ownId(id: string) {
    this.#attention.ownId = id;
  }

  putAvatar(avatar: WorldAvatar): void {
    this.#crowd.put(avatar, this.#seconds);
  }

  removeAvatar(id: string): void {
    this.#crowd.remove(id);
  }

  putCircle(circle: WorldCircle): void {
    this.#attention.circles.set(circle.id, circle);
    this.#floor.put(circle);
  }

  removeCircle(id: string): void {
    this.#attention.circles.delete(id);
    this.#floor.remove(id);
  }

  /** From now on what circles show hangs on boards of the place. */
  showBoards(): void {
    this.#takeDownBoards();
    this.#takeDownBoards = this.#showBoards();
  }

  beginTurn(circleId: string, turnId: string, speakerId: string, speakerName: string): void {
    const { language = "" } = this.#attention.circles.get(circleId) ?? {};
    this.#labels.bubbles.beginTurn({ circleId, turnId, speakerId, speakerName, language });
  }

  sayMore(turnId: string, text: string): void {
    this.#labels.bubbles.say(turnId, text);
  }

  endTurn(turnId: string, text: string): void {
    this.#labels.bubbles.endTurn(turnId, text);
  }

  /** Ends the speech in progress: no more of it will arrive. */
  hush(): void {
    this.#labels.bubbles.clear();
  }

  setCameraMode(mode: CameraMode): void {
    this.rig.setMode(mode);
    if (this.#reducedMotion) this.rig.cut();
  }

  setLight(light: WorldLight): void {
    this.#nightfall.light = light;
  }

  setReducedMotion(reduced: boolean): void {
    this.#reducedMotion = reduced;
    this.rig.reducedMotion = reduced;
    this.#uniforms.motion.value = reduced ? 0 : 1;
  }

  /** @param floating over the picture: labels keep off it */
  setCovered(covered: Covered, floating: readonly Box[]): void {
    this.#renderer.setCovered(covered);
    this.#labels.frame.floating = floating;
  }

  /** Shows a ring on the ground at the walk's destination. */
  markGoal(x: number, z: number): void {
    this.#marker.show(x, heightAt(this.#ground, x, z), z);
  }

  /** What is under a pixel of the canvas; null for sky and sea. */
  pick(x: number, y: number): WorldPick | null {
    const { width, height } = this.#renderer.size;
    return this.#picker.pick(this.rig.camera, x / width, y / height, this.#attention.ownId);
  }

  /** The mouse is over this pixel: shows names, and a pointer cursor where a click does something. */
  pointAt(x: number, y: number): void {
    const pick = this.pick(x, y);
    this.#pointedAt = pick?.kind === "avatar" ? pick.id : "";
    this.#renderer.canvas.style.cursor = pick && pick.kind !== "ground" ? "pointer" : "";
  }

  stats(): WorldStats {
    return this.#renderer.stats;
  }

  dispose(): void {
    this.#labels.dispose();
    this.#takeDownBoards();
    freeScene(this.#scene);
    this.#renderer.dispose();
  }

  #draw(dt: number, now: number): void {
    this.#seconds += dt;
    this.#uniforms.time.value = this.#seconds;
    this.onFrame(dt, now);
    this.#daylight.set(this.#nightfall.advance(this.#seconds, dt, this.#reducedMotion));
    this.#crowd.draw({
      seconds: this.#seconds,
      dt,
      eye: this.rig.camera.position,
      detail: this.#renderer.quality.level.detail,
      liveliness: this.#reducedMotion ? 0.25 : 1,
      stanceOf: this.stanceOf,
      attention: this.#attention,
    });
    this.#floor.draw(dt, this.#attention);
    this.#marker.advance(dt);
    const subjects = this.#subjects();
    this.rig.advance(dt, subjects);
    this.rig.watched(subjects, this.#uniforms.watched.value);
    this.#daylight.follow(this.rig.target);
    if (this.#renderer.draw(this.#scene)) this.#drawLabels(dt);
  }

  /** What the camera may look at. */
  #subjects(): CameraSubjects {
    const { width, height, seenWidth, seenHeight } = this.#renderer.size;
    const own = this.#crowd.figures.get(this.#attention.ownId) ?? null;
    const circle = this.#attention.circles.get(this.watchedCircleId ?? own?.avatar.circleId ?? "");
    return {
      own,
      circle: circle ? this.#floor.extentOf(circle) : null,
      speaker: this.#crowd.figures.get(circle?.speakerId ?? "") ?? null,
      isSeated: own !== null && own.sit > 0.4,
      seen: { width: seenWidth / width, height: seenHeight / height },
    };
  }

  #drawLabels(dt: number): void {
    const { frame } = this.#labels;
    if (this.#frames++ % NAMES_EVERY_FRAMES === 0)
      frame.figures = this.#crowd.findNear(frame.camera.position, NAMES_WITHIN_M);
    Object.assign(frame, this.#renderer.size);
    frame.dt = dt;
    frame.reducedMotion = this.#reducedMotion;
    frame.ownId = this.#attention.ownId;
    frame.pointedAtId = this.#pointedAt;
    this.#labels.draw();
  }
}
