export { doorRoutes as routes } from "../../src/routes/door";
