/**
 * Prints one page, which comes in parts, off the main thread, and ends (SPEC C8): loading the driver, and what travels to
 * the browser and back, takes time that the server's own thread has not.
 */
import { parentPort, workerData } from "node:worker_threads";
import { chromium, type Browser } from "playwright-core";

/** Null: that was all. */
export type ToPrinter = { part: string | null } | { stop: true };
export type FromPrinter =
  /** It goes on all the same. */
  | { warning: Error }
  | { printed: Uint8Array }
  /** `hasBegun`: the browser had started. */
  | { failed: Error; hasBegun: boolean };
export type PrinterData = { program: string };

/** Answered by us; nothing is there. */
const ADDRESS = "http://page.invalid/";

const { program } = workerData as PrinterData;
const say = (message: FromPrinter) => parentPort!.postMessage(message);
const parts: string[] = [];
const stopping = new AbortController();
const whole = Promise.withResolvers<string>();
stopping.signal.addEventListener("abort", () => whole.reject(stopping.signal.reason));
parentPort!.on("message", (message: ToPrinter) => {
  if ("stop" in message) stopping.abort();
  else if (message.part === null) whole.resolve(parts.join(""));
  else parts.push(message.part);
});

let browser: Browser | null = null;
try {
  const html = await whole.promise;
  browser = await launch();
  const close = () => void browser?.close();
  stopping.signal.addEventListener("abort", close);
  // The client may have gone while the browser started.
  if (stopping.signal.aborted) close();
  say({ printed: await print(browser, html) });
} catch (error) {
  say({ failed: error instanceof Error ? error : new Error(String(error)), hasBegun: browser !== null });
} finally {
  await browser?.close();
  parentPort!.close();
}

/**
 * Chromium's own sandbox needs what root, many containers and some systems refuse it. Printing goes on without it there, and
 * reports that: a page runs no script and reaches no network. Whatever else keeps it from starting is no reason to.
 */
async function launch(): Promise<Browser> {
  return launchOnce(true).catch((error: unknown) => {
    if (!namesSandbox(error)) throw error;
    say({
      warning: new Error("Chromium does not start with its sandbox here. It prints without it.", { cause: error }),
    });
    return launchOnce(false);
  });
}

/** Its output, which also names it for root; the command line, which is in the error too, holds any path. */
function namesSandbox(error: unknown): boolean {
  return String(error)
    .split("\n")
    .some((line) => /sandbox/i.test(line) && !line.includes("<launching>"));
}

async function launchOnce(chromiumSandbox: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    chromiumSandbox,
    args: ["--host-resolver-rules=MAP * ~NOTFOUND"],
    // Signals are the server's own, which drains its rooms first.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

async function print(started: Browser, html: string): Promise<Uint8Array> {
  const context = await started.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.route("**", (route) =>
    route.request().url() === ADDRESS
      ? route.fulfill({
          body: html,
          contentType: "text/html; charset=utf-8",
          headers: { "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:" },
        })
      : route.abort(),
  );
  await page.goto(ADDRESS, { timeout: 0 });
  return page.pdf({ format: "A4", printBackground: true, preferCSSPageSize: true, tagged: true, outline: true });
}
