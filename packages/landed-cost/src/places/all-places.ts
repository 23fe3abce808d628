import type { Place } from "../rows/place.ts";
import { ANTIGUA } from "./antigua.ts";
import { BAHAMAS } from "./bahamas.ts";
import { BARBADOS } from "./barbados.ts";
import { BELIZE } from "./belize.ts";
import { CAYMAN } from "./cayman.ts";
import { DOMINICA } from "./dominica.ts";
import { GRENADA } from "./grenada.ts";
import { GUYANA } from "./guyana.ts";
import { JAMAICA } from "./jamaica.ts";
import { SAINT_KITTS } from "./saint-kitts.ts";
import { SAINT_LUCIA } from "./saint-lucia.ts";
import { SAINT_VINCENT } from "./saint-vincent.ts";
import { TRINIDAD } from "./trinidad.ts";

/** Every place with facts, by name. */
export const ALL_PLACES: readonly Place[] = [
  ANTIGUA,
  BAHAMAS,
  BARBADOS,
  BELIZE,
  CAYMAN,
  DOMINICA,
  GRENADA,
  GUYANA,
  JAMAICA,
  SAINT_KITTS,
  SAINT_LUCIA,
  SAINT_VINCENT,
  TRINIDAD,
];
