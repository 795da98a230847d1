import type { MoveInput } from "../../../schema/messages/room-messages.ts";

/** Steps saved up while none arrived: a connection delayed by half a second catches up without a correction. */
const BANK_STEPS = 10;
/** A delayed body catches up at double speed, so that others see no jump. */
const STEPS_PER_TICK = 2;
const QUEUED_INPUTS = 20;

/**
 * The inputs of one connection and the time they may use: one step per tick, saved up to BANK_STEPS.
 * However many inputs arrive, a body never walks more steps than ticks have passed (plus the bank).
 */
export class InputQueue {
  private readonly inputs: MoveInput[] = [];
  private bank = BANK_STEPS;
  private newestSeq = -1;
  private takenSeq = -1;
  private takenThisTick = 0;

  /** False when it was dropped: its number is not new, or too many are queued. */
  push(input: MoveInput): boolean {
    if (input.seq <= this.newestSeq) return false;
    this.newestSeq = input.seq;
    if (this.inputs.length >= QUEUED_INPUTS) return false;
    this.inputs.push(input);
    return true;
  }

  startTick(): void {
    this.save(1);
    this.takenThisTick = 0;
  }

  /** Adds passed time, in steps. */
  save(steps: number): void {
    this.bank = Math.min(BANK_STEPS, this.bank + steps);
  }

  take(): MoveInput | null {
    if (this.bank < 1 || this.takenThisTick >= STEPS_PER_TICK) return null;
    const input = this.inputs.shift();
    if (input === undefined) return null;
    this.bank -= 1;
    this.takenThisTick += 1;
    this.takenSeq = input.seq;
    return input;
  }

  /** Number of the newest settled input: taken, or dropped with none left in the queue. -1 before the first. */
  get settledSeq(): number {
    return this.inputs.length === 0 ? this.newestSeq : this.takenSeq;
  }
}
