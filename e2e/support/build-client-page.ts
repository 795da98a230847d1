/** A part of the client in a real browser: built like for the page, but with React's development version. */
import { extname } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import { inProject } from "../../setup/project.mjs";
import { PATIENCE_MS } from "./visitor-page.ts";

const ADDRESS = "http://client-page.test/";
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

export type ClientPage = {
  /** Opens it in a separate window; close it by `page.context().close()`. */
  open(browser: Browser, options?: BrowserContextOptions): Promise<Page>;
};

/** @param name of a page in e2e/pages, which sets `globalThis.ready` when ready */
export async function buildClientPage(name: string): Promise<ClientPage> {
  const files = await bundle(name);
  return {
    async open(browser, options = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.route(`${ADDRESS}**`, (route) => {
        const path = new URL(route.request().url()).pathname.slice(1) || `${name}.html`;
        const body = files.get(path);
        return body === undefined
          ? route.fulfill({ status: 404 })
          : route.fulfill({ body: Buffer.from(body), contentType: TYPES[extname(path)] ?? "application/octet-stream" });
      });
      await page.goto(ADDRESS);
      await page.waitForFunction("globalThis.ready");
      return page;
    },
  };
}

async function bundle(name: string): Promise<Map<string, string | Uint8Array>> {
  const root = inProject("e2e", "pages");
  const built = (await build({
    configFile: false,
    root,
    base: "./",
    logLevel: "error",
    mode: "development",
    define: { "process.env.NODE_ENV": JSON.stringify("development") },
    build: { write: false, minify: false, target: "es2023", rolldownOptions: { input: `${root}/${name}.html` } },
  })) as Rolldown.RolldownOutput;
  return new Map(built.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
}
