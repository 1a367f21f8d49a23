// Waits that end.

/** What a promise gives; undefined if it is rejected, or has given nothing after so many milliseconds. */
export const atMost = (milliseconds, promise) =>
  Promise.race([promise.catch(() => undefined), new Promise((over) => setTimeout(over, milliseconds))]);
