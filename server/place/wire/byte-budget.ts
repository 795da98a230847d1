/** 12 kB a second over 20 patches (SPEC W4), a little less for what is counted too late. */
const BYTES_PER_PATCH = 585;
/** Unused bytes are carried over to the next patches … */
const MAX_CREDIT = 2 * BYTES_PER_PATCH;
/** … and a long text is paid back over half a second at most. */
const MAX_DEBT = 10 * BYTES_PER_PATCH;

/** The size limit of one person's next patch, after everything else written to their socket. */
export class ByteBudget {
  private credit = 0;
  private written = 0;

  /** @param bytesWritten to the socket since it was opened: earlier patches and all messages */
  grant(bytesWritten: number): number {
    const credit = this.credit + BYTES_PER_PATCH - (bytesWritten - this.written);
    this.credit = Math.max(-MAX_DEBT, Math.min(MAX_CREDIT, credit));
    this.written = bytesWritten;
    return this.credit;
  }
}
