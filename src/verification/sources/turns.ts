/** How many requests one host gets at once, and how many more may wait for their turn. */
const [atOnce, inLine] = [4, 32];

interface Line {
  busy: number;
  readonly waiting: (() => void)[];
}

/** Gives the requests to one host their turn: whoever sends many badges must not make this service a flood for somebody else. */
export class Turns {
  readonly #lines = new Map<string, Line>();

  /**
   * Does something when it is its turn.
   * @param patience milliseconds to wait for it
   * @returns nothing when the line is too long already, or too slow
   */
  async take<Result>(host: string, patience: number, work: () => Promise<Result>): Promise<Result | undefined> {
    const line = this.#lines.get(host) ?? { busy: 0, waiting: [] };
    this.#lines.set(host, line);
    if (line.busy >= atOnce) {
      if (line.waiting.length >= inLine || !(await inTurn(line, patience))) return undefined;
    } else {
      line.busy += 1;
    }
    try {
      return await work();
    } finally {
      // Handed on without letting go, so that nobody steps in between.
      const next = line.waiting.shift();
      if (next === undefined) line.busy -= 1;
      else next();
      if (line.busy === 0) this.#lines.delete(host);
    }
  }
}

/** @returns false when patience ended first */
function inTurn({ waiting }: Line, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const turn = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(turn), 1);
      resolve(false);
    }, patience);
    waiting.push(turn);
  });
}
