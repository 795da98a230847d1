import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { browserPath } from "../../test/browser.ts";
import { readPdf } from "../../test/exports/read-export.ts";
import { createPrinter } from "./print-page.adapter.ts";

const { signal } = new AbortController();
/** What was reported, but for the sandbox, which machines of tests may refuse. */
const problems: unknown[] = [];
const ports = {
  find: () => browserPath,
  report: (error: unknown) => {
    if (!String(error).includes("sandbox")) problems.push(error);
  },
};

describe.skipIf(browserPath === null)("createPrinter", () => {
  it("C8 prints a page to PDF, without running a script and without reaching any address", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const print = createPrinter(ports);
    const page = `<!doctype html><title>Bread</title><link rel="stylesheet" href="${address}/style.css">
      <h1>Sourdough</h1><img src="${address}/picture.png"><iframe src="${address}/frame"></iframe>
      <img src="file:///etc/hostname"><p id="said">Unchanged</p>
      <script>document.getElementById("said").textContent = "Changed"; fetch("${address}/script");</script>`;
    const { text, pages } = await readPdf(await print(page, signal));
    server.close();
    expect(text).toContain("Sourdough");
    expect(text).toContain("Unchanged");
    expect([pages, asked, problems]).toEqual([1, [], []]);
  });

  it("C8 pages that are too long, or take too long, are refused, and the next one is printed", async () => {
    const slow = createPrinter({ ...ports, timeoutMs: 1 });
    await expect(slow("<p>Slow</p>", signal)).rejects.toMatchObject({ extensions: { code: "too-long-to-print" } });
    const print = createPrinter(ports);
    const long = print("x".repeat(2 ** 24 + 1), signal);
    await expect(long).rejects.toMatchObject({ status: 422, extensions: { code: "too-long-to-print" } });
    expect((await readPdf(await print("<p>Short</p>", signal))).text).toContain("Short");
  });
});

describe.skipIf(browserPath === null)("createPrinter of a page in parts", () => {
  it("C8 prints them as one page, and a page that fails on the way not at all", async () => {
    const print = createPrinter(ports);
    const parts = async function* () {
      yield "<p>Bread";
      yield " and salt</p>";
    };
    expect((await readPdf(await print(parts(), signal))).text).toContain("Bread and salt");
    const fails = async function* () {
      yield "<p>Bread";
      throw new Error("The oven is out.");
    };
    await expect(print(fails(), signal)).rejects.toThrow("The oven is out.");
  });

  it("C8 stops printing for somebody who has gone, and prints for the next", async () => {
    const print = createPrinter(ports);
    const gone = new AbortController();
    const printing = print("<p>Slow</p>".repeat(100_000), gone.signal);
    setImmediate(() => gone.abort());
    await expect(printing).rejects.toThrow(/abort|closed/);
    expect((await readPdf(await print("<p>Next</p>", signal))).text).toContain("Next");
  });
});

/** A Chromium that prints without its sandbox, and with it says this and ends. */
function programThatSays(problem: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis sandbox "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "chromium");
  const choice = `case "$*" in *--no-sandbox*) exec "${browserPath}" "$@";; *) echo "${problem}" >&2; exit 1;; esac`;
  writeFileSync(program, `#!/bin/sh\n${choice}\n`, { mode: 0o755 });
  return program;
}

describe.skipIf(browserPath === null)("createPrinter where Chromium does not start with its sandbox", () => {
  const reported: string[] = [];
  beforeEach(() => void reported.splice(0));
  const printWith = (problem: string) => {
    const program = programThatSays(problem);
    return createPrinter({ find: () => program, report: (error) => reported.push(String(error)) })(
      "<p>Bread</p>",
      signal,
    );
  };

  it("C8 O1 prints without it if that is why, and reports that", async () => {
    for (const problem of ["No usable sandbox!", "[1:1:FATAL:sandbox/linux/services/credentials.cc(131)] Check failed"])
      expect((await readPdf(await printWith(problem))).text).toContain("Bread");
    expect(reported).toEqual([expect.stringContaining("without it"), expect.stringContaining("without it")]);
  });

  it("C8 O1 does not go without it for want of something else, such as memory", async () => {
    await expect(printWith("fork: Resource temporarily unavailable")).rejects.toMatchObject({ status: 501 });
    expect(reported).toEqual([expect.stringContaining("Resource temporarily unavailable")]);
  });
});

describe("createPrinter without a browser", () => {
  it("C8 says that one's own browser prints it", async () => {
    const print = createPrinter({ ...ports, find: () => null });
    await expect(print("<p>Bread</p>", signal)).rejects.toMatchObject({
      status: 501,
      message: expect.stringContaining("print it to a PDF with your browser"),
    });
  });
});
