export * from "@ven/kit/text";
