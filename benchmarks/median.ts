/** The middle one; of an even number the upper of both. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];
