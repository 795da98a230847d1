/** Counts the components that React renders, by the hook of its developer tools. Import it before React's renderer. */
export type RenderCounts = Record<string, number>;

/** A function component, or the result of `memo`. */
type Component = { name?: string; displayName?: string; type?: { name?: string } };

type Fiber = {
  type: Component | string | null;
  flags: number;
  child: Fiber | null;
  sibling: Fiber | null;
  alternate: Fiber | null;
};

const DID_WORK = 1;

const counts = new Map<string, number>();
let commits = 0;

function nameOf({ type }: Fiber): string | null {
  if (type === null || typeof type === "string") return null;
  return type.displayName ?? type.name ?? type.type?.name ?? null;
}

function note(fiber: Fiber): void {
  const name = nameOf(fiber);
  if (name && (fiber.flags & DID_WORK) !== 0) counts.set(name, (counts.get(name) ?? 0) + 1);
}

function visitNew(fiber: Fiber): void {
  note(fiber);
  for (let child = fiber.child; child; child = child.sibling) visitNew(child);
}

/** A subtree that React skipped shares its children with the previous tree. */
function visit(fiber: Fiber, before: Fiber): void {
  note(fiber);
  if (fiber.child === before.child) return;
  for (let child = fiber.child; child; child = child.sibling) {
    if (child.alternate) visit(child, child.alternate);
    else visitNew(child);
  }
}

Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onCommitFiberRoot(_: number, { current }: { current: Fiber }) {
      commits += 1;
      if (current.alternate) visit(current, current.alternate);
      else visitNew(current);
    },
  },
});

export const countRenders = () => ({
  /** Of all time. */
  commits: () => commits,
  clear: () => counts.clear(),
  counts: (): RenderCounts => Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one)),
});
