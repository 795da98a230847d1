import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = `http://127.0.0.1:${process.env.PORT ?? 2567}`;

export default defineConfig({
  root: "client",
  // Below any path: what is fetched is named from where the page is.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: true,
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
