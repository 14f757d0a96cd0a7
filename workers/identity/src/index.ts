export { Identity } from "./identity-entrypoint";
export { routes as default } from "./routes";
