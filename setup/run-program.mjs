import { spawn } from "node:child_process";

/** npm forwards signals that may already have reached us: within this time they count as one. */
const ECHO_MS = 500;
const PARENT_POLL_MS = 250;

/**
 * Runs a program on this terminal and resolves with its exit code. A stop signal is forwarded to it once, and we wait
 * for it to finish. Ctrl-C at a terminal reaches the program directly.
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    let passedOnAt = -ECHO_MS;
    const passOn = (signal) => {
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      if (performance.now() - passedOnAt < ECHO_MS) return;
      passedOnAt = performance.now();
      child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, passOn);
    // A killed npm cannot forward signals: a parent that is gone counts as a stop signal, too.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      passOn("SIGTERM");
    }, PARENT_POLL_MS);
    const settle = (then) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, passOn);
      then();
    };
    child.on("error", (error) => settle(() => reject(error)));
    child.on("exit", (code, signal) => settle(() => resolve(code ?? 128 + (signalNumbers[signal] ?? 0))));
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** Runs a program without showing its output; resolves with its exit code and output, never rejects. */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 127, output: String(error) }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
