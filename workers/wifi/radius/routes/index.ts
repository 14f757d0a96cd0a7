export { radiusRoutes as routes } from "../../src/routes/radius";
