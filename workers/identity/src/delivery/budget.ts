import { budgetOf, readBudgets } from "./configuration";

/** Who pays for a message, and how many a day they may. */
export interface Payer {
  payer: string;
  limit: number;
}

/** Messages a day of an organisation that the configuration does not name. */
export const organisationDaily = 500;
export const payerOf = (organisation: string) => `organisation:${organisation}`;

/** Messages a day that an organisation may send: its own line, else that of every organisation, else 500. */
export function organisationBudget(budgets: string | undefined, organisation: string) {
  const lines = readBudgets(budgets);
  return lines.get(payerOf(organisation)) ?? lines.get("organisation:*") ?? organisationDaily;
}

/**
 * Everybody who pays for one message: the service that it is for, and the organisation on whose behalf. It is sent only
 * when all of them still may, and then each has spent one.
 */
export function payersOf(
  budgets: string | undefined,
  { service, organisation }: { service?: string | undefined; organisation?: string | undefined },
): Payer[] {
  const limitOf = (name: string) => budgetOf(budgets, name) ?? Number.MAX_SAFE_INTEGER;
  return [
    ...(service === undefined ? [] : [{ payer: service, limit: limitOf(service) }]),
    ...(organisation === undefined
      ? []
      : [{ payer: payerOf(organisation), limit: organisationBudget(budgets, organisation) }]),
  ];
}

/** Who cannot pay any more, given what each has spent today; undefined when the message may go. */
export const whoIsSpent = (payers: readonly Payer[], used: ReadonlyMap<string, number>) =>
  payers.find(({ payer, limit }) => (used.get(payer) ?? 0) >= limit)?.payer;
