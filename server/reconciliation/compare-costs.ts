/** Compares a provider's bill with our ledger, by UTC day and model (SPEC L6). Money in nano-dollars. */

/** One side's cost of a model on a day. */
export type DayCost = { day: string; model: string; nano: number };
export type ComparedCost = { day: string; model: string; billedNano: number; ledgerNano: number };

const LARGEST_SHARE_OFF = 0.01;
/** Bills are rounded; a difference below a tenth of a cent is ignored. */
const SMALLEST_OFF_NANO = 1_000_000;

/** Bills may name the exact version behind a model's short name. */
const VERSION = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/;

export function compareCosts(billed: DayCost[], ledger: DayCost[]): ComparedCost[] {
  const known = new Set(ledger.map(({ model }) => model));
  const ourName = (model: string): string => {
    const short = model.replace(VERSION, "");
    return !known.has(model) && known.has(short) ? short : model;
  };
  const compared = new Map<string, ComparedCost>();
  const rowOf = (day: string, model: string): ComparedCost => {
    const key = `${day} ${model}`;
    const row = compared.get(key) ?? { day, model, billedNano: 0, ledgerNano: 0 };
    compared.set(key, row);
    return row;
  };
  for (const { day, model, nano } of billed) rowOf(day, ourName(model)).billedNano += nano;
  for (const { day, model, nano } of ledger) rowOf(day, model).ledgerNano += nano;
  return [...compared.values()].filter(({ billedNano, ledgerNano }) => billedNano !== 0 || ledgerNano !== 0);
}

export function isOff({ billedNano, ledgerNano }: Pick<ComparedCost, "billedNano" | "ledgerNano">): boolean {
  const difference = Math.abs(billedNano - ledgerNano);
  return difference > SMALLEST_OFF_NANO && difference > LARGEST_SHARE_OFF * Math.max(billedNano, ledgerNano);
}
