/** A* over the walk grid: eight neighbours, no corner cutting. */
import type { WalkGrid } from "./walk-grid.ts";

const DIAGONAL = Math.SQRT2;

/** A binary heap of cells by estimated cost; a cell may be in it more than once, and counts when first removed. */
class OpenCells {
  private readonly cells: number[] = [];
  private readonly costs: number[] = [];

  get size(): number {
    return this.cells.length;
  }

  clear(): void {
    this.cells.length = 0;
    this.costs.length = 0;
  }

  push(cell: number, cost: number): void {
    const { cells, costs } = this;
    let index = cells.length;
    cells.push(cell);
    costs.push(cost);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (costs[parent]! <= cost) break;
      cells[index] = cells[parent]!;
      costs[index] = costs[parent]!;
      index = parent;
    }
    cells[index] = cell;
    costs[index] = cost;
  }

  pop(): number {
    const { cells, costs } = this;
    const first = cells[0]!;
    const cell = cells.pop()!;
    const cost = costs.pop()!;
    const size = cells.length;
    if (size === 0) return first;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && costs[child + 1]! < costs[child]!) child++;
      if (costs[child]! >= cost) break;
      cells[index] = cells[child]!;
      costs[index] = costs[child]!;
      index = child;
    }
    cells[index] = cell;
    costs[index] = cost;
    return first;
  }
}

/** Working memory of searches over one grid size; `round` marks what belongs to the current search. */
type Scratch = {
  cost: Float64Array;
  parent: Int32Array;
  seen: Uint32Array;
  closed: Uint32Array;
  round: number;
  open: OpenCells;
};

const scratchOf = new WeakMap<WalkGrid, Scratch>();

const prepareScratch = (grid: WalkGrid): Scratch => {
  let scratch = scratchOf.get(grid);
  if (scratch === undefined) {
    const size = grid.region.length;
    scratch = {
      cost: new Float64Array(size),
      parent: new Int32Array(size),
      seen: new Uint32Array(size),
      closed: new Uint32Array(size),
      round: 0,
      open: new OpenCells(),
    };
    scratchOf.set(grid, scratch);
  }
  scratch.round++;
  scratch.open.clear();
  return scratch;
};

const traceBack = (parent: Int32Array, start: number, goal: number): number[] => {
  const cells = [goal];
  for (let cell = goal; cell !== start;) {
    cell = parent[cell]!;
    cells.push(cell);
  }
  return cells.reverse();
};

/** Cells from start to goal, both included. They must be in the same region, so that there is always a path. */
export const searchGrid = (grid: WalkGrid, start: number, goal: number): number[] => {
  const { columns, region } = grid;
  const { cost, parent, seen, closed, round, open } = prepareScratch(grid);
  const goalColumn = goal % columns;
  const goalRow = Math.floor(goal / columns);
  const estimate = (cell: number): number => {
    const dx = Math.abs((cell % columns) - goalColumn);
    const dz = Math.abs(Math.floor(cell / columns) - goalRow);
    return dx > dz ? dx + (DIAGONAL - 1) * dz : dz + (DIAGONAL - 1) * dx;
  };
  const visit = (cell: number, from: number, newCost: number): void => {
    if (closed[cell] === round || (seen[cell] === round && cost[cell]! <= newCost)) return;
    seen[cell] = round;
    cost[cell] = newCost;
    parent[cell] = from;
    open.push(cell, newCost + estimate(cell));
  };
  const isOpen = (cell: number): boolean => region[cell] !== undefined && region[cell] !== 0;

  visit(start, start, 0);
  while (open.size > 0) {
    const cell = open.pop();
    if (cell === goal) break;
    if (closed[cell] === round) continue;
    closed[cell] = round;
    const here = cost[cell]!;
    const column = cell % columns;
    const north = isOpen(cell - columns);
    const south = isOpen(cell + columns);
    const west = column > 0 && isOpen(cell - 1);
    const east = column < columns - 1 && isOpen(cell + 1);
    if (north) visit(cell - columns, cell, here + 1);
    if (south) visit(cell + columns, cell, here + 1);
    if (west) visit(cell - 1, cell, here + 1);
    if (east) visit(cell + 1, cell, here + 1);
    if (north && west && isOpen(cell - columns - 1)) visit(cell - columns - 1, cell, here + DIAGONAL);
    if (north && east && isOpen(cell - columns + 1)) visit(cell - columns + 1, cell, here + DIAGONAL);
    if (south && west && isOpen(cell + columns - 1)) visit(cell + columns - 1, cell, here + DIAGONAL);
    if (south && east && isOpen(cell + columns + 1)) visit(cell + columns + 1, cell, here + DIAGONAL);
  }
  return traceBack(parent, start, goal);
};
