const minute = 60_000;
const hour = 60 * minute;

export interface Lifetime {
  /** Life of an access token, ms. */
  access: number;
  /** A session not refreshed for so long is over, ms. */
  idle: number;
  /** A session is over after so long whatever happens, ms. */
  absolute: number;
}

/** How long a sign-in lasts, by kind of person. */
export const lifetimes: Readonly<Record<"guest" | "citizen" | "staff", Lifetime>> = {
  guest: { access: 15 * minute, idle: 24 * hour, absolute: 24 * hour },
  citizen: { access: 10 * minute, idle: 30 * minute, absolute: 12 * hour },
  staff: { access: 5 * minute, idle: 60 * minute, absolute: 12 * hour },
};

/** A handle's last form stays good for so long, for tabs that refresh at the same time. */
export const handleGrace = 20_000;
/** How far past its time a token is taken while identity cannot be reached. */
export const outageGrace = 10 * minute;
/** No token may claim a longer life than the longest of the table. */
export const longestAccess = Math.max(...Object.values(lifetimes).map(({ access }) => access));
/** How far another machine's clock may be ahead. */
export const clockSkew = 5_000;
/** Signing keys of one's own machine are called so; production takes none of them. */
export const localKeyPrefix = "local-";
