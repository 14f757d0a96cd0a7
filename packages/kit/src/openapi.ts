import { ProblemDocument } from "@ven/contracts";
import type { Hono } from "hono";
import * as z from "zod/mini";

import { type Input, type Operation, inputs, operation } from "./operation";

type JsonSchema = z.core.JSONSchema.BaseSchema;

interface OperationObject {
  summary?: string;
  parameters: object[];
  responses: Record<string, object>;
  security?: object[];
  requestBody?: object;
}

/** Every operation can be refused, also one that only says what it takes. */
const refused = {
  description: "Refused",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

/** What the document needs of an app: its routes, whatever its bindings are. */
type Routes = Pick<Hono, "routes">;

/**
 * Builds the OpenAPI 3.1 document of a service from the schemas that its routes enforce.
 * Runs at build time only: a worker that imported it would carry the JSON schema generator.
 */
export function openApi(app: Routes, info: { title: string; version: string }) {
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const { method, path, handler } of app.routes) {
    const { [inputs]: input, [operation]: doc } = handler as { [inputs]?: Input; [operation]?: Operation };
    if (!input && !doc) continue;
    const item = (paths[openApiPath(path)] ??= {});
    const op = (item[method.toLowerCase()] ??= { parameters: pathParameters(path), responses: { default: refused } });
    if (doc) document(op, doc);
    if (input) addInput(op, input);
  }
  return {
    openapi: "3.1.0",
    info,
    paths,
    components: {
      schemas: { Problem: toSchema(ProblemDocument) },
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

function document(op: OperationObject, doc: Operation) {
  op.summary = doc.summary;
  if (doc.security) op.security = [{ bearer: [] }];
  for (const [name, { description, required = false }] of Object.entries(doc.headers ?? {}))
    op.parameters.push({ in: "header", name, description, required, schema: { type: "string" } });
  for (const [status, body] of Object.entries(doc.returns))
    op.responses[status] = typeof body === "string" ? { description: body } : content("OK", body);
}

function addInput(op: OperationObject, { target, schema }: Input) {
  if (target === "json" || target === "form") {
    const type = target === "json" ? "application/json" : "application/x-www-form-urlencoded";
    op.requestBody = { required: true, content: { [type]: { schema: toSchema(schema, "input") } } };
  } else if (target === "query" || target === "header") {
    const { properties = {}, required = [] } = toSchema(schema, "input");
    for (const [name, property] of Object.entries(properties))
      op.parameters.push({ in: target, name, required: required.includes(name), schema: property });
  }
}

const content = (description: string, body: z.ZodMiniType) => ({
  description,
  content: { "application/json": { schema: toSchema(body) } },
});
const toSchema = (schema: z.ZodMiniType, io: "input" | "output" = "output"): JsonSchema =>
  z.toJSONSchema(schema, { io, unrepresentable: "any" });
const openApiPath = (path: string) => path.replace(/:(\w+)(\{[^}]*\})?\??/g, "{$1}");
const pathParameters = (path: string) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ in: "path", name, required: true, schema: { type: "string" } }));
