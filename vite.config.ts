import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = `http://127.0.0.1:${process.env.PORT ?? 2567}`;

/**
 * What is needed to draw and walk any place. Furniture, boards, their texts and replays are loaded with the places that
 * have them. A module matched here must not import one that is not: chunks that import each other fail when the page
 * loads.
 */
const WORLD =
  /node_modules\/three\/(build|examples\/jsm\/utils\/BufferGeometryUtils)|client\/scene\/(?!furniture|boards\/(?:hang|paint|choose)|draw-text|direction-of|enter-replay|replay-bodies)|schema\/rules\/(movement|search-grid|walk-grid|find-path|ground|solid-distance|seating)|client\/net\/(remote-motion|own-body)/;

/** What everything else asks: in one piece it is smaller. */
const PAGE =
  /client\/state\/(account|base-address|call-api|mutes|read-link|rights|screen|send-request|settings|sign-in)\.ts/;

/**
 * three's shaders are texts that no minifier touches: without their indentation they are a kilobyte smaller, compressed.
 * Other tabs stay: they separate words, as in `#define RE_Direct	RE_Direct_Lambert`, without which nothing is lit.
 */
const unindentShaders: Plugin = {
  name: "unindent-shaders",
  transform: (code, id) =>
    id.endsWith("/three/build/three.module.js")
      ? { code: code.replaceAll(/(?<=\\n)(\\t)+/g, ""), map: null }
      : undefined,
};

const filesOfThePage = new Set<string>();

/** Of the files that a part of the page loads, those that the page itself has loaded before are not named again: the list is part of the first frame. */
function leaveOutFilesOfThePage(_: string, files: string[], { hostType }: { hostType: "html" | "js" }): string[] {
  if (hostType === "js") return files.filter((file) => !filesOfThePage.has(file));
  for (const file of files) filesOfThePage.add(file);
  return files;
}

export default defineConfig({
  root: "client",
  // Below any path: what is fetched is named from where the page is.
  base: "./",
  plugins: [react(), unindentShaders],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2023",
    // Whatever runs es2023 preloads modules itself.
    modulePreload: { polyfill: false, resolveDependencies: leaveOutFilesOfThePage },
    sourcemap: true,
    rolldownOptions: {
      output: {
        // The first frame comes in two large pieces, which compress best; what only some places need comes later (W1).
        codeSplitting: {
          groups: [
            { name: "world", test: WORLD },
            { name: "page", test: PAGE },
            { name: "libraries", test: /node_modules\/(react|react-dom|react-i18next|i18next|scheduler|zustand)\// },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      "/api": server,
      "/matchmake": server,
      // Rooms: /<process>/<room>, over a WebSocket. Vite's own socket for reloads is at "/".
      "^/[\\w-]+/[\\w-]+\\?": { target: server, ws: true },
    },
  },
});
