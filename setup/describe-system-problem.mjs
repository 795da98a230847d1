const causes = [
  [
    /ENOSPC|EDQUOT|no space left/i,
    (folder) => `the disk that holds ${folder} is full. Free some space and run it again.`,
  ],
  [
    /EROFS|read-only file system/i,
    (folder) => `${folder} is on a read-only disk. Copy the project to a disk that can be written.`,
  ],
  [
    /EACCES|EPERM|permission denied/i,
    (folder) => `${folder} may not be written by this user. Change its owner, or run as the user it belongs to.`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    () => "the package registry cannot be reached. Check the network and `npm config get registry`, then run it again.",
  ],
  [
    /E401|E403|CERT_|self.signed certificate/i,
    () => "the package registry refused the connection. Check `npm config get registry` and its sign-in.",
  ],
  [
    /E404|ETARGET|notarget/,
    () => "the package registry lacks a package that is needed. Check `npm config get registry`.",
  ],
  [
    /spawn npm ENOENT|npm: not found/,
    () => "npm was not found. Install Node with npm from https://nodejs.org and run it again.",
  ],
];

/** One line on what went wrong and what to do, or null when the output shows no known cause. */
export function findKnownProblem(output, folder) {
  return causes.find(([pattern]) => pattern.test(output))?.[1](folder) ?? null;
}

/** The same; for an unknown cause, the first informative line of the output. */
export function describeSystemProblem(output, folder) {
  const lines = output.split("\n").map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim());
  const firstLine =
    lines.find((line) => /\bError: /.test(line)) ??
    lines.find((line) => !/^($|code|path|command|A complete log|at )/.test(line));
  return findKnownProblem(output, folder) ?? firstLine ?? "it stopped without saying why.";
}
