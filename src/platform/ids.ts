import { v7 } from 'uuid';

/** The only source of identifiers: UUIDv7 (RFC 9562 §5.7), made here because PostgreSQL 15 cannot. */
export interface Ids {
  next(): string;
}

export const randomIds: Ids = { next: () => v7() };
