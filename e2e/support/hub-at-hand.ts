/**
 * Preloaded into a server (`NODE_OPTIONS=--import …`): the model hub is mocked, with a download that begins
 * and then takes a long time; no other model server is found. So a model keeps downloading during the test.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const SIZE_BYTES = 80_000_000;
const ARRIVED_BYTES = 27_000_000;
const DRIP_MS = 1000;

const models = readFileSync(join(import.meta.dirname, "../../models.yaml"), "utf8");
const files = [...models.matchAll(/^\s+file: (\S+)$/gm)].map(([, path]) => path);

globalThis.fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.host !== "huggingface.co") throw new TypeError("fetch failed");
  if (url.pathname.endsWith("/tree/main"))
    return Response.json(files.map((path) => ({ path, lfs: { oid: "0".repeat(64), size: SIZE_BYTES } })));
  return new Response(
    new ReadableStream({
      start: (download) => download.enqueue(new Uint8Array(ARRIVED_BYTES)),
      async pull(download) {
        await new Promise((later) => setTimeout(later, DRIP_MS));
        download.enqueue(new Uint8Array(1));
      },
    }),
  );
};
