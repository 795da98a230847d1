import { NeutralToneMapping, PCFShadowMap, WebGLRenderer, type PerspectiveCamera, type Scene } from "three";
import { Quality, type QualityLevel } from "./quality.ts";
import { centreView, seenArea } from "./seen-area.ts";
import type { Covered, WorldStats } from "./world-types.ts";

const NOTHING: Covered = { left: 0, right: 0, top: 0, bottom: 0 };

/** The canvas: size, resolution and the frame loop. */
export class WorldRenderer {
  readonly quality: Quality;
  /** Whether there is no GPU and quality is not set to high. */
  readonly isSlow: boolean;
  /** Called when the measured frame times require another level. */
  onLevel: (level: QualityLevel) => void = () => {};
  /** Replaced only when a value changed. */
  size = seenArea(1, 1, NOTHING);
  #renderer: WebGLRenderer;
  #camera: PerspectiveCamera;
  #resizes: ResizeObserver;
  #covered = NOTHING;
  #last = 0;
  #isPrepared = false;
  #isDisposed = false;

  /** Throws when the browser has no WebGL 2. */
  constructor(canvas: HTMLCanvasElement, camera: PerspectiveCamera, quality: "auto" | "low" | "high") {
    this.isSlow = quality !== "high" && isDrawnByProcessor();
    this.#renderer = new WebGLRenderer({
      canvas,
      antialias: !this.isSlow,
      powerPreference: "high-performance",
    });
    this.#renderer.toneMapping = NeutralToneMapping;
    this.#renderer.shadowMap.enabled = true;
    this.#renderer.shadowMap.type = PCFShadowMap;
    this.quality = new Quality(quality, this.isSlow);
    this.#camera = camera;
    this.#resizes = new ResizeObserver(() => this.#resize());
    this.#resizes.observe(canvas);
    this.#resize();
  }

  /**
   * `frame` is called with seconds since the last one and the clock in milliseconds. Shaders compile asynchronously,
   * so that the page stays responsive; resolves when everything can be drawn.
   */
  async run(scene: Scene, frame: (dt: number, now: number) => void): Promise<void> {
    if (this.#isDisposed) return;
    this.#renderer.setAnimationLoop((now) => {
      const elapsed = this.#last === 0 ? 16 : now - this.#last;
      this.#last = now;
      if (this.#isPrepared && this.quality.measure(elapsed)) this.#resize();
      frame(Math.min(elapsed / 1000, 1), now);
    });
    await this.#renderer.compileAsync(scene, this.#camera);
    this.#isPrepared = true;
  }

  /** False while the picture is still being prepared. */
  draw(scene: Scene): boolean {
    if (this.#isPrepared) this.#renderer.render(scene, this.#camera);
    return this.#isPrepared;
  }

  /** The picture is centred in the rest. */
  setCovered(covered: Covered): void {
    this.#covered = covered;
    this.#resize();
  }

  get canvas(): HTMLCanvasElement {
    return this.#renderer.domElement;
  }

  get stats(): WorldStats {
    const { calls, triangles } = this.#renderer.info.render;
    return { drawCalls: calls, triangles, frameMs: this.quality.frameMs, pixelRatio: this.#renderer.getPixelRatio() };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#renderer.setAnimationLoop(null);
    this.#resizes.disconnect();
    this.#renderer.dispose();
    // Otherwise its GPU memory would stay until garbage collection.
    this.#renderer.forceContextLoss();
  }

  #resize(): void {
    const width = Math.max(1, this.canvas.clientWidth);
    const height = Math.max(1, this.canvas.clientHeight);
    this.#renderer.setPixelRatio(Math.min(window.devicePixelRatio, this.quality.level.pixelRatio));
    this.#renderer.setSize(width, height, false);
    this.size = seenArea(width, height, this.#covered);
    centreView(this.#camera, this.size);
    this.onLevel(this.quality.level);
  }
}

/** Whether WebGL renders on the CPU: then the picture is simplified from the start. */
function isDrawnByProcessor(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  const names = context?.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = names && context?.getParameter(names.UNMASKED_RENDERER_WEBGL);
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(String(renderer));
}
