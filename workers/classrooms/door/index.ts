export { doorRoutes as default } from "../src/routes/door";
