/** The walkable floor as a grid with its connected regions, searched by the path-finder. */
import { BODY_RADIUS_M, clearanceAt, type Ground } from "./ground.ts";
import type { Point } from "./point.ts";

export const GRID_CELL_M = 0.5;
/** Margin beyond the body's radius, so that the straight line between two open neighbours is open too. */
const MARGIN_M = 0.1;

export type WalkGrid = {
  readonly columns: number;
  readonly rows: number;
  readonly ground: Ground;
  /** 0 = blocked; cells with the same number can reach each other. */
  readonly region: Uint16Array;
};

const NEIGHBOURS = [1, 0, -1, 0, 0, 1, 0, -1];

const floodRegion = (open: Uint8Array, region: Uint16Array, columns: number, start: number, label: number): void => {
  const stack = [start];
  region[start] = label;
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    const column = cell % columns;
    for (let side = 0; side < 8; side += 2) {
      const nextColumn = column + NEIGHBOURS[side]!;
      if (nextColumn < 0 || nextColumn >= columns) continue;
      const next = cell + NEIGHBOURS[side]! + NEIGHBOURS[side + 1]! * columns;
      if (open[next] !== 1 || region[next] !== 0) continue;
      region[next] = label;
      stack.push(next);
    }
  }
};

const buildWalkGrid = (ground: Ground): WalkGrid => {
  const columns = Math.ceil((2 * ground.halfX) / GRID_CELL_M);
  const rows = Math.ceil((2 * ground.halfZ) / GRID_CELL_M);
  const open = new Uint8Array(columns * rows);
  const region = new Uint16Array(columns * rows);
  const grid = { columns, rows, ground, region };
  for (let cell = 0; cell < open.length; cell++) {
    const { x, z } = centreOfCell(grid, cell);
    open[cell] = clearanceAt(ground, x, z) >= BODY_RADIUS_M + MARGIN_M ? 1 : 0;
  }
  let label = 0;
  for (let cell = 0; cell < open.length; cell++) {
    if (open[cell] === 1 && region[cell] === 0) floodRegion(open, region, columns, cell, ++label);
  }
  return grid;
};

export const centreOfCell = (grid: Pick<WalkGrid, "columns" | "ground">, cell: number): Point => ({
  x: ((cell % grid.columns) + 0.5) * GRID_CELL_M - grid.ground.halfX,
  z: (Math.floor(cell / grid.columns) + 0.5) * GRID_CELL_M - grid.ground.halfZ,
});

/** The cell nearest to a point within `reachM` that `accepts`, or -1. */
export const nearestCell = (
  grid: WalkGrid,
  point: Point,
  reachM: number,
  accepts: (cell: number) => boolean,
): number => {
  const middleColumn = Math.floor((point.x + grid.ground.halfX) / GRID_CELL_M);
  const middleRow = Math.floor((point.z + grid.ground.halfZ) / GRID_CELL_M);
  const reach = Math.ceil(reachM / GRID_CELL_M);
  let best = -1;
  let bestDistance = Infinity;
  for (let row = Math.max(0, middleRow - reach); row <= Math.min(grid.rows - 1, middleRow + reach); row++) {
    for (
      let column = Math.max(0, middleColumn - reach);
      column <= Math.min(grid.columns - 1, middleColumn + reach);
      column++
    ) {
      const cell = row * grid.columns + column;
      const dx = (column + 0.5) * GRID_CELL_M - grid.ground.halfX - point.x;
      const dz = (row + 0.5) * GRID_CELL_M - grid.ground.halfZ - point.z;
      const distance = dx * dx + dz * dz;
      if (distance >= bestDistance || !accepts(cell)) continue;
      best = cell;
      bestDistance = distance;
    }
  }
  return best;
};

const grids = new WeakMap<Ground, WalkGrid>();

/** Built on the first call for a ground (about 20 ms for a plaza), then cached. */
export const walkGridOf = (ground: Ground): WalkGrid => {
  let grid = grids.get(ground);
  if (grid === undefined) grids.set(ground, (grid = buildWalkGrid(ground)));
  return grid;
};
