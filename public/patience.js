// Promises with a time limit.

/** A promise's value; undefined if it is rejected, or not settled after that many milliseconds. */
export const atMost = (milliseconds, promise) =>
  Promise.race([promise.catch(() => undefined), new Promise((over) => setTimeout(over, milliseconds))]);
