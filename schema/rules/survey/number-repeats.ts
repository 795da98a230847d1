/**
 * Makes each name unique, without regard to case: `name`, `name_2`, `name_3`, …
 * In time that grows with the number of names, however many are equal.
 */
export function numberRepeats(): (name: string) => string {
  const taken = new Set<string>();
  /** By name in lower case, the last number that it was given. */
  const numbers = new Map<string, number>();
  return (name) => {
    const key = name.toLowerCase();
    let number = numbers.get(key) ?? 1;
    let free = name;
    while (taken.has(free.toLowerCase())) free = `${name}_${++number}`;
    numbers.set(key, number);
    taken.add(free.toLowerCase());
    return free;
  };
}
