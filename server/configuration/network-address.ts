/** Where an address leads, by its host alone. */

/** Loopback, and the names by which a container reaches its host. */
export function isThisMachine(url: string): boolean {
  const host = new URL(url).hostname;
  if (/^127\.\d+\.\d+\.\d+$/.test(host)) return true;
  return (
    host.endsWith(".localhost") ||
    ["localhost", "[::1]", "host.docker.internal", "host.containers.internal"].includes(host)
  );
}

/** Loopback, private and link-local addresses, and names without a dot or under .local, .internal, .lan. */
export function isPrivateAddress(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (host.includes(":")) return /^(::1$|f[cd]..:|fe[89ab].:)/i.test(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
  return !host.includes(".") || /\.(local|localhost|internal|lan|home\.arpa)$/i.test(host);
}
