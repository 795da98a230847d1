/**
 * Prints an HTML page to PDF with a Chromium of this machine (SPEC C8, S7). Each page has a process of its own, which
 * runs no script, reaches no network and ends with it.
 */
import type { Browser } from "playwright-core";
import { Problem } from "../http/problem.ts";
import { takeTurns } from "../take-turns.ts";
import { findBrowser } from "./find-browser.process.ts";

/** @throws Problem when no browser is there, or the page is too much for it */
export type PrintPage = (html: string, signal: AbortSignal) => Promise<Uint8Array>;

const MIB = 2 ** 20;
/** About 20,000 turns. */
const MAX_PAGE_BYTES = 16 * MIB;
const MAX_PDF_BYTES = 64 * MIB;
const TIMEOUT_MS = 300_000;
const MOST_WAITING = 10;
/** Answered by us; nothing is there. */
const ADDRESS = "http://page.invalid/";

const noBrowser = () =>
  new Problem(
    501,
    "This server has no Chromium to print with. Save it as HTML, open that, and print it to a PDF with your browser.",
    { code: "no-printer" },
  );
const tooMuch = () =>
  new Problem(
    422,
    "This is too long to be printed on the server. Save it as HTML, open that, and print it to a PDF with your browser.",
    { code: "too-long-to-print" },
  );
const busy = () =>
  new Problem(503, "The server is printing for others. Try again in a minute.", {
    code: "printer-busy",
    headers: { "Retry-After": "60" },
  });

export type PrinterPorts = {
  /** With why a Chromium that is there did not start, or not with its sandbox. */
  report: (error: unknown) => void;
  find?: () => string | null;
  timeoutMs?: number;
};

/** One page at a time: a browser takes memory and a core. */
export function createPrinter({ report, find = findBrowser, timeoutMs = TIMEOUT_MS }: PrinterPorts): PrintPage {
  const inTurn = takeTurns(1, MOST_WAITING, busy);
  return async (html, signal) => {
    const program = find();
    if (program === null) throw noBrowser();
    if (Buffer.byteLength(html) > MAX_PAGE_BYTES) throw tooMuch();
    return inTurn(async () => {
      signal.throwIfAborted();
      const browser = await launch(program, report).catch((error: unknown) => {
        report(error);
        throw noBrowser();
      });
      return printIn(browser, html, signal, timeoutMs);
    });
  };
}

/**
 * Chromium's own sandbox needs what root, many containers and some systems refuse it. Printing goes on without it there, and
 * reports that: a page runs no script and reaches no network. Whatever else keeps it from starting is no reason to.
 */
async function launch(program: string, report: PrinterPorts["report"]): Promise<Browser> {
  return launchOnce(program, true).catch((error: unknown) => {
    if (!namesSandbox(error)) throw error;
    report(new Error("Chromium does not start with its sandbox here. It prints without it.", { cause: error }));
    return launchOnce(program, false);
  });
}

/** Its output, which also names it for root; the command line, which is in the error too, holds any path. */
const namesSandbox = (error: unknown): boolean =>
  String(error)
    .split("\n")
    .some((line) => /sandbox/i.test(line) && !line.includes("<launching>"));

async function launchOnce(program: string, chromiumSandbox: boolean): Promise<Browser> {
  const { chromium } = await import("playwright-core");
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

/** Closing the browser ends what it is doing. */
async function printIn(browser: Browser, html: string, signal: AbortSignal, timeoutMs: number): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const close = () => void browser.close();
  const end = AbortSignal.any([signal, timeout]);
  end.addEventListener("abort", close);
  // The client may have gone while the browser started.
  if (end.aborted) close();
  try {
    const pdf = await print(browser, html);
    if (pdf.byteLength > MAX_PDF_BYTES) throw tooMuch();
    return pdf;
  } catch (error) {
    throw timeout.aborted ? tooMuch() : error;
  } finally {
    end.removeEventListener("abort", close);
    await browser.close();
  }
}

async function print(browser: Browser, html: string): Promise<Uint8Array> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
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
