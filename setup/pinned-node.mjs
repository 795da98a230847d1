import { execFileSync } from "node:child_process";
import { inProject } from "./project.mjs";
import { say, SetupProblem } from "./say.mjs";

const OLDEST_MAJOR = 24;

/**
 * Path of the Node that runs our TypeScript: the one package.json pins, else the system's where it is new enough
 * (on a platform without a build, or when npm runs no install scripts).
 */
export function findPinnedNode() {
  const pinned = inProject("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (majorOf(pinned) >= OLDEST_MAJOR) return pinned;
  if (majorOf(process.execPath) >= OLDEST_MAJOR) {
    say(`The pinned Node is not installed; going on with this system's ${process.version}.`);
    return process.execPath;
  }
  throw new SetupProblem(
    `Node ${OLDEST_MAJOR} could not be installed beside the project (this system has ${process.version}). ` +
      `Allow install scripts (\`npm config delete ignore-scripts\`) and delete node_modules, or install Node ${OLDEST_MAJOR} from https://nodejs.org; then run it again.`,
  );
}

function majorOf(node) {
  try {
    return Number.parseInt(
      execFileSync(node, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).slice(1),
    );
  } catch {
    return 0;
  }
}
