interface Wanted {
  since: number | undefined;
  ticket?: string;
  area?: string | null;
}

/** Address of a facility's live socket; absolute, because older browsers take nothing else. */
export function liveUrl(facility: string, { since, ticket, area }: Wanted) {
  const query = new URLSearchParams();
  if (since !== undefined) query.set("since", String(since));
  if (ticket) query.set("ticket", ticket);
  if (area) query.set("area", area);
  return `${location.origin.replace(/^http/, "ws")}/api/facilities/${facility}/live?${query}`;
}
