const effectModules =
  /^(node:)?(fs|net|tls|dgram|dns|http|http2|https|child_process|worker_threads|cluster|os|process|readline|timers|perf_hooks)(\/|$)/;
const effectMembers: Record<string, RegExp> = {
  Date: /^now$/,
  Math: /^random$/,
  performance: /^now$/,
  crypto: /^random|^getRandomValues$/,
  console: /./,
  process: /./,
};
const effectCalls = new Set(["fetch", "setTimeout", "setInterval", "setImmediate", "Date"]);

/** Whether importing these names from this module brings effects in. */
export function findImportEffect(source: string, names: string[]): string | null {
  if (effectModules.test(source)) return source;
  const random = /^(node:)?crypto$/.test(source)
    ? names.find((name) => /^random|^webcrypto$|^default$|^\*$/.test(name))
    : undefined;
  return random ? `${random} of ${source}` : null;
}

/** Whether `object.property` of the global `object` reads the outside world. */
export function findMemberEffect(object: string, property: string): string | null {
  return effectMembers[object]?.test(property) ? `${object}.${property}` : null;
}

/** Whether calling the global `name` is an effect. */
export function findCallEffect(name: string): string | null {
  return effectCalls.has(name) ? `${name}()` : null;
}
