import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { auditTable, idempotencyTable } from "./shared";

export const group = sqliteTable("wifi_group", {
  id: text().primaryKey(),
  organisation: text().notNull(),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  ssid: text().notNull(),
  timezone: text().notNull(),
  ways: text().notNull(),
  saltDays: integer("salt_days").notNull(),
  leaseDays: integer("lease_days").notNull(),
  disasterUntil: integer("disaster_until"),
  disasterBanner: text("disaster_banner"),
  radiusKeyHash: text("radius_key_hash"),
  sample: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
});

export const plan = sqliteTable(
  "wifi_plan",
  {
    group: text().notNull(),
    way: text({ enum: ["tap", "code", "voucher", "account", "provisional", "disaster", "offline"] }).notNull(),
    sessionS: integer("session_s").notNull(),
    dailyS: integer("daily_s"),
    monthlyS: integer("monthly_s"),
    dailyKb: integer("daily_kb"),
    monthlyKb: integer("monthly_kb"),
    dailySessions: integer("daily_sessions"),
    upKbps: integer("up_kbps"),
    downKbps: integer("down_kbps"),
    devices: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.way] })],
);

export const site = sqliteTable("wifi_site", {
  id: text().primaryKey(),
  group: text().notNull(),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  kind: text({ enum: ["pier", "cave", "beach", "station", "square", "market", "museum", "park", "other"] }).notNull(),
  ward: text().notNull(),
  lat: real().notNull(),
  lon: real().notNull(),
  opens: integer(),
  closes: integer(),
  egress: text().notNull(),
  busyAt: integer("busy_at"),
  sample: integer({ mode: "boolean" }).notNull(),
});

export const gateway = sqliteTable("wifi_gateway", {
  id: text().primaryKey(),
  site: text().notNull(),
  make: text({
    enum: [
      "opennds",
      "uam",
      "mikrotik",
      "unifi",
      "meraki",
      "omada",
      "aruba",
      "ruckus",
      "smartzone",
      "cisco",
      "fortigate",
      "cambium",
    ],
  }).notNull(),
  level: integer(),
  addresses: text().notNull(),
  secrets: text().notNull(),
  settings: text().notNull(),
  pollHash: text("poll_hash"),
  polledAt: integer("polled_at"),
  version: integer().notNull(),
  shownName: text("shown_name"),
  retiredAt: integer("retired_at"),
  testUntil: integer("test_until"),
});

export const gatewayCheck = sqliteTable(
  "wifi_gateway_check",
  {
    gateway: text().notNull(),
    step: text({
      enum: ["recognised", "verified", "granted", "walled-garden", "captive-api", "clock", "egress"],
    }).notNull(),
    at: integer().notNull(),
    passed: integer({ mode: "boolean" }).notNull(),
    detail: text(),
  },
  (t) => [primaryKey({ columns: [t.gateway, t.step] })],
);

export const gatewayName = sqliteTable(
  "wifi_gateway_name",
  {
    make: text().notNull(),
    name: text().notNull(),
    gateway: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.make, t.name] })],
);

export const salt = sqliteTable(
  "wifi_salt",
  {
    group: text().notNull(),
    fromAt: integer("from_at").notNull(),
    untilAt: integer("until_at").notNull(),
    sealed: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.fromAt] })],
);

