const FIRST_MS = 1_000;
const NEXT_MS = 5_000;

/**
 * Prints progress once the work takes longer than a second, then every few seconds.
 *
 * @param total expected bytes, if known
 */
export async function showProgress<Result>(
  done: string,
  say: (line: string) => void,
  work: (onBytes: (count: number) => void) => Promise<Result>,
  total?: number,
): Promise<Result> {
  let bytes = 0;
  const report = () => {
    const share = total ? ` of ${formatBytes(total)} (${Math.floor((bytes / total) * 100)} %)` : "";
    if (bytes > 0) say(`  … ${formatBytes(bytes)}${share} ${done}`);
    timer = setTimeout(report, NEXT_MS);
  };
  let timer = setTimeout(report, FIRST_MS);
  try {
    return await work((count) => (bytes += count));
  } finally {
    clearTimeout(timer);
  }
}

export const formatBytes = (bytes: number): string =>
  bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
