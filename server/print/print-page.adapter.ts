/**
 * Prints an HTML page to PDF with a Chromium of this machine (SPEC C8, S7). Each page has a process of its own, which
 * runs no script, reaches no network and ends with it.
 */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Problem } from "../http/problem.ts";
import { takeTurns } from "../take-turns.ts";
import { findBrowser } from "./find-browser.process.ts";
import type { FromPrinter, PrinterData, ToPrinter } from "./print-page.worker.ts";

/** Of a long page, parts that are made as they are needed. @throws Problem when no browser is there, or the page is too much for it */
export type PrintPage = (html: string | AsyncIterable<string>, signal: AbortSignal) => Promise<Uint8Array>;

const MIB = 2 ** 20;
/** About 20,000 turns. */
const MAX_PAGE_BYTES = 16 * MIB;
const MAX_PDF_BYTES = 64 * MIB;
const TIMEOUT_MS = 300_000;
/** For a browser to close. */
const STOP_MS = 10_000;
const MOST_WAITING = 10;

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
    return inTurn(async () => {
      signal.throwIfAborted();
      const timeout = AbortSignal.timeout(timeoutMs);
      const answer = await printInWorker(html, { program, report, end: AbortSignal.any([signal, timeout]) });
      if ("printed" in answer) {
        if (answer.printed.byteLength > MAX_PDF_BYTES) throw tooMuch();
        return answer.printed;
      }
      if (timeout.aborted) throw tooMuch();
      if (signal.aborted || answer.hasBegun) throw answer.failed;
      report(answer.failed);
      throw noBrowser();
    });
  };
}

type Printing = { program: string; report: PrinterPorts["report"]; end: AbortSignal };

async function printInWorker(
  html: string | AsyncIterable<string>,
  { program, report, end }: Printing,
): Promise<Exclude<FromPrinter, { warning: Error }>> {
  const worker = new Worker(new URL("./print-page.worker.ts", import.meta.url), {
    workerData: { program } satisfies PrinterData,
  });
  const exited = once(worker, "exit");
  const send = (message: ToPrinter) => worker.postMessage(message);
  const stop = () => send({ stop: true });
  const { promise: answered, resolve, reject } = Promise.withResolvers<Exclude<FromPrinter, { warning: Error }>>();
  worker.on("message", (message: FromPrinter) => ("warning" in message ? report(message.warning) : resolve(message)));
  worker.on("error", reject);
  end.addEventListener("abort", stop);
  if (end.aborted) stop();
  try {
    const [answer] = await Promise.all([answered, sendParts(html, send)]);
    return answer;
  } finally {
    end.removeEventListener("abort", stop);
    stop();
    // A browser that does not close ends with the pipe that it is driven by.
    await Promise.race([exited, wait(STOP_MS, null, { ref: false })]);
    await worker.terminate();
  }
}

async function sendParts(html: string | AsyncIterable<string>, send: (message: ToPrinter) => void): Promise<void> {
  let bytes = 0;
  for await (const part of typeof html === "string" ? [html] : html) {
    bytes += Buffer.byteLength(part);
    if (bytes > MAX_PAGE_BYTES) throw tooMuch();
    send({ part });
  }
  send({ part: null });
}