export const holder = sqliteTable("wifi_holder", {
  id: text().primaryKey(),
  group: text().notNull(),
  proof: text(),
  counting: text({ enum: ["yes", "no"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  seenAt: integer("seen_at").notNull(),
});

export const device = sqliteTable(
  "wifi_device",
  {
    group: text().notNull(),
    client: text().notNull(),
    holder: text().notNull(),
    seenAt: integer("seen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.client] })],
);

export const grant = sqliteTable("wifi_grant", {
  id: text().primaryKey(),
  group: text().notNull(),
  site: text().notNull(),
  gateway: text().notNull(),
  holder: text().notNull(),
  client: text(),
  way: text().notNull(),
  arrival: text().notNull(),
  ticket: text(),
  phone: text(),
  grantedAt: integer("granted_at").notNull(),
  endsAt: integer("ends_at").notNull(),
  endedAt: integer("ended_at"),
  endReason: text("end_reason"),
  upKbps: integer("up_kbps"),
  downKbps: integer("down_kbps"),
  upKb: integer("up_kb"),
  downKb: integer("down_kb"),
  takenAt: integer("taken_at"),
  code: text(),
  version: integer().notNull(),
  arrivedAt: integer("arrived_at"),
  lang: text({ enum: ["vi", "en", "zh", "ko", "ja", "fr"] }),
});

export const pending = sqliteTable(
  "wifi_pending",
  {
    pollHash: text("poll_hash").notNull(),
    ticket: text().notNull(),
    line: text().notNull(),
    grantId: text("grant_id").notNull(),
    addedAt: integer("added_at").notNull(),
    sentAt: integer("sent_at"),
    untilAt: integer("until_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollHash, t.ticket] })],
);

export const session = sqliteTable(
  "wifi_session",
  {
    gateway: text().notNull(),
    key: text().notNull(),
    grantId: text("grant_id").notNull(),
    startedAt: integer("started_at").notNull(),
    lastAt: integer("last_at").notNull(),
    stoppedAt: integer("stopped_at"),
    seconds: integer().notNull(),
    upBytes: integer("up_bytes").notNull(),
    downBytes: integer("down_bytes").notNull(),
    cause: text(),
  },
  (t) => [primaryKey({ columns: [t.gateway, t.key] })],
);

export const voucherBatch = sqliteTable("wifi_voucher_batch", {
  id: text().primaryKey(),
  group: text().notNull(),
  label: text().notNull(),
  madeAt: integer("made_at").notNull(),
  madeBy: text("made_by").notNull(),
  validTo: integer("valid_to").notNull(),
  uses: integer().notNull(),
});

export const voucher = sqliteTable(
  "wifi_voucher",
  {
    group: text().notNull(),
    codeHash: text("code_hash").notNull(),
    batch: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.codeHash] })],
);

export const guess = sqliteTable(
  "wifi_guess",
  {
    group: text().notNull(),
    client: text().notNull(),
    since: integer().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.client] })],
);

export const block = sqliteTable(
  "wifi_block",
  {
    group: text().notNull(),
    subject: text().notNull(),
    reason: text().notNull(),
    untilAt: integer("until_at").notNull(),
    by: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.subject] })],
);

export const lease = sqliteTable("wifi_lease", {
  id: text().primaryKey(),
  group: text().notNull(),
  site: text().notNull(),
  at: integer().notNull(),
  sealed: text().notNull(),
  untilAt: integer("until_at").notNull(),
});

export const disclosure = sqliteTable("wifi_disclosure", {
  id: text().primaryKey(),
  group: text().notNull(),
  reference: text().notNull(),
  fromAt: integer("from_at").notNull(),
  toAt: integer("to_at").notNull(),
  askedBy: text("asked_by").notNull(),
  askedAt: integer("asked_at").notNull(),
  allowedBy: text("allowed_by"),
  allowedAt: integer("allowed_at"),
});

export const disclosureScope = sqliteTable("wifi_disclosure_scope", {
  disclosure: text().primaryKey(),
  authority: text().notNull(),
  legalBasis: text("legal_basis").notNull(),
  site: text().notNull(),
  address: text().notNull(),
  expiresAt: integer("expires_at").notNull(),
});

export const disclosureAct = sqliteTable(
  "wifi_disclosure_act",
  {
    disclosure: text().notNull(),
    kind: text({ enum: ["refused", "handed-over"] }).notNull(),
    at: integer().notNull(),
    by: text().notNull(),
    entries: integer(),
    digest: text(),
  },
  (t) => [primaryKey({ columns: [t.disclosure, t.kind] })],
);

export const report = sqliteTable(
  "wifi_report",
  {
    group: text().notNull(),
    week: text().notNull(),
    madeAt: integer("made_at").notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.group, t.week] })],
);

export const wifiAudit = auditTable("wifi");
export const wifiIdempotency = idempotencyTable("wifi");
