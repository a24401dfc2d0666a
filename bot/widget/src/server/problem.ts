/** A request that was not answered as hoped, with a sentence for the merchant that says what to do. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code = "",
    /** Seconds the server asks to wait before the next try. */
    readonly wait = 0,
  ) {
    super(message);
  }

  /** The advisor is out of reach for a while: what was said is sent again by itself until there is an answer. */
  get away(): boolean {
    return this.status === 0 || ["away", "starting", "too_many_requests"].includes(this.code);
  }

  /** The advisor has what was said and answers it before anything else. */
  get kept(): boolean {
    return this.code === "away";
  }

  /** The conversation no longer exists for us. */
  get lost(): boolean {
    return this.status === 404 || (this.status === 401 && this.code !== "bad_identity");
  }

  /** Whether sending the very same again may help. */
  get passing(): boolean {
    return this.away || this.status >= 500;
  }
}
