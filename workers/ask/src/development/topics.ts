import accessibility from "../../sample/topics/accessibility.json";
import beaches from "../../sample/topics/beaches.json";
import boats from "../../sample/topics/boats.json";
import border from "../../sample/topics/border.json";
import caves from "../../sample/topics/caves.json";
import children from "../../sample/topics/children.json";
import complaints from "../../sample/topics/complaints.json";
import culture from "../../sample/topics/culture.json";
import documents from "../../sample/topics/documents.json";
import emergencies from "../../sample/topics/emergencies.json";
import festivals from "../../sample/topics/festivals.json";
import food from "../../sample/topics/food.json";
import health from "../../sample/topics/health.json";
import islands from "../../sample/topics/islands.json";
import money from "../../sample/topics/money.json";
import nature from "../../sample/topics/nature.json";
import ports from "../../sample/topics/ports.json";
import rules from "../../sample/topics/rules.json";
import services from "../../sample/topics/services.json";
import shopping from "../../sample/topics/shopping.json";
import sights from "../../sample/topics/sights.json";
import stays from "../../sample/topics/stays.json";
import tickets from "../../sample/topics/tickets.json";
import transport from "../../sample/topics/transport.json";
import visas from "../../sample/topics/visas.json";
import weather from "../../sample/topics/weather.json";
import wifi from "../../sample/topics/wifi.json";
import type { SampleTopic } from "./seed";

/** All topics of sample/topics. */
export const topics: SampleTopic[] = [
  accessibility,
  beaches,
  boats,
  border,
  caves,
  children,
  complaints,
  culture,
  documents,
  emergencies,
  festivals,
  food,
  health,
  islands,
  money,
  nature,
  ports,
  rules,
  services,
  shopping,
  sights,
  stays,
  tickets,
  transport,
  visas,
  weather,
  wifi,
].flat();
