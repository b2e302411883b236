import type { Fetched, Unavailable } from '../judge/sources.ts';

interface Kept {
  readonly answer: Fetched | Unavailable;
  readonly until: number;
}

/** What is counted for an answer beside its bytes. */
const overhead = 1_000;

/** Answers of others, kept for a while: bounded in number and in bytes, the longest unused go first. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes = 32 * 1024 * 1024) {
    this.#mostBytes = mostBytes;
  }

  /** @returns nothing when there is no answer, or one that is too old */
  get(name: string, now: number): Fetched | Unavailable | undefined {
    const kept = this.#kept.get(name);
    if (kept === undefined) return undefined;
    this.#remove(name, kept);
    if (kept.until <= now) return undefined;
    this.#add(name, kept);
    return kept.answer;
  }

  set(name: string, answer: Fetched | Unavailable, until: number): void {
    const before = this.#kept.get(name);
    if (before !== undefined) this.#remove(name, before);
    this.#add(name, { answer, until });
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#remove(oldest, kept);
    }
  }

  #add(name: string, kept: Kept): void {
    this.#kept.set(name, kept);
    this.#bytes += sizeOf(name, kept);
  }

  #remove(name: string, kept: Kept): void {
    this.#kept.delete(name);
    this.#bytes -= sizeOf(name, kept);
  }
}

function sizeOf(name: string, { answer }: Kept): number {
  return overhead + name.length * 2 + (typeof answer === 'string' ? 0 : answer.bytes.length);
}
