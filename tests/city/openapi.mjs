const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * What is wrong with a document by the structure of OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0): the rules that a client
 * generator stands on. Empty when nothing is.
 */
export function openApiFaults(document) {
  const faults = [];
  const must = (holds, where, what) => void (holds || faults.push(`${where}: ${what}`));
  must(/^3\.1\.\d+$/.test(document.openapi), "openapi", "is not 3.1");
  must(document.info?.title && document.info?.version, "info", "has no title or version");
  must(Object.keys(document.paths ?? {}).length > 0, "paths", "are empty");
  const shapes = new Set();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    must(path.startsWith("/") && !path.includes(":"), path, "is no path template");
    const shape = path.replace(/\{[^}]+\}/g, "{}");
    must(!shapes.has(shape), path, "is the same template as another");
    shapes.add(shape);
    for (const [method, operation] of Object.entries(item)) {
      const where = `${method.toUpperCase()} ${path}`;
      must(methods.includes(method), where, "is no method");
      operationFaults(document, path, operation, (holds, what) => must(holds, where, what));
    }
  }
  for (const ref of refsOf(document)) must(target(document, ref), ref, "leads nowhere");
  return faults;
}

function operationFaults(document, path, { parameters = [], requestBody, responses, security = [] }, must) {
  const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const inPath = parameters.filter((one) => one.in === "path");
  must(
    named.every((name) => inPath.some((one) => one.name === name)),
    "has an undeclared path parameter",
  );
  must(
    inPath.every((one) => one.required && named.includes(one.name)),
    "declares a path parameter that it has not",
  );
  const keys = parameters.map((one) => `${one.in} ${one.name}`);
  must(new Set(keys).size === keys.length, "declares a parameter twice");
  for (const one of parameters) {
    must(["path", "query", "header", "cookie"].includes(one.in), `parameter ${one.name} is nowhere`);
    must(one.schema, `parameter ${one.name} has no schema`);
  }
  if (requestBody)
    must(
      Object.values(requestBody.content ?? {}).every(({ schema }) => schema),
      "has a body of any shape",
    );
  must(Object.keys(responses ?? {}).length > 0, "answers nothing");
  for (const [status, response] of Object.entries(responses ?? {})) {
    must(/^([1-5]\d\d|[1-5]XX|default)$/.test(status), `answers ${status}`);
    must(response.description, `does not describe ${status}`);
  }
  const schemes = Object.keys(document.components?.securitySchemes ?? {});
  must(
    security.flatMap(Object.keys).every((name) => schemes.includes(name)),
    "names an unknown security scheme",
  );
}

function refsOf(value) {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => (key === "$ref" ? [member] : refsOf(member)));
}

const target = (document, ref) =>
  ref
    .replace(/^#\//, "")
    .split("/")
    .reduce((at, step) => at?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], document);
