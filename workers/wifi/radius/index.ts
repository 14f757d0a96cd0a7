export { radiusRoutes as default } from "../src/routes/radius";
