export * from "@ven/kit/csv";
