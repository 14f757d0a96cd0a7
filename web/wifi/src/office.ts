export { refreshOf } from "@ven/ui";

export { type Checked, checkPage } from "./office-check";
export { gatewayPage, type GatewayProblem, newGatewayPage, probePage } from "./office-gateway";
export { groupsPage, sitePage } from "./office-site";
export { hotspotsPage } from "./office-hotspots";
export { errorPage, type OfficeFrame, type Right } from "./office-shell";
