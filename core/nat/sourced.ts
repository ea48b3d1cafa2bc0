/** A fact with the ids of the observations it rests on. */
export type Sourced<T> = { value: T; ids: string[] };
