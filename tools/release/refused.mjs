const exitCodes = { usage: 2, check: 3, migration: 4, deploy: 5 };

/** A release that stops for a reason that the operator can act on. The kind decides the exit code. */
export class Refused extends Error {
  constructor(kind, message) {
    super(message);
    this.exitCode = exitCodes[kind];
  }
}
