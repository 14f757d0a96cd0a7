export {
  deployment,
  hostOf,
  isDeploymentId,
  serviceOfHost,
  services,
  type BrandTokens,
  type Deployment,
  type DeploymentId,
  type ServiceName,
} from "./deployment";
export { findUnit, unaccented, units, type ProvinceCode, type Unit, type UnitKind } from "./units";
export { fromLunar, lunarDate, type LunarDate } from "./lunar";
export { addWorkingDays, daysOff, isDayOff, isDecided, isWorkingDay, type DayOff } from "./working-calendar";
