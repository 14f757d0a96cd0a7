/** A database that does not answer in so long makes the request a 503, ms. */
export const deadline = 2_000;
