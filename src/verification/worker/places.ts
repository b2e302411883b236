/** So many may work at once and so many wait; whoever comes then is sent away at once rather than kept waiting for ever. */
export class Places {
  readonly #most: number;
  readonly #longest: number;
  readonly #line: (() => void)[] = [];
  #taken = 0;

  /**
   * @param most who work at once
   * @param longest who wait
   */
  constructor(most: number, longest: number) {
    this.#most = most;
    this.#longest = longest;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /**
   * Does something as soon as there is a place.
   * @returns nothing when too many wait already
   */
  async take<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#taken < this.#most) this.#taken += 1;
    else if (this.#line.length < this.#longest) await new Promise<void>((turn) => this.#line.push(turn));
    else return undefined;
    try {
      return await work();
    } finally {
      // Handed on without letting go, so that nobody steps in between.
      const next = this.#line.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    }
  }
}
