/** 12 kB a second over 20 patches (SPEC W4), a little less for what is not counted in time. */
const BYTES_PER_PATCH = 585;
/** What was not used is there for the next patches … */
const MAX_CREDIT = 2 * BYTES_PER_PATCH;
/** … and a long text is paid back for half a second, not longer. */
const MAX_DEBT = 10 * BYTES_PER_PATCH;

/** What one person's next patch may weigh, after everything else that their socket was given. */
export class ByteBudget {
  private credit = 0;
  private written = 0;

  /** @param bytesWritten by the socket since it was opened: earlier patches and all messages */
  grant(bytesWritten: number): number {
    const credit = this.credit + BYTES_PER_PATCH - (bytesWritten - this.written);
    this.credit = Math.max(-MAX_DEBT, Math.min(MAX_CREDIT, credit));
    this.written = bytesWritten;
    return this.credit;
  }
}
