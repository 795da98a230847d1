/** For tests: a local server that answers like the model hub: the tree of a repository and resumable downloads. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type TestHub = {
  url: string;
  /** `Range` headers of the downloads, oldest first. */
  ranges: (string | undefined)[];
  /** Closes the connection of each next download after this many bytes. */
  breakAfterBytes: number[];
  /** The checksum in the tree, instead of the true one. */
  announcedSha256: string;
  ignoresRanges: boolean;
  close(): void;
};

export async function startTestHub(repo: string, file: string, content: Buffer): Promise<TestHub> {
  const server = createServer((request, response) => {
    if (request.url === `/api/models/${repo}/tree/main`) {
      const lfs = { oid: hub.announcedSha256, size: content.length, pointerSize: 134 };
      const tree = [
        { type: "file", path: "README.md", size: 9, oid: "1" },
        { type: "file", path: file, size: content.length, oid: "2", lfs },
      ];
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(tree));
    }
    // Like the hub: downloads are redirected to another address.
    if (request.url === `/${repo}/resolve/main/${file}`)
      return void response.writeHead(302, { location: "/cdn/content" }).end();
    if (request.url !== "/cdn/content") return void response.writeHead(404).end();
    hub.ranges.push(request.headers.range);
    const start = hub.ignoresRanges ? 0 : Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const head = { "content-length": String(content.length - start) };
    if (start > 0)
      response.writeHead(206, { ...head, "content-range": `bytes ${start}-${content.length - 1}/${content.length}` });
    else response.writeHead(200, head);
    const limit = hub.breakAfterBytes.shift();
    if (limit === undefined) return void response.end(content.subarray(start));
    response.write(content.subarray(start, start + limit), () => setImmediate(() => response.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hub: TestHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges: [],
    breakAfterBytes: [],
    announcedSha256: createHash("sha256").update(content).digest("hex"),
    ignoresRanges: false,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return hub;
}
